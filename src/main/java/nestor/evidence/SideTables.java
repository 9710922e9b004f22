package nestor.evidence;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nestor.rulebook.Field;
import org.jspecify.annotations.Nullable;

/**
 * Tables that stand beside each other, with a blank column between them. Columns behind a blank one
 * that only add fields to the same entries belong to the one table.
 *
 * @param main the table of the section
 * @param others the tables beside it, from left to right
 */
record SideTables(Table main, List<Table> others) {
  /** So many more rows than columns behind a blank one fill show that those are another table. */
  private static final int FEWEST_ROWS_LEFT = 2;

  /** Columns from the first to the one before the end. */
  private record Part(int from, int end) {}

  /**
   * The tables; null where there is one alone, as nearly always.
   *
   * @param header of the table of that section
   */
  static @Nullable SideTables of(
      VocabularyIndex vocabularyIndex,
      VocabularyIndex.Shape shape,
      Table table,
      TableHeader header) {
    Table.Row headings = header.row(table);
    if (!hasGap(headings)) {
      return null;
    }
    List<Table.Row> rows = table.rows().subList(header.index(), table.rows().size());
    List<Part> parts = parts(headings, rows);
    Part first = null;
    for (Part part : parts) {
      if (first == null && named(shape, headings, part).containsAll(shape.required())) {
        first = part;
      }
    }
    if (parts.size() < 2 || first == null) {
      return null;
    }
    Set<Field> named = named(shape, headings, first);
    BitSet own = new BitSet();
    own.set(first.from(), first.end());
    List<Table> others = new ArrayList<>();
    for (Part part : parts) {
      if (part.equals(first)) {
        continue;
      }
      Table alone = columns(table, part.from(), part.end(), null);
      Set<Field> added = named(shape, headings, part);
      boolean repeats = added.stream().anyMatch(named::contains);
      if (repeats
          || (!added.isEmpty() && hasOtherRows(rows, first, part))
          || (shapeOf(vocabularyIndex, alone) != null && added.size() < filled(headings, part))) {
        others.add(alone);
      } else {
        named.addAll(added);
        own.set(part.from(), part.end());
      }
    }
    return others.isEmpty()
        ? null
        : new SideTables(columns(table, 0, headings.cells().size(), own), others);
  }

  /** The one section whose fields a row among the first of a table names, and nothing else. */
  static VocabularyIndex.@Nullable Shape shapeOf(VocabularyIndex vocabularyIndex, Table table) {
    for (Table.Row row : table.rows().subList(0, Math.min(2, table.rows().size()))) {
      if (row.filled() > 1) {
        List<VocabularyIndex.Shape> meant =
            vocabularyIndex.factTypes().stream()
                .filter(other -> StackedTable.isHeader(other, row))
                .toList();
        if (!meant.isEmpty()) {
          return meant.size() == 1 ? meant.get(0) : null;
        }
      }
    }
    return null;
  }

  /** Whether a blank cell stands between others. */
  private static boolean hasGap(Table.Row headings) {
    boolean isBehindBlank = false;
    for (int column = headings.firstFilled(); column < headings.cells().size(); column++) {
      boolean isBlank = headings.cell(column).isEmpty();
      if (isBehindBlank && !isBlank) {
        return true;
      }
      isBehindBlank |= isBlank;
    }
    return false;
  }

  private static List<Part> parts(Table.Row headings, List<Table.Row> rows) {
    List<Part> parts = new ArrayList<>();
    int from = -1;
    for (int column = 0; column <= headings.cells().size(); column++) {
      int at = column;
      boolean isBlank =
          headings.cell(column).isEmpty() && rows.stream().allMatch(row -> row.cell(at).isEmpty());
      if (!isBlank && from < 0) {
        from = column;
      } else if (isBlank && from >= 0) {
        parts.add(new Part(from, column));
        from = -1;
      }
    }
    return parts;
  }

  private static Set<Field> named(VocabularyIndex.Shape shape, Table.Row headings, Part part) {
    Set<Field> named = new HashSet<>();
    for (int column = part.from(); column < part.end(); column++) {
      String heading = headings.cell(column);
      HeadingIndex.Match<Field> match = heading.isEmpty() ? null : shape.meant(heading);
      if (match != null) {
        named.add(match.meant());
      }
    }
    return named;
  }

  private static int filled(Table.Row headings, Part part) {
    return (int)
        headings.cells().subList(part.from(), part.end()).stream()
            .filter(cell -> !cell.isEmpty())
            .count();
  }

  /** Whether a part goes on below the first one, or ends without a gap before it does. */
  private static boolean hasOtherRows(List<Table.Row> rows, Part first, Part part) {
    int filled = 0;
    int left = 0;
    boolean hasGaps = false;
    for (Table.Row row : rows) {
      boolean isFilled = isFilled(row, part);
      if (isFilled && !isFilled(row, first)) {
        return true;
      }
      hasGaps |= isFilled && left > 0;
      filled += isFilled ? 1 : 0;
      left += isFilled ? 0 : 1;
    }
    return !hasGaps && filled > 2 && left >= FEWEST_ROWS_LEFT;
  }

  private static boolean isFilled(Table.Row row, Part part) {
    for (int column = part.from(); column < part.end(); column++) {
      if (!row.cell(column).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /**
   * The table with those columns alone, which keep their places.
   *
   * @param some which of them, or null for all
   */
  private static Table columns(Table table, int from, int end, @Nullable BitSet some) {
    List<Table.Row> rows = new ArrayList<>();
    for (Table.Row row : table.rows()) {
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < Math.min(end, row.cells().size()); column++) {
        boolean isKept = column >= from && (some == null || some.get(column));
        cells.add(isKept ? row.cell(column) : "");
      }
      Table.Row kept = new Table.Row(row.number(), cells, row.numbers(), row.across());
      if (!kept.isBlank()) {
        rows.add(kept);
      }
    }
    return table.with(rows);
  }
}

package nestor.evidence;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nestor.rulebook.Field;
import org.jspecify.annotations.Nullable;

/**
 * Table below another one on the same sheet, with a blank row between them and a header of its own,
 * which names fields of one other section and nothing else.
 *
 * @param shape the section that it holds
 * @param above what stands above it
 * @param table the table itself
 */
record StackedTable(VocabularyIndex.Shape shape, Table above, Table table) {
  /** A row that names fewer fields may be an entry. */
  private static final int FEWEST_FIELDS = 2;

  /** A table with more blank rows is one that is set wide. */
  private static final int MOST_GAPS = 50;

  /** The first table that stands below one of that section, or null. */
  static @Nullable StackedTable below(
      VocabularyIndex vocabularyIndex, VocabularyIndex.Shape first, Table table) {
    List<Table.Row> rows = table.rows();
    int gaps = 0;
    for (int i = 1; i < rows.size() && gaps < MOST_GAPS; i++) {
      Table.Row row = rows.get(i);
      boolean isAfterGap = row.number() > rows.get(i - 1).number() + 1;
      gaps += isAfterGap ? 1 : 0;
      if (isAfterGap && row.filled() >= FEWEST_FIELDS && !isHeader(first, row)) {
        List<VocabularyIndex.Shape> meant =
            vocabularyIndex.factTypes().stream().filter(other -> isHeader(other, row)).toList();
        if (meant.size() == 1) {
          return new StackedTable(
              meant.get(0),
              table.with(List.copyOf(rows.subList(0, i))),
              table.with(List.copyOf(rows.subList(i, rows.size()))));
        }
      }
    }
    return null;
  }

  /**
   * Whether each cell names another field of the section, and all that an entry needs are named.
   */
  static boolean isHeader(VocabularyIndex.Shape shape, Table.Row row) {
    Set<Field> named = new HashSet<>();
    for (String cell : row.cells()) {
      HeadingIndex.Match<Field> match = cell.isEmpty() ? null : shape.withoutSlips(cell);
      if (!cell.isEmpty() && (match == null || !named.add(match.meant()))) {
        return false;
      }
    }
    return named.containsAll(shape.required());
  }
}

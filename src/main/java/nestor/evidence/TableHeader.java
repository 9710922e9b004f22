package nestor.evidence;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import nestor.rulebook.Field;
import org.jspecify.annotations.Nullable;

/**
 * Header row of a table, found among titles, remarks and blank rows by the fields that its cells
 * name. Sections of one entry may have no such row: see {@link FieldValueTable}.
 *
 * @param index of the row among those of the table
 * @param matched how many fields it names
 */
record TableHeader(int index, int matched) {
  /** A header stands within so many rows. */
  private static final int FARTHEST = 25;

  /** A row that names so many fields, and hardly anything else, is the header. */
  private static final int SURE = 2;

  /** The row that names the most fields, or null where none names any. */
  static @Nullable TableHeader of(VocabularyIndex.Shape shape, Table table) {
    TableHeader header = most(table, shape::withoutSlips, shape);
    return header == null ? most(table, shape::slip, shape) : header;
  }

  private static @Nullable TableHeader most(
      Table table,
      Function<String, HeadingIndex.@Nullable Match<Field>> match,
      VocabularyIndex.Shape shape) {
    List<Table.Row> rows = table.rows();
    TableHeader best = null;
    for (int i = 0; i < Math.min(FARTHEST, rows.size()); i++) {
      Table.Row row = rows.get(i);
      if (best == null && namesFieldsAlone(shape, row)) {
        return new TableHeader(i, row.filled());
      }
      Set<Field> named = named(row, match);
      int most = best == null ? 0 : best.matched();
      if (named.size() > most || isTitle(best, rows, row, named.size() == most)) {
        best = new TableHeader(i, named.size());
        if (named.size() >= SURE
            && 2 * named.size() > row.filled()
            && !isGroups(row, named.size(), rows, i + 1, match)) {
          return best;
        }
      }
    }
    return best;
  }

  private static Set<Field> named(
      Table.Row row, Function<String, HeadingIndex.@Nullable Match<Field>> match) {
    Set<Field> named = new HashSet<>();
    for (String cell : row.cells()) {
      HeadingIndex.Match<Field> one = cell.isEmpty() ? null : match.apply(cell);
      if (one != null) {
        named.add(one.meant());
      }
    }
    return named;
  }

  /** Whether the row heads groups of columns, whose own headings stand in the row below. */
  private static boolean isGroups(
      Table.Row row,
      int matched,
      List<Table.Row> rows,
      int below,
      Function<String, HeadingIndex.@Nullable Match<Field>> match) {
    if (below >= rows.size() || rows.get(below).filled() <= row.filled()) {
      return false;
    }
    int named = named(rows.get(below), match).size();
    return named > matched && 2 * named > rows.get(below).filled();
  }

  /** Whether a row holds names of fields, exactly as the vocabulary has them, and nothing else. */
  static boolean namesFieldsAlone(VocabularyIndex.Shape shape, Table.Row row) {
    for (String cell : row.cells()) {
      if (!cell.isEmpty() && !shape.fields().containsKey(cell)) {
        return false;
      }
    }
    return true;
  }

  /** Whether what was taken for the header is a title that happens to be the name of a field. */
  private static boolean isTitle(
      @Nullable TableHeader former, List<Table.Row> rows, Table.Row row, boolean equal) {
    return equal && former != null && rows.get(former.index()).filled() == 1 && row.filled() > 1;
  }

  /** Whether it names all fields that an entry needs, without a slip. */
  boolean namesAllNeeded(VocabularyIndex.Shape shape, Table table) {
    Set<Field> named = new HashSet<>();
    for (String cell : row(table).cells()) {
      HeadingIndex.Match<Field> match = cell.isEmpty() ? null : shape.withoutSlips(cell);
      if (match != null) {
        named.add(match.meant());
      }
    }
    return named.containsAll(shape.required());
  }

  Table.Row row(Table table) {
    return table.rows().get(index);
  }

  /** Notes what stands above the header, which is not read. */
  void tellWhatIsAbove(Table table, ParseContext context) {
    List<Table.Row> above = table.rows().subList(0, index);
    if (!above.isEmpty()) {
      Table.Row first = above.get(0);
      context.passOver(
          table.place(first),
          MessageText.quoted(first.cell(first.firstFilled()))
              + (above.size() == 1
                  ? " stands above"
                  : " and what follows in "
                      + table.named(above.subList(1, above.size()))
                      + " stand above")
              + " the header, which is "
              + table.named(List.of(row(table)))
              + "; passed over",
          "");
    }
  }

  /** The fault of a table in which no row names a field. */
  static void tellMissing(VocabularyIndex.Shape shape, Table table, ParseContext context) {
    Table.Row first = table.rows().get(0);
    List<String> cells =
        first.cells().stream().filter(cell -> !cell.isEmpty()).map(MessageText::quoted).toList();
    context.fault(
        table.place(first),
        MessageText.and(cells)
            + (cells.size() == 1
                ? " is taken for the header, and names no field of "
                : " are taken for the header, and name no field of ")
            + shape.name(),
        "write above each column which one it is of " + String.join(", ", shape.fields().keySet()));
  }
}

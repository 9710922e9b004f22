package nestor.evidence;

import java.util.List;
import nestor.rulebook.NameTable;
import org.jspecify.annotations.Nullable;

/**
 * Columns of a state, such as Status or Result, that are no field of a section. Use it so that a
 * row which such a column takes back, such as a backup that failed, does not count without a word.
 */
final class StateColumns {
  private static final String HEADINGS = "state-heading";
  private static final String TAKEN_BACK = "state-that-takes-back";

  private final Table table;
  private final TableHeader header;
  private final ParseContext context;

  StateColumns(Table table, TableHeader header, ParseContext context) {
    this.table = table;
    this.header = header;
    this.context = context;
  }

  /** Doubts the rows below the header that one of these columns takes back. */
  void doubt(List<Integer> columns) {
    Table.Row headings = header.row(table);
    for (int column : columns) {
      if (context.names().meaning(HEADINGS, headings.cell(column)) != null) {
        doubt(column, headings.cell(column));
      }
    }
  }

  private void doubt(int column, String heading) {
    Table.@Nullable Row first = null;
    int others = 0;
    for (Table.Row row : table.rows().subList(header.index() + 1, table.rows().size())) {
      if (takesBack(row.cell(column))) {
        others += first == null ? 0 : 1;
        first = first == null ? row : first;
      }
    }
    if (first != null) {
      context.warn(
          table.place(first, column),
          MessageText.quoted(first.cell(column))
              + " in the column "
              + MessageText.quoted(heading)
              + ", which is not read, may take back what the row says"
              + (others == 0
                  ? ""
                  : ", as in " + others + (others == 1 ? " row" : " rows") + " more"),
          "remove such rows, or say it in a column that is read");
    }
  }

  private boolean takesBack(String cell) {
    NameTable.Meaning meaning = cell.isEmpty() ? null : context.names().meaning(TAKEN_BACK, cell);
    return meaning != null;
  }
}

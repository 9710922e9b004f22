package nestor.evidence;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Rows and columns of a sheet that its author does not see, hidden by hand or by a filter. What
 * stands there is data as the rest, and is read; that it is hidden is noted, since it may have been
 * forgotten.
 */
final class HiddenCells {
  /** A sheet in which all is shown. */
  static final HiddenCells NONE = new HiddenCells();

  /** The most rows of a sheet. */
  private static final int MOST = 1 << 20;

  /** So many rows are named one by one. */
  private static final int NAMED = 6;

  private static final String CURE = "show or remove what is hidden";

  private final BitSet rows = new BitSet();
  private final BitSet columns = new BitSet();

  boolean isEmpty() {
    return rows.isEmpty() && columns.isEmpty();
  }

  /** Hides rows by their numbers, the first and the last among them. */
  void hideRows(int first, int last) {
    hide(rows, first, last);
  }

  /** Hides columns, counted from 0, the first and the last among them. */
  void hideColumns(int first, int last) {
    hide(columns, first, last);
  }

  private static void hide(BitSet some, int first, int last) {
    if (first >= 0 && first <= last) {
      some.set(Math.min(first, MOST), Math.min(last, MOST) + 1);
    }
  }

  /**
   * Notes which of those that are read are hidden.
   *
   * @param read the rows that are read
   * @param header the row that names the columns
   * @param readColumns the columns that are read
   */
  void tell(
      Table table,
      List<Table.Row> read,
      Table.Row header,
      BitSet readColumns,
      ParseContext context) {
    tellRows(table, read, context);
    List<String> hidden = new ArrayList<>();
    int first = -1;
    for (int column = columns.nextSetBit(0); column >= 0; column = columns.nextSetBit(column + 1)) {
      if (readColumns.get(column)) {
        first = first < 0 ? column : first;
        hidden.add(MessageText.quoted(header.cell(column)));
      }
      if (column >= readColumns.length()) {
        break;
      }
    }
    if (!hidden.isEmpty()) {
      context.readAs(
          hidden.size() == 1 ? table.place(header, first) : table.place(header),
          (hidden.size() == 1 ? "the column " : "the columns ")
              + MessageText.and(hidden)
              + (hidden.size() == 1 ? " is hidden, and is" : " are hidden, and are")
              + " read all the same",
          CURE);
    }
  }

  /** Notes which of the rows that are read are hidden. */
  void tellRows(Table table, List<Table.Row> read, ParseContext context) {
    if (rows.isEmpty()) {
      return;
    }
    List<Table.Row> hidden = read.stream().filter(row -> rows.get(row.number())).toList();
    if (!hidden.isEmpty()) {
      int last = hidden.get(hidden.size() - 1).number();
      context.readAs(
          table.place(hidden.get(0)),
          hidden.size() == 1
              ? "is hidden, and is read all the same"
              : (hidden.size() <= NAMED
                      ? table.named(hidden)
                      : hidden.size() + " rows down to row " + last)
                  + " are hidden, and are read all the same",
          CURE);
    }
  }
}

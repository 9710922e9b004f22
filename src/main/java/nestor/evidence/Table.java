package nestor.evidence;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Table of text cells: a CSV file, or one sheet of a workbook. Blank rows are left out; rows keep
 * their numbers.
 *
 * @param sheet the sheet's name, or null for a CSV file, whose places are lines
 * @param hidden whether it is a sheet that its author does not see
 * @param from1904 whether its workbook counts days from 1904, as those that began on a Mac do
 * @param hiddenCells rows and columns that are not shown, though the sheet is
 */
record Table(
    @Nullable String sheet,
    List<Row> rows,
    boolean hidden,
    boolean from1904,
    HiddenCells hiddenCells) {

  /** A table of a file, in which nothing is hidden. */
  Table(List<Row> rows) {
    this(null, rows, false, false, HiddenCells.NONE);
  }

  /** The same table with those rows alone. */
  Table with(List<Row> some) {
    return new Table(sheet, some, hidden, from1904, hiddenCells);
  }

  /**
   * One row.
   *
   * @param number its 1-based line in a file, or row in a sheet
   * @param cells trimmed, empty where the cell is
   * @param numbers the cells that a spreadsheet stores as numbers
   * @param across the cells that are merged with the one to their right
   */
  record Row(int number, List<String> cells, BitSet numbers, BitSet across) {
    private static final BitSet NONE = new BitSet();

    /** A row of a file, in which all is text. */
    Row(int number, List<String> cells) {
      this(number, cells, NONE, NONE);
    }

    String cell(int column) {
      return column < cells.size() ? cells.get(column) : "";
    }

    boolean isBlank() {
      return firstFilled() == cells.size();
    }

    /** Number of cells that hold something. */
    int filled() {
      int filled = 0;
      for (String cell : cells) {
        filled += cell.isEmpty() ? 0 : 1;
      }
      return filled;
    }

    /** Whether one cell alone holds something. */
    boolean holdsOne() {
      int filled = 0;
      for (int column = 0; column < cells.size() && filled < 2; column++) {
        filled += cells.get(column).isEmpty() ? 0 : 1;
      }
      return filled == 1;
    }

    /** The first cell that holds something; the number of cells where none does. */
    int firstFilled() {
      int column = 0;
      while (column < cells.size() && cells.get(column).isEmpty()) {
        column++;
      }
      return column;
    }
  }

  /** The place of a cell. */
  Location place(Row row, int column, String field) {
    return sheet == null
        ? new Location(row.number(), 0, () -> MessageText.line(field))
        : Location.at(() -> cell(row, column) + " (" + MessageText.line(field) + ")");
  }

  /** The place of a cell that belongs to no field. */
  Location place(Row row, int column) {
    return sheet == null ? Location.line(row.number()) : Location.at(() -> cell(row, column));
  }

  /** The place of a row. */
  Location place(Row row) {
    return sheet == null
        ? Location.line(row.number())
        : Location.at(MessageText.line(sheet) + " row " + row.number());
  }

  /** The rows in a sentence: {@code row 4}, {@code lines 4 and 9}. */
  String named(List<Row> some) {
    List<String> numbers = some.stream().map(row -> String.valueOf(row.number())).toList();
    return (sheet == null ? "line" : "row")
        + (some.size() == 1 ? " " : "s ")
        + MessageText.and(numbers);
  }

  /** The place of the table. */
  Location location() {
    return sheet == null ? Location.WHOLE_DOCUMENT : Location.at(MessageText.name(sheet));
  }

  private String cell(Row row, int column) {
    return MessageText.line(sheet == null ? "" : sheet) + "!" + letters(column) + row.number();
  }

  /** Returns the 0-based column of that name. */
  static int column(String letters) {
    int column = 0;
    for (int i = 0; i < letters.length(); i++) {
      column = column * 26 + letters.charAt(i) - 'A' + 1;
    }
    return column - 1;
  }

  /** Returns the name of a 0-based column: A to Z, AA and on. */
  static String letters(int column) {
    StringBuilder letters = new StringBuilder();
    for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
      letters.insert(0, (char) ('A' + rest % 26));
    }
    return letters.toString();
  }
}

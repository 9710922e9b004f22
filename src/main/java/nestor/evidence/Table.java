package nestor.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Table of text cells: a CSV file, or one sheet of a workbook. Blank rows are left out; rows keep
 * their numbers.
 *
 * @param sheet the sheet's name, or null for a CSV file, whose places are lines
 */
record Table(@Nullable String sheet, List<Row> rows) {

  /**
   * One row.
   *
   * @param number its 1-based line in a file, or row in a sheet
   * @param cells trimmed, empty where the cell is
   */
  record Row(int number, List<String> cells) {
    String cell(int column) {
      return column < cells.size() ? cells.get(column) : "";
    }

    boolean isBlank() {
      return cells.stream().allMatch(String::isEmpty);
    }
  }

  /** The place of a cell. */
  Location place(Row row, int column, String field) {
    return sheet == null
        ? new Location(row.number(), 0, MessageText.line(field))
        : cell(row, column, " (" + MessageText.line(field) + ")");
  }

  /** The place of a cell that belongs to no field. */
  Location place(Row row, int column) {
    return sheet == null ? Location.line(row.number()) : cell(row, column, "");
  }

  /** The place of a row. */
  Location place(Row row) {
    return sheet == null
        ? Location.line(row.number())
        : Location.at(MessageText.line(sheet) + " row " + row.number());
  }

  /** The place of the table. */
  Location location() {
    return sheet == null ? Location.WHOLE_DOCUMENT : Location.at(MessageText.name(sheet));
  }

  private Location cell(Row row, int column, String field) {
    return Location.at(
        MessageText.line(sheet == null ? "" : sheet)
            + "!"
            + letters(column)
            + row.number()
            + field);
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

package nestor.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file or one sheet of a workbook: rows of cells, blank rows left out.
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
  Place place(Row row, int column, String field) {
    return sheet == null
        ? new Place(row.number(), 0, Wording.line(field))
        : cell(row, column, " (" + Wording.line(field) + ")");
  }

  /** The place of a cell that belongs to no field. */
  Place place(Row row, int column) {
    return sheet == null ? Place.line(row.number()) : cell(row, column, "");
  }

  /** The place of a row. */
  Place place(Row row) {
    return sheet == null
        ? Place.line(row.number())
        : Place.at(Wording.line(sheet) + " row " + row.number());
  }

  /** The place of the table. */
  Place place() {
    return sheet == null ? Place.WHOLE_DOCUMENT : Place.at(Wording.name(sheet));
  }

  private Place cell(Row row, int column, String field) {
    return Place.at(
        Wording.line(sheet == null ? "" : sheet) + "!" + letters(column) + row.number() + field);
  }

  /** The letters of a 0-based column: A to Z, AA and on. */
  static String letters(int column) {
    StringBuilder letters = new StringBuilder();
    for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
      letters.insert(0, (char) ('A' + rest % 26));
    }
    return letters.toString();
  }
}

package nestor.evidence;

import java.util.List;
import nestor.rulebook.Field;
import nestor.rulebook.Section;

/**
 * Reader of the values of one column of a table together, so that what can be read in several ways
 * is decided by its neighbours. {@link CellValueReader} reads a cell whose neighbours say nothing.
 */
final class ColumnReader {
  private final CellValueReader values;

  /**
   * Cell below a header.
   *
   * @param text trimmed; empty where nothing is written
   * @param numeric whether a spreadsheet stores it as a number, so that its point is a decimal one
   */
  record Cell(Location location, String text, boolean numeric) {}

  ColumnReader(Section section, ParseContext context) {
    this.values = new CellValueReader(new FieldValueReader(section, context));
  }

  /**
   * Reads a column.
   *
   * @param cells those of the field in all entries, in their order, empty ones included
   * @return one value a cell
   */
  List<Value> read(Field field, List<Cell> cells) {
    return cells.stream().map(cell -> values.read(field, cell.location(), cell.text())).toList();
  }
}

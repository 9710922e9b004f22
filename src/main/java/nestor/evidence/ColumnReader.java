package nestor.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import nestor.evidence.text.DateText;
import nestor.evidence.text.WrittenDate;
import nestor.evidence.text.WrittenNumber;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the values of one column of a table together, so that what can be read in several ways
 * is decided by its neighbours: the order of day and month, the separators of numbers, percentages
 * among shares. Notes that hold for many cells of a column are told once.
 */
final class ColumnReader {
  private final FieldValueReader values;
  private final CellValueReader cellValues;

  /**
   * Cell below a header.
   *
   * @param text trimmed; empty where nothing is written
   * @param numeric whether a spreadsheet stores it as a number, so that its point is a decimal one
   */
  record Cell(Location location, String text, boolean numeric) {}

  ColumnReader(VocabularyIndex.Shape shape, ParseContext context) {
    this.values = new FieldValueReader(shape, context, true);
    this.cellValues = new CellValueReader(values);
  }

  /**
   * Reads a column.
   *
   * @param cells those of the field in all entries, in their order, empty ones included
   * @return one value a cell
   */
  List<Value> read(Field field, List<Cell> cells) {
    List<Value> read =
        switch (field.type()) {
          case DATE -> dates(field, cells);
          case COUNT, NUMBER -> numbers(field, cells);
          case TEXT -> each(cells, c -> cellValues.text(field, c.location(), c.text()));
          case LIST -> each(cells, c -> cellValues.list(field, c.location(), c.text()));
          case YES_NO -> each(cells, c -> cellValues.yesNo(field, c.location(), c.text()));
        };
    if (field.type() == FieldType.YES_NO) {
      tellOfEmptyCells(field, read);
    }
    values.tell();
    return read;
  }

  private List<Value> each(List<Cell> cells, Function<Cell, Value> read) {
    List<Value> all = new ArrayList<>(cells.size());
    for (Cell cell : cells) {
      Value leftover = leftover(cell);
      all.add(leftover == null ? read.apply(cell) : leftover);
    }
    return all;
  }

  /** Nothing where the cell is empty, a fault where it holds none of a value; otherwise null. */
  private @Nullable Value leftover(Cell cell) {
    return cell.text().isEmpty() ? Value.ABSENT : cellValues.leftover(cell.location(), cell.text());
  }

  /** As {@link #leftover}, and what only holds a place. */
  private @Nullable Value nothing(Field field, Cell cell) {
    Value leftover = leftover(cell);
    return leftover == null
            && !isDigit(cell.text().charAt(0))
            && values.saysNothing(field, cell.text())
        ? values.sayNothing(field, cell.location(), cell.text())
        : leftover;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private List<Value> dates(Field field, List<Cell> cells) {
    DateColumn column = new DateColumn(values, values.notes(field));
    List<@Nullable WrittenDate> dates = new ArrayList<>(cells.size());
    List<@Nullable Value> nothing = new ArrayList<>(cells.size());
    for (Cell cell : cells) {
      Value none = nothing(field, cell);
      WrittenDate date = none == null ? DateText.read(cell.text()) : null;
      nothing.add(none);
      dates.add(date);
      if (date != null) {
        column.add(date, cell.text());
      }
    }
    List<Value> read = new ArrayList<>(cells.size());
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      WrittenDate date = dates.get(i);
      Value none = nothing.get(i);
      if (date != null) {
        read.add(column.value(date, cell.location(), cell.text()));
      } else {
        read.add(none == null ? Value.ABSENT : none);
      }
    }
    return read;
  }

  private List<Value> numbers(Field field, List<Cell> cells) {
    NumberColumn column = new NumberColumn(field, values, values.notes(field));
    List<@Nullable WrittenNumber> numbers = new ArrayList<>(cells.size());
    List<@Nullable Value> nothing = new ArrayList<>(cells.size());
    for (Cell cell : cells) {
      Value none = nothing(field, cell);
      WrittenNumber number = none == null ? column.read(cell.text()) : null;
      nothing.add(none);
      numbers.add(number);
      if (number != null) {
        column.add(number, cell.numeric());
      }
    }
    List<Value> read = new ArrayList<>(cells.size());
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      Value none = nothing.get(i);
      read.add(
          none != null
              ? none
              : column.value(numbers.get(i), cell.numeric(), cell.location(), cell.text()));
    }
    return read;
  }

  /** Asks whether the others are meant as no, where some are marked yes and none no. */
  private void tellOfEmptyCells(Field field, List<Value> read) {
    boolean hasYes = false;
    boolean hasNo = false;
    boolean hasEmpty = false;
    for (Value value : read) {
      hasYes |= Boolean.TRUE.equals(value.content());
      hasNo |= Boolean.FALSE.equals(value.content());
      hasEmpty |= value.equals(Value.ABSENT);
    }
    if (hasYes && hasEmpty && !hasNo) {
      values.notes(field).addCure("an empty cell says nothing: write no where it is not so");
    }
  }
}

package nestor.evidence;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ranges of merged cells of one sheet. What stands in one holds for each row that it spans. */
final class MergedCells {
  private static final Pattern RANGE =
      Pattern.compile("\\$?([A-Z]{1,3})\\$?(\\d{1,7}):\\$?([A-Z]{1,3})\\$?(\\d{1,7})");

  private final List<Range> ranges = new ArrayList<>();

  /** Rows are counted from 1, columns from 0. */
  private record Range(int firstRow, int lastRow, int firstColumn, int lastColumn) {}

  /** Adds a range as a workbook writes it, such as {@code A2:A5}; others are left out. */
  void add(@Nullable String reference) {
    Matcher range = RANGE.matcher(reference == null ? "" : reference);
    if (range.matches()) {
      add(
          Integer.parseInt(range.group(2)),
          Integer.parseInt(range.group(4)),
          Table.column(range.group(1)),
          Table.column(range.group(3)));
    }
  }

  void add(int firstRow, int lastRow, int firstColumn, int lastColumn) {
    if (lastRow > firstRow || lastColumn > firstColumn) {
      ranges.add(new Range(firstRow, lastRow, firstColumn, lastColumn));
    }
  }

  int size() {
    return ranges.size();
  }

  /**
   * Returns the rows with the text of a merged cell in each row that the cell spans.
   *
   * @param rows none of them blank, in their order
   * @param most how many cells may be filled so
   */
  List<Table.Row> fill(List<Table.Row> rows, int most) {
    List<Table.Row> filled = new ArrayList<>(rows);
    int left = most;
    for (Range range : ranges) {
      for (int i = first(rows, range.firstRow());
          i < rows.size() && rows.get(i).number() <= range.lastRow() && left-- > 0;
          i++) {
        Table.Row row = filled.get(i);
        if (row.number() == range.firstRow()) {
          if (range.lastColumn() > range.firstColumn()) {
            BitSet across = (BitSet) row.across().clone();
            across.set(range.firstColumn());
            filled.set(i, new Table.Row(row.number(), row.cells(), row.numbers(), across));
          }
          continue;
        }
        int above = first(rows, range.firstRow());
        if (rows.get(above).number() == range.firstRow()) {
          filled.set(i, with(row, rows.get(above), range.firstColumn()));
        }
      }
    }
    return filled;
  }

  private static Table.Row with(Table.Row row, Table.Row from, int column) {
    List<String> cells = new ArrayList<>(row.cells());
    while (cells.size() <= column) {
      cells.add("");
    }
    if (!cells.get(column).isEmpty()) {
      return row;
    }
    cells.set(column, from.cell(column));
    BitSet numbers = (BitSet) row.numbers().clone();
    numbers.set(column, from.numbers().get(column));
    return new Table.Row(row.number(), cells, numbers, row.across());
  }

  /** The index of the first row with that number or a higher one. */
  private static int first(List<Table.Row> rows, int number) {
    int low = 0;
    int high = rows.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rows.get(middle).number() < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

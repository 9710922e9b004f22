package nestor.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import nestor.evidence.text.NumberText;
import nestor.evidence.text.WrittenNumber;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * Row of units below the header of a table, such as {@code days}, {@code kEUR} or {@code %}. It is
 * no entry: its units hold for the numbers below, as those in a heading do. See {@link
 * HeadingUnit}.
 *
 * @param row the row itself
 * @param table the table without it
 */
record UnitRow(Table.Row row, Table table) {
  private static final int LONGEST = 20;
  private static final Pattern BRACKETS = Pattern.compile("^[(\\[](.*)[)\\]]$");
  private static final Pattern NO_UNIT =
      Pattern.compile("[-\u2013\u2014]|[YyMmDdJjTtAa]{2,4}([-./][YyMmDdJjTtAa]{2,4}){2}");

  /**
   * The row of units of a table; null where the row below its header is none. Nothing but units
   * stands in its columns of numbers, and nothing in the others.
   */
  static @Nullable UnitRow below(
      TableHeader header, TableColumns columns, Table table, Predicate<String> isUnit) {
    int index = header.index() + 1;
    if (index + 1 >= table.rows().size()) {
      return null;
    }
    Table.Row row = table.rows().get(index);
    boolean hasUnit = false;
    for (Map.Entry<Field, List<Integer>> one : columns.fromLeftToRight()) {
      FieldType type = one.getKey().type();
      boolean isNumber = type == FieldType.NUMBER || type == FieldType.COUNT;
      for (int column : one.getValue()) {
        String cell = row.cell(column);
        if (endsInDigit(cell)) {
          return null;
        }
        boolean isNothing = cell.isEmpty() || NO_UNIT.matcher(cell).matches();
        if (!isNothing && !(isNumber && isUnit(bare(cell), isUnit))) {
          return null;
        }
        hasUnit |= !isNothing;
      }
    }
    if (!hasUnit) {
      return null;
    }
    List<Table.Row> others = new ArrayList<>(table.rows());
    others.remove(index);
    return new UnitRow(row, table.with(others));
  }

  private static boolean endsInDigit(String text) {
    return !text.isEmpty() && Character.isDigit(text.charAt(text.length() - 1));
  }

  /** The unit of a column in brackets, as it stands in headings; empty where it has none. */
  String inBrackets(int column) {
    String cell = row.cell(column);
    return cell.isEmpty() || NO_UNIT.matcher(cell).matches() ? "" : " (" + bare(cell) + ")";
  }

  private static String bare(String cell) {
    return BRACKETS.matcher(cell).replaceFirst("$1").strip();
  }

  private static boolean isUnit(String text, Predicate<String> isUnit) {
    if (text.isEmpty() || text.length() > LONGEST || text.chars().anyMatch(Character::isDigit)) {
      return false;
    }
    WrittenNumber one = NumberText.read("1 " + text);
    return one != null
        && (one.marks().percent()
            || one.marks().scaled()
            || one.marks().currency() != null
            || (!one.marks().unit().isEmpty() && isUnit.test(one.marks().unit())));
  }
}

package nestor.evidence;

import java.time.LocalDate;
import java.util.regex.Pattern;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;

/** Reader of dates that stand as plain numbers in a workbook which counts days from 1904. */
final class DaysFrom1904 {
  private static final LocalDate DAY_ZERO = LocalDate.of(1904, 1, 1);
  private static final Pattern DAYS = Pattern.compile("\\d{4,5}(\\.\\d+)?");

  private DaysFrom1904() {}

  /** The text of a cell, as a date where it is such a number, which is noted; else as it is. */
  static String read(
      Table table, Table.Row row, int column, Field field, String text, ParseContext context) {
    if (!table.from1904()
        || field.type() != FieldType.DATE
        || !row.numbers().get(column)
        || !DAYS.matcher(text).matches()) {
      return text;
    }
    int dot = text.indexOf('.');
    String day =
        DAY_ZERO.plusDays(Long.parseLong(dot < 0 ? text : text.substring(0, dot))).toString();
    context.readAs(
        table.place(row, column, field.name()),
        MessageText.quoted(text) + " read as " + day + ", as this workbook counts days from 1904",
        "");
    return day;
  }
}

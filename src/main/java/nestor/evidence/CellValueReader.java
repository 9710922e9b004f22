package nestor.evidence;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import nestor.rulebook.Field;

/**
 * Reader of typed values from table cells, in which everything is text. Values of JSON and YAML,
 * which have notations for numbers and yes or no, are read by {@link JsonValueReader}.
 */
final class CellValueReader {
  private static final Pattern PLAIN_NUMBER = Pattern.compile("-?\\d{1,400}(\\.\\d{1,400})?");

  /** What spreadsheets leave in a cell, and in a CSV file that they save, when a formula fails. */
  private static final Set<String> ERRORS =
      Set.of(
          "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!");

  private final FieldValueReader values;

  CellValueReader(FieldValueReader values) {
    this.values = values;
  }

  static boolean isPlainNumber(String text) {
    return PLAIN_NUMBER.matcher(text).matches();
  }

  Value read(Field field, Location location, String cell) {
    String text = FieldValueReader.trimmed(cell);
    if (text.isEmpty()) {
      return Value.ABSENT;
    }
    if (ERRORS.contains(text)) {
      return values.fault(
          location, "holds the error " + text, "mend the formula or write the value itself");
    }
    if (text.startsWith("=")) {
      return values.fault(location, "holds a formula without a result", "write the value itself");
    }
    return switch (field.type()) {
      case TEXT -> values.text(field, location, text);
      case DATE -> values.date(location, text);
      case LIST ->
          values.list(
              field,
              location,
              Arrays.stream(text.split(";"))
                  .map(FieldValueReader::trimmed)
                  .filter(s -> !s.isEmpty())
                  .toList());
      case COUNT, NUMBER ->
          isPlainNumber(text)
              ? values.number(field, location, new BigDecimal(text))
              : values.fault(
                  location,
                  MessageText.quoted(text) + " is not a number",
                  FieldValueReader.PLAIN_NUMBER);
      case YES_NO ->
          switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> Value.of(true);
            case "false", "no" -> Value.of(false);
            default ->
                values.fault(
                    location,
                    MessageText.quoted(text) + " is neither yes nor no",
                    "write yes or no");
          };
    };
  }
}

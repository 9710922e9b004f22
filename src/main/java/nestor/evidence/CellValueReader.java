package nestor.evidence;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.rulebook.Field;
import nestor.rulebook.NameTable;
import org.jspecify.annotations.Nullable;

/**
 * Reader of those values of table cells that a cell says by itself: texts, lists, yes and no. Dates
 * and numbers are read by {@link ColumnReader}, and values of JSON and YAML by {@link
 * JsonValueReader}.
 */
final class CellValueReader {
  private static final Pattern PLAIN_NUMBER = Pattern.compile("-?\\d{1,400}(\\.\\d{1,400})?");
  private static final Pattern REMARK = Pattern.compile("\\s*[,;:(/\u2013\u2014]|\\s-\\s|\\.\\s");

  /** The kind of names that mean yes or no. */
  static final String YES_NO = "yes-no";

  private static final Pattern BOX = Pattern.compile("[\\[(]\\s*(\\S?)\\s*[\\])]");

  /**
   * Texts that spreadsheets leave in a cell, and in a CSV file that they save, when a formula
   * fails.
   */
  private static final Set<String> ERRORS =
      Set.of(
          "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!");

  private final FieldValueReader values;
  private final Map<String, NameTable.Meaning> words = new HashMap<>();

  CellValueReader(FieldValueReader values) {
    this.values = values;
  }

  static boolean isPlainNumber(String text) {
    return PLAIN_NUMBER.matcher(text).matches();
  }

  /** The fault of a cell that holds no value but what a spreadsheet left there; otherwise null. */
  @Nullable Value leftover(Location location, String text) {
    if (text.charAt(0) == '#' && ERRORS.contains(text)) {
      return values.fault(
          location, "holds the error " + text, "mend the formula or write the value itself");
    }
    if (text.charAt(0) == '=') {
      return values.fault(location, "holds a formula without a result", "write the value itself");
    }
    return null;
  }

  /** The value of a cell of a text field, not empty. */
  Value text(Field field, Location location, String text) {
    if (values.saysNothing(field, text)) {
      return values.sayNothing(field, location, text);
    }
    return values.text(field, location, text);
  }

  /** The value of a cell of a list field, not empty. */
  Value list(Field field, Location location, String text) {
    List<String> parts = values.parts(field).parts(text);
    if (parts.size() > 1 && (text.indexOf(';') < 0 || parts.size() > text.split(";").length)) {
      values
          .notes(field)
          .readAs("parts", location, text, String.join("; ", parts), "separate them by ;");
    }
    return values.list(field, location, parts);
  }

  /** The value of a cell of a field of yes or no, not empty. */
  Value yesNo(Field field, Location location, String text) {
    if (text.equalsIgnoreCase("yes") || text.equalsIgnoreCase("true")) {
      return Value.of(true);
    }
    if (text.equalsIgnoreCase("no") || text.equalsIgnoreCase("false")) {
      return Value.of(false);
    }
    NameTable.Meaning meaning = meaning(text);
    if (meaning instanceof NameTable.Known known && known.names().size() == 1) {
      String word = known.names().get(0);
      values.notes(field).readAs("word " + text.toLowerCase(Locale.ROOT), location, text, word);
      return Value.of(word.equals("yes"));
    }
    if (meaning == null && values.saysNothing(field, text)) {
      return values.sayNothing(field, location, text);
    }
    NameTable.Meaning start = meaning == null ? meaning(REMARK.split(text, 2)[0]) : null;
    if (meaning != null || start instanceof NameTable.Known) {
      List<String> readings = start instanceof NameTable.Known known ? known.names() : List.of();
      values
          .notes(field)
          .ask(
              location,
              MessageText.quoted(text)
                  + (readings.isEmpty() ? " is neither yes nor no" : " says more than yes or no"),
              "write yes or no");
      return Value.of(new Unclear(text, readings, List.of()));
    }
    return values.fault(
        location, MessageText.quoted(text) + " is neither yes nor no", "write yes or no");
  }

  private NameTable.@Nullable Meaning meaning(String word) {
    String lower = withoutBox(word.toLowerCase(Locale.ROOT).strip());
    NameTable.Meaning known = words.get(lower);
    if (known == null && lower.length() <= FieldValueReader.LONGEST_PLACEHOLDER) {
      known = plain(lower);
      if (known == null) {
        known = values.context().names().meaning(YES_NO, lower);
      }
      if (known != null) {
        words.put(lower, known);
      }
    }
    return known;
  }

  /** A mark without the brackets of the box that it stands in; no where the box is empty. */
  private static String withoutBox(String word) {
    Matcher box = BOX.matcher(word);
    return !box.matches() ? word : box.group(1).isEmpty() ? "no" : box.group(1);
  }

  private static NameTable.@Nullable Meaning plain(String word) {
    return switch (word) {
      case "yes", "true" -> new NameTable.Known(List.of("yes"));
      case "no", "false" -> new NameTable.Known(List.of("no"));
      default -> null;
    };
  }
}

package nestor.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nestor.evidence.text.DateText;
import nestor.evidence.text.WrittenNumber;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;

/**
 * Reader of typed values from JSON and YAML nodes, which have notations of their own for numbers
 * and yes or no. Cells of tables are read by {@link CellValueReader}.
 */
final class JsonValueReader {
  private static final String WITHOUT_QUOTES = "write it without quotes: ";

  private final FieldValueReader values;
  private final Iterable<JsonNode> entries;
  private final Map<String, DateColumn> dates = new HashMap<>();

  /**
   * @param entries the entries of the section, whose dates decide for each other
   */
  JsonValueReader(FieldValueReader values, Iterable<JsonNode> entries) {
    this.values = values;
    this.entries = entries;
  }

  /** The value of a field, of whatever kind the document wrote there. */
  Value read(Field field, Location location, JsonNode node) {
    if (node.isNull() || node.isMissingNode()) {
      return Value.ABSENT;
    }
    String text = node.isTextual() ? FieldValueReader.trimmed(node.textValue()) : "";
    if (node.isTextual() && text.isEmpty()) {
      return Value.ABSENT;
    }
    LocalDate day = field.type() == FieldType.DATE ? DateText.day(text) : null;
    if (day != null) {
      return Value.of(day);
    }
    if (node.isTextual() && values.saysNothing(field, text)) {
      return field.type() == FieldType.LIST
          ? values.list(field, location, List.of(text))
          : values.sayNothing(field, location, text);
    }
    return switch (field.type()) {
      case TEXT ->
          node.isTextual()
              ? values.text(field, location, text)
              : notText(location, node, "text is due");
      case DATE ->
          node.isTextual()
              ? date(field, location, text)
              : wrong(location, node, "a date is due", "write YYYY-MM-DD in quotes");
      case YES_NO -> yesNo(location, node, text);
      case COUNT, NUMBER -> number(field, location, node, text);
      case LIST -> list(field, location, node, text);
    };
  }

  private Value date(Field field, Location location, String text) {
    return dates
        .computeIfAbsent(field.name(), name -> column(field))
        .value(DateText.read(text), location, text);
  }

  private DateColumn column(Field field) {
    DateColumn column = new DateColumn(values, values.notes(field));
    for (JsonNode entry : entries) {
      JsonNode node = entry.path(field.name());
      String text = node.isTextual() ? FieldValueReader.trimmed(node.textValue()) : "";
      if (!text.isEmpty()) {
        column.add(DateText.read(text), text);
      }
    }
    return column;
  }

  private Value wrong(Location location, JsonNode node, String due, String cure) {
    return values.fault(location, "is " + MessageText.kind(node) + " where " + due, cure);
  }

  private Value notText(Location location, JsonNode node, String due) {
    return wrong(
        location,
        node,
        due,
        node.isContainerNode()
            ? "write one text in quotes"
            : "write it in quotes: \"" + MessageText.line(node.asText()) + "\"");
  }

  private Value yesNo(Location location, JsonNode node, String text) {
    if (node.isBoolean()) {
      return Value.of(node.booleanValue());
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "true", "on" ->
          wrong(location, node, "true or false is due", WITHOUT_QUOTES + true);
      case "no", "false", "off" ->
          wrong(location, node, "true or false is due", WITHOUT_QUOTES + false);
      default ->
          wrong(location, node, "true or false is due", "write true or false, without quotes");
    };
  }

  private Value number(Field field, Location location, JsonNode node, String text) {
    if (node instanceof NumberAsWritten written && written.isOfOtherBase()) {
      return values.fault(
          location,
          MessageText.quoted(node.asText()) + " is not a decimal number in YAML",
          "write it without the zero before it");
    }
    if (node instanceof NumericNode number) {
      return number.isNaN()
          ? values.fault(
              location,
              MessageText.quoted(node.asText()) + " is not a number",
              "write a number, or leave it out")
          : values.number(field, location, number.decimalValue());
    }
    if (!node.isTextual()) {
      return wrong(location, node, "a number is due", "write one number");
    }
    if (CellValueReader.isPlainNumber(text)) {
      return wrong(location, node, "a number is due", WITHOUT_QUOTES + text);
    }
    NumberColumn alone = new NumberColumn(field, values, values.notes(field));
    WrittenNumber written = text.endsWith("%") ? alone.read(text) : null;
    return written == null
        ? values.fault(
            location, MessageText.quoted(text) + " is not a number", FieldValueReader.PLAIN_NUMBER)
        : alone.value(written, false, location, text);
  }

  private Value list(Field field, Location location, JsonNode node, String text) {
    if (node.isTextual()) {
      List<String> parts = values.parts(field).parts(text);
      String meant = parts.size() == 1 ? "a list of it alone" : String.join("; ", parts);
      values
          .notes(field)
          .readAs("list", location, text, meant, "write a list of texts: [\"...\", \"...\"]");
      return values.list(field, location, parts);
    }
    if (!node.isArray()) {
      return wrong(location, node, "a list is due", "write a list of texts: [\"...\", \"...\"]");
    }
    List<String> elements = new ArrayList<>();
    ListText parts = values.parts(field);
    boolean faulty = false;
    for (int i = 0; i < node.size(); i++) {
      JsonNode element = node.get(i);
      int index = i;
      Location at = Location.at(() -> location.path() + "[" + index + "]");
      String trimmed = element.isTextual() ? FieldValueReader.trimmed(element.textValue()) : "";
      if (!trimmed.isEmpty()) {
        List<String> several = parts.mayBeSeveral(trimmed) ? parts.partsOfElement(trimmed) : null;
        if (several == null || several.size() < 2) {
          elements.add(trimmed);
        } else {
          elements.addAll(several);
          values
              .notes(field)
              .readAs(
                  "parts",
                  at,
                  trimmed,
                  String.join("; ", several),
                  "write each in quotes of its own");
        }
      } else if (element.isTextual() || element.isNull()) {
        values.fault(at, "is empty", "write a text or remove it");
        faulty = true;
      } else {
        notText(at, element, "text is due");
        faulty = true;
      }
    }
    Value list = values.list(field, location, elements);
    return faulty ? Value.FAULTY : list;
  }
}

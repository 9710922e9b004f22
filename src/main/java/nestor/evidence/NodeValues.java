package nestor.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nestor.rulebook.Field;

/** Values as JSON and YAML write them: numbers, yes and no have a notation of their own. */
final class NodeValues {
  private static final String WITHOUT_QUOTES = "write it without quotes: ";

  private final FieldValues values;

  NodeValues(FieldValues values) {
    this.values = values;
  }

  /** The value of a field, of whatever kind the document wrote there. */
  Value read(Field field, Place place, JsonNode node) {
    if (node.isNull() || node.isMissingNode()) {
      return Value.ABSENT;
    }
    String text = node.isTextual() ? FieldValues.trimmed(node.textValue()) : "";
    if (node.isTextual() && text.isEmpty()) {
      return Value.ABSENT;
    }
    return switch (field.type()) {
      case TEXT ->
          node.isTextual() ? values.text(field, place, text) : notText(place, node, "text is due");
      case DATE ->
          node.isTextual()
              ? values.date(place, text)
              : wrong(place, node, "a date is due", "write YYYY-MM-DD in quotes");
      case YES_NO -> yesNo(place, node, text);
      case COUNT, NUMBER -> number(field, place, node, text);
      case LIST -> list(field, place, node, text);
    };
  }

  private Value wrong(Place place, JsonNode node, String due, String cure) {
    return values.fault(place, "is " + Wording.kind(node) + " where " + due, cure);
  }

  private Value notText(Place place, JsonNode node, String due) {
    return wrong(
        place,
        node,
        due,
        node.isContainerNode()
            ? "write one text in quotes"
            : node.isBoolean()
                ? "write the word in quotes"
                : "write it in quotes: \"" + Wording.line(node.asText()) + "\"");
  }

  private Value yesNo(Place place, JsonNode node, String text) {
    if (node.isBoolean()) {
      return Value.of(node.booleanValue());
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "true", "on" -> wrong(place, node, "true or false is due", WITHOUT_QUOTES + true);
      case "no", "false", "off" ->
          wrong(place, node, "true or false is due", WITHOUT_QUOTES + false);
      default -> wrong(place, node, "true or false is due", "write true or false, without quotes");
    };
  }

  private Value number(Field field, Place place, JsonNode node, String text) {
    if (node instanceof NumericNode number) {
      return number.isNaN()
          ? values.fault(
              place,
              Wording.quoted(node.asText()) + " is not a number",
              "write a number, or leave it out")
          : values.number(field, place, number.decimalValue());
    }
    if (!node.isTextual()) {
      return wrong(place, node, "a number is due", "write one number");
    }
    if (CellValues.isPlainNumber(text)) {
      return wrong(place, node, "a number is due", WITHOUT_QUOTES + text);
    }
    return values.fault(place, Wording.quoted(text) + " is not a number", FieldValues.PLAIN_NUMBER);
  }

  private Value list(Field field, Place place, JsonNode node, String text) {
    if (node.isTextual()) {
      return wrong(
          place,
          node,
          "a list is due",
          "write brackets around it: [\"" + Wording.line(text) + "\"]");
    }
    if (!node.isArray()) {
      return wrong(place, node, "a list is due", "write a list of texts: [\"...\", \"...\"]");
    }
    List<String> elements = new ArrayList<>();
    boolean faulty = false;
    for (int i = 0; i < node.size(); i++) {
      JsonNode element = node.get(i);
      Place at = Place.at(place.path() + "[" + i + "]");
      String trimmed = element.isTextual() ? FieldValues.trimmed(element.textValue()) : "";
      if (!trimmed.isEmpty()) {
        elements.add(trimmed);
      } else if (element.isTextual() || element.isNull()) {
        values.fault(at, "is empty", "write a text or remove it");
        faulty = true;
      } else {
        notText(at, element, "text is due");
        faulty = true;
      }
    }
    Value list = values.list(field, place, elements);
    return faulty ? Value.FAULTY : list;
  }
}

package nestor.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import nestor.rulebook.Field;
import nestor.rulebook.Nearest;

/** A tree of JSON or YAML, one key a section, against the vocabulary. */
final class TreeSections {
  private static final String SCHEMA = "$schema";

  private final Shapes shapes;
  private final Draft draft;
  private final boolean isYaml;

  /**
   * @param isYaml whether it is YAML, in which nothing written is a null rather than an empty text
   */
  TreeSections(Shapes shapes, Draft draft, boolean isYaml) {
    this.shapes = shapes;
    this.draft = draft;
    this.isYaml = isYaml;
  }

  private boolean isNull(JsonNode node) {
    return node.isNull() || (isYaml && node.isTextual() && node.textValue().isEmpty());
  }

  void read(JsonNode root) {
    if (!root.isObject()) {
      draft.fault(
          Place.WHOLE_DOCUMENT,
          "is " + Wording.kind(root) + " where an object is due",
          isYaml
              ? "write the sections as its keys, each with a colon and a space behind it, such as '"
                  + shapes.first()
                  + ": ...'"
              : "write the sections as its keys, such as {\"" + shapes.first() + "\": ...}");
      return;
    }
    for (Map.Entry<String, JsonNode> property : root.properties()) {
      String name = property.getKey();
      JsonNode node = property.getValue();
      Shapes.Shape shape = shapes.of(name);
      if (shape != null && !isNull(node)) {
        readSection(shape, node);
      } else if (shape == null && !name.equals(SCHEMA)) {
        draft.fault(Place.at(Wording.name(name)), "is no section", () -> shapes.didYouMean(name));
      }
    }
  }

  private void readSection(Shapes.Shape shape, JsonNode node) {
    String name = shape.name();
    List<Map<String, Object>> entries = new ArrayList<>();
    if (shape.section().single()) {
      if (!node.isObject()) {
        draft.fault(
            Place.at(name),
            "is " + Wording.kind(node) + " where one object is due",
            node.isArray()
                ? "write its fields in braces, without the list"
                : "write its fields in braces: {...}");
        return;
      }
      if (!saysNothing(node)) {
        Map<String, Object> entry = readEntry(shape, name, node);
        if (!entry.isEmpty()) {
          entries.add(entry);
        }
      }
    } else {
      if (!node.isArray()) {
        draft.fault(
            Place.at(name),
            "is " + Wording.kind(node) + " where a list is due",
            isYaml
                ? "begin each entry with a dash and a space"
                : node.isObject()
                    ? "write brackets around it: [{...}]"
                    : "write a list: [{...}, {...}]");
        return;
      }
      for (int i = 0; i < node.size(); i++) {
        String path = name + "[" + i + "]";
        JsonNode entry = node.get(i);
        if (entry.isObject()) {
          entries.add(readEntry(shape, path, entry));
        } else {
          draft.fault(
              Place.at(path),
              "is " + (isNull(entry) ? "null" : Wording.kind(entry)) + " where an object is due",
              isNull(entry) ? "remove it" : "write the fields of the entry in braces: {...}");
        }
      }
    }
    draft.give(new SectionContent(name, Collections.unmodifiableList(entries)));
  }

  private static boolean saysNothing(JsonNode object) {
    for (JsonNode value : object) {
      if (!value.isNull()) {
        return false;
      }
    }
    return true;
  }

  private Map<String, Object> readEntry(Shapes.Shape shape, String path, JsonNode object) {
    EntryDraft entry = new EntryDraft(shape.section(), draft);
    NodeValues values = new NodeValues(new FieldValues(shape.section(), draft));
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      String name = property.getKey();
      Field field = shape.fields().get(name);
      if (field == null) {
        draft.fault(
            Place.at(path + "." + Wording.name(name)),
            "is no field of " + shape.name(),
            () -> shape.didYouMean(name));
        if (draft.tellsMore()) {
          Nearest.to(name, shape.fields().keySet()).ifPresent(entry::excuse);
        }
      } else {
        entry.put(
            field, values.read(field, Place.at(path + "." + field.name()), property.getValue()));
      }
    }
    return entry.finish(field -> Place.at(path + "." + field.name()));
  }
}

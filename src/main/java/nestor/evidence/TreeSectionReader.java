package nestor.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.Field;
import nestor.rulebook.NamesSection;

/**
 * Reader of sections from a JSON or YAML tree, one key a section, matched against the vocabulary.
 * Unknown names are faults with the nearest known name.
 */
final class TreeSectionReader {
  private static final String SCHEMA = "$schema";

  private final VocabularyIndex vocabularyIndex;
  private final ParseContext context;
  private final boolean isYaml;

  /**
   * @param isYaml whether it is YAML, in which nothing written is a null rather than an empty text
   */
  TreeSectionReader(VocabularyIndex vocabularyIndex, ParseContext context, boolean isYaml) {
    this.vocabularyIndex = vocabularyIndex;
    this.context = context;
    this.isYaml = isYaml;
  }

  private boolean isNull(JsonNode node) {
    return node.isNull() || (isYaml && node.isTextual() && node.textValue().isEmpty());
  }

  void read(JsonNode root) {
    if (!root.isObject()) {
      context.fault(
          Location.WHOLE_DOCUMENT,
          "is " + MessageText.kind(root) + " where an object is due",
          isYaml
              ? "write the sections as its keys, each with a colon and a space behind it, such as '"
                  + vocabularyIndex.first()
                  + ": ...'"
              : "write the sections as its keys, such as {\""
                  + vocabularyIndex.first()
                  + "\": ...}");
      return;
    }
    for (Map.Entry<String, JsonNode> property : root.properties()) {
      String name = property.getKey();
      JsonNode node = property.getValue();
      VocabularyIndex.Shape shape = vocabularyIndex.of(name);
      if (shape != null && !isNull(node)) {
        readSection(
            shape, name.equals(NamesSection.SECTION) ? OwnNamesMapping.entries(node) : node);
      } else if (shape == null && !name.equals(SCHEMA)) {
        context.fault(
            Location.at(MessageText.name(name)),
            "is no section",
            () -> vocabularyIndex.didYouMean(name));
      }
    }
  }

  private void readSection(VocabularyIndex.Shape shape, JsonNode node) {
    String name = shape.name();
    List<Map<String, Object>> entries = new ArrayList<>();
    FieldValueReader fieldValues = new FieldValueReader(shape.section(), context, false);
    if (shape.section().single()) {
      if (!node.isObject()) {
        context.fault(
            Location.at(name),
            "is " + MessageText.kind(node) + " where one object is due",
            node.isArray()
                ? "write its fields in braces, without the list"
                : "write its fields in braces: {...}");
        return;
      }
      if (!saysNothing(node)) {
        JsonValueReader values = new JsonValueReader(fieldValues, List.of(node));
        Map<String, Object> entry = readEntry(shape, values, name, node);
        if (!entry.isEmpty()) {
          entries.add(entry);
        }
      }
    } else {
      if (!node.isArray()) {
        context.fault(
            Location.at(name),
            "is " + MessageText.kind(node) + " where a list is due",
            isYaml
                ? "begin each entry with a dash and a space"
                : node.isObject()
                    ? "write brackets around it: [{...}]"
                    : "write a list: [{...}, {...}]");
        return;
      }
      JsonValueReader values = new JsonValueReader(fieldValues, node);
      for (int i = 0; i < node.size(); i++) {
        String path = name + "[" + i + "]";
        JsonNode entry = node.get(i);
        if (entry.isObject()) {
          entries.add(readEntry(shape, values, path, entry));
        } else {
          context.fault(
              Location.at(path),
              "is "
                  + (isNull(entry) ? "null" : MessageText.kind(entry))
                  + " where an object is due",
              isNull(entry) ? "remove it" : "write the fields of the entry in braces: {...}");
        }
      }
    }
    fieldValues.tell();
    context.give(new SectionContent(name, Collections.unmodifiableList(entries)));
  }

  private static boolean saysNothing(JsonNode object) {
    for (JsonNode value : object) {
      if (!value.isNull()) {
        return false;
      }
    }
    return true;
  }

  private Map<String, Object> readEntry(
      VocabularyIndex.Shape shape, JsonValueReader values, String path, JsonNode object) {
    EntryBuilder entry = new EntryBuilder(shape.section(), context);
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      String name = property.getKey();
      Field field = shape.fields().get(name);
      if (field == null) {
        context.fault(
            Location.at(path + "." + MessageText.name(name)),
            "is no field of " + shape.name(),
            () -> shape.didYouMean(name));
        if (context.tellsMore()) {
          Suggestions.to(name, shape.fields().keySet()).ifPresent(entry::excuse);
        }
      } else {
        entry.put(
            field, values.read(field, Location.at(path + "." + field.name()), property.getValue()));
      }
    }
    return entry.finish(field -> Location.at(path + "." + field.name()));
  }
}

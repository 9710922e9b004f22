package nestor.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.Field;
import nestor.rulebook.NamesSection;

/**
 * Reader of sections from a JSON or YAML tree, one key a section, matched against the vocabulary.
 * Unknown names are faults with the nearest known name.
 */
final class TreeSectionReader {
  static final String SCHEMA = "$schema";

  /** Most names that are listed as no sections. */
  private static final int MOST_NAMED = 8;

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
    List<String> unknown = new ArrayList<>();
    Map<String, JsonNode> declared = new LinkedHashMap<>();
    int known = 0;
    for (Map.Entry<String, JsonNode> property : root.properties()) {
      String name = property.getKey();
      JsonNode node = property.getValue();
      VocabularyIndex.Shape shape = vocabularyIndex.of(name);
      if (shape == null && DeclarationReader.isKey(name)) {
        declared.put(name, node);
      } else if (shape == null && !name.equals(SCHEMA)) {
        unknown.add(name);
      } else if (shape != null) {
        known++;
        if (!isNull(node)) {
          context.faults().beginSection();
          readSection(
              shape, name.equals(NamesSection.SECTION) ? OwnNamesMapping.entries(node) : node);
          context.faults().endSection();
        }
      }
    }
    if (known == 0 && !unknown.isEmpty()) {
      unknown.addAll(declared.keySet());
    } else {
      declared.forEach(context.declaration()::read);
    }
    tellUnknown(unknown, known);
  }

  /** Names that are like a section's each get that; all others are told together. */
  private void tellUnknown(List<String> unknown, int known) {
    List<String> alike =
        unknown.stream().filter(name -> vocabularyIndex.nearest(name).isPresent()).toList();
    boolean isForeign = known == 0 && unknown.size() > 1 && alike.size() < unknown.size();
    List<String> others =
        isForeign ? unknown : unknown.stream().filter(name -> !alike.contains(name)).toList();
    if (!isForeign) {
      alike.forEach(name -> tellNoSection(name));
    }
    if (others.size() == 1) {
      tellNoSection(others.get(0));
    } else if (!others.isEmpty()) {
      String some =
          others.stream()
              .limit(MOST_NAMED)
              .map(MessageText::name)
              .collect(Collectors.joining(", "));
      String rest =
          others.size() > MOST_NAMED ? " and " + (others.size() - MOST_NAMED) + " more" : "";
      context.fault(
          Location.WHOLE_DOCUMENT,
          isForeign
              ? "holds no section: its names are " + some + rest
              : "holds names that are no sections: " + some + rest,
          () -> vocabularyIndex.didYouMean(""));
    }
  }

  private void tellNoSection(String name) {
    context.fault(
        Location.at(MessageText.name(name)),
        "is no section",
        () -> vocabularyIndex.didYouMean(name));
  }

  private void readSection(VocabularyIndex.Shape shape, JsonNode node) {
    String name = shape.name();
    List<Map<String, Object>> entries = new ArrayList<>();
    FieldValueReader fieldValues = new FieldValueReader(shape, context, false);
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
      tellNoFields(shape, List.of(node), i -> name);
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
      tellNoFields(shape, node, i -> name + "[" + i + "]");
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
    RepeatedEntries.tell(
        shape.section(),
        entries,
        index -> Location.at(name + "[" + index + "]"),
        same -> MessageText.and(same.stream().map(index -> name + "[" + index + "]").toList()),
        context);
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
        if (context.tellsMore()) {
          Suggestions.to(name, shape.fields().keySet()).ifPresent(entry::excuse);
        }
      } else {
        entry.put(
            field,
            values.read(field, Location.at(() -> path + "." + field.name()), property.getValue()));
      }
    }
    return entry.finish(field -> Location.at(path + "." + field.name()));
  }

  /** Names each field that the section lacks once, however many entries have it. */
  private void tellNoFields(
      VocabularyIndex.Shape shape, Iterable<JsonNode> entries, IntFunction<String> place) {
    Map<String, String> first = new LinkedHashMap<>();
    Map<String, Integer> count = new HashMap<>();
    int number = 0;
    for (JsonNode entry : entries) {
      for (Map.Entry<String, JsonNode> property : entry.properties()) {
        String field = property.getKey();
        if (!shape.fields().containsKey(field)) {
          first.putIfAbsent(field, place.apply(number));
          count.merge(field, 1, Integer::sum);
        }
      }
      number++;
    }
    first.forEach(
        (field, entry) -> {
          int more = count.getOrDefault(field, 1) - 1;
          context.fault(
              Location.at(entry + "." + MessageText.name(field)),
              "is no field of "
                  + shape.name()
                  + (more == 0
                      ? ""
                      : " (here and in " + more + (more == 1 ? " more entry)" : " more entries)")),
              () -> shape.didYouMean(field));
        });
  }
}

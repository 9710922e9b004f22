package nestor.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tree of JSON or YAML in a file that is named after one section: the section's value itself, one
 * entry of it, or a list of entries under a name of its own, as programs answer. Use it before
 * {@link TreeSectionReader}, which reads sections by their names.
 */
final class SectionTree {
  private final VocabularyIndex vocabularyIndex;
  private final String section;
  private final ParseContext context;

  SectionTree(VocabularyIndex vocabularyIndex, String section, ParseContext context) {
    this.vocabularyIndex = vocabularyIndex;
    this.section = section;
    this.context = context;
  }

  /** The tree with the value of the section under its name. */
  JsonNode whole(JsonNode tree) {
    VocabularyIndex.Shape shape = vocabularyIndex.of(section);
    if (shape == null) {
      return tree;
    }
    if (isValue(shape, tree)) {
      return under(shape, tree);
    }
    if (shape.section().single() || !tree.isObject() || holdsSections(tree)) {
      return tree;
    }
    String list = onlyList(shape, tree);
    if (list != null) {
      return wrapped(shape, tree, list);
    }
    if (isEntry(shape, tree)) {
      context.readAs(
          Location.at(section), "is one entry; read as a list of it", "write it in [ ] to say so");
      return under(shape, JsonNodeFactory.instance.arrayNode().add(tree));
    }
    return tree;
  }

  /** Whether a tree is the value of the section itself, rather than sections by their names. */
  private boolean isValue(VocabularyIndex.Shape shape, JsonNode tree) {
    if (!shape.section().single()) {
      return tree.isArray();
    }
    return !holdsSections(tree)
        && tree.properties().stream().anyMatch(one -> shape.fields().containsKey(one.getKey()));
  }

  private boolean holdsSections(JsonNode tree) {
    return tree.properties().stream().anyMatch(one -> vocabularyIndex.of(one.getKey()) != null);
  }

  private boolean isEntry(VocabularyIndex.Shape shape, JsonNode tree) {
    return !tree.isEmpty()
        && tree.properties().stream().allMatch(one -> shape.fields().containsKey(one.getKey()));
  }

  /** The one name that lists entries beside nothing that is a field; else null. */
  private static @Nullable String onlyList(VocabularyIndex.Shape shape, JsonNode tree) {
    String found = null;
    for (Map.Entry<String, JsonNode> one : tree.properties()) {
      JsonNode value = one.getValue();
      if (shape.fields().containsKey(one.getKey())) {
        return null;
      }
      if (value.isArray() && value.path(0).isObject()) {
        if (found != null || !isEntryOf(shape, value.path(0))) {
          return null;
        }
        found = one.getKey();
      }
    }
    return found;
  }

  private static boolean isEntryOf(VocabularyIndex.Shape shape, JsonNode entry) {
    return entry.properties().stream().anyMatch(one -> shape.fields().containsKey(one.getKey()));
  }

  private JsonNode wrapped(VocabularyIndex.Shape shape, JsonNode tree, String list) {
    context.readAs(
        Location.at(list), "read as the list of " + section, "call it " + section + " to say so");
    List<String> others = new ArrayList<>();
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> one : tree.properties()) {
      if (DeclarationReader.isKey(one.getKey())) {
        whole.set(one.getKey(), one.getValue());
      } else if (!one.getKey().equals(list)) {
        others.add(one.getKey());
      }
    }
    if (!others.isEmpty()) {
      context.passOver(
          Location.WHOLE_DOCUMENT,
          MessageText.line(MessageText.and(others))
              + " beside the list "
              + (others.size() == 1 ? "is no section" : "are no sections")
              + "; passed over",
          "");
    }
    others.stream()
        .filter(name -> saysMore(name, tree.path(name), tree.path(list).size()))
        .limit(1)
        .forEach(
            name ->
                context.warn(
                    Location.at(name),
                    "says that there are more than the "
                        + tree.path(list).size()
                        + " that are listed",
                    "send all of them, or declare `partial: true`"));
    return whole.set(shape.section().name(), tree.path(list));
  }

  /** Whether a program says by a value beside its list that the list is a part, such as a page. */
  private static boolean saysMore(String name, JsonNode value, int listed) {
    String plain = name.toLowerCase(Locale.ROOT);
    return (value.isIntegralNumber()
            && (plain.contains("total") || plain.contains("count"))
            && value.longValue() > listed)
        || (value.isTextual() && plain.startsWith("next"))
        || (value.booleanValue() && plain.contains("more"));
  }

  private JsonNode under(VocabularyIndex.Shape shape, JsonNode value) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    if (value.isObject()) {
      ObjectNode fields = whole.putObject(section);
      for (Map.Entry<String, JsonNode> property : value.properties()) {
        boolean isField = shape.fields().containsKey(property.getKey());
        (isField || !DeclarationReader.isKey(property.getKey()) ? fields : whole)
            .set(property.getKey(), property.getValue());
      }
      return whole;
    }
    return whole.set(section, value);
  }
}

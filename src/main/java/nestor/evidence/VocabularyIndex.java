package nestor.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import nestor.rulebook.Field;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Index of the vocabulary's sections and fields by the spellings that documents may use. It is
 * built once a reader.
 */
final class VocabularyIndex {
  private final Map<String, Shape> byName = new LinkedHashMap<>();

  VocabularyIndex(Vocabulary vocabulary) {
    for (Section section : vocabulary.sections()) {
      Map<String, Field> fields = new LinkedHashMap<>();
      section.fields().forEach(field -> fields.put(field.name(), field));
      byName.put(section.name(), new Shape(section, fields));
    }
  }

  @Nullable Shape of(String section) {
    return byName.get(section);
  }

  /** The name of the section that the vocabulary puts first. */
  String first() {
    return byName.keySet().stream().findFirst().orElse("section");
  }

  /** The cure for a section that is not known. */
  String didYouMean(String section) {
    return MessageText.didYouMean(section, byName.keySet(), "the sections are");
  }

  /** A section and its fields by name. */
  record Shape(Section section, Map<String, Field> fields) {
    String name() {
      return section.name();
    }

    /** The cure for a field that is not known. */
    String didYouMean(String field) {
      return MessageText.didYouMean(field, fields.keySet(), "the fields of " + name() + " are");
    }
  }
}

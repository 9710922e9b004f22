package nestor.advisory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nestor.dossier.Dossier;
import nestor.engine.assessment.EvidenceRef;
import nestor.engine.assessment.Finding;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.NameTable;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Things that findings are about: entries on which they rest and that have a name, and what these
 * entries refer to.
 */
final class Subjects {
  private final Dossier dossier;
  private final Vocabulary vocabulary;
  private final String owners;
  private final Map<String, Map<String, Map<String, Object>>> entries = new HashMap<>();

  /** An entry that has a name. */
  record Subject(String section, String name) {}

  /**
   * @param owners the section of the owners, who are no subjects
   */
  Subjects(Dossier dossier, Vocabulary vocabulary, String owners) {
    this.dossier = dossier;
    this.vocabulary = vocabulary;
    this.owners = owners;
  }

  /** The subjects of a finding that its reason names. */
  Set<Subject> named(Finding finding) {
    Set<Subject> named = all(finding);
    named.removeIf(subject -> !finding.reason().contains(subject.name()));
    return named;
  }

  /** The subjects of a finding, named or not. */
  Set<Subject> all(Finding finding) {
    Set<Subject> all = new LinkedHashSet<>();
    finding.evidence().forEach(ref -> all.addAll(of(ref)));
    return all;
  }

  /** What an entry is and refers to. */
  Set<Subject> of(EvidenceRef ref) {
    Set<Subject> subjects = new LinkedHashSet<>();
    Map<String, Object> values = values(ref);
    vocabulary
        .section(ref.section())
        .filter(section -> !section.single() && !section.name().equals(owners))
        .ifPresent(
            section -> {
              for (Field field : section.fields()) {
                if (field.type() == FieldType.TEXT
                    && values.get(field.name()) instanceof String name) {
                  subject(section, field, name).ifPresent(subjects::add);
                }
              }
            });
    return subjects;
  }

  private Optional<Subject> subject(Section section, Field field, String name) {
    String refersTo = field.reading().refersTo();
    if (refersTo != null) {
      return vocabulary
          .ofType(refersTo.substring(0, refersTo.indexOf('.')))
          .map(other -> new Subject(other.name(), name));
    }
    return field.equals(nameOf(section))
        ? Optional.of(new Subject(section.name(), name))
        : Optional.empty();
  }

  /** The field by which people know an entry, or null where its kind has none. */
  private static @Nullable Field nameOf(Section section) {
    return section.fields().stream()
        .filter(f -> f.required() && f.type() == FieldType.TEXT && f.choices().isEmpty())
        .findFirst()
        .orElse(null);
  }

  /** The values of an entry that evidence points at; none where it points at a whole section. */
  Map<String, Object> values(EvidenceRef ref) {
    Integer entry = ref.entry();
    List<Map<String, Object>> all = dossier.entries(ref.section());
    return entry == null || entry >= all.size() ? Map.of() : all.get(entry);
  }

  /** The values of the entry that a subject is; none where it is not on record. */
  Map<String, Object> values(Subject subject) {
    return entries
        .computeIfAbsent(subject.section(), this::byName)
        .getOrDefault(NameTable.key(subject.name()), Map.of());
  }

  private Map<String, Map<String, Object>> byName(String name) {
    Map<String, Map<String, Object>> byName = new HashMap<>();
    Field field = vocabulary.section(name).map(Subjects::nameOf).orElse(null);
    if (field != null) {
      for (Map<String, Object> values : new ArrayList<>(dossier.entries(name))) {
        if (values.get(field.name()) instanceof String word) {
          byName.putIfAbsent(NameTable.key(word), values);
        }
      }
    }
    return byName;
  }
}

package nestor.dossier.resolution;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import nestor.dossier.resolution.NamedFields.Named;
import nestor.evidence.Unclear;
import nestor.rulebook.Section;
import org.jspecify.annotations.Nullable;

/**
 * Choice of one spelling for each name of a kind that a dossier writes in several ways which differ
 * in nothing but case, blanks and the like.
 */
final class OneSpelling {
  private final Draft draft;
  private final NamedFields fields;

  OneSpelling(Draft draft, NamedFields fields) {
    this.draft = draft;
    this.fields = fields;
  }

  void apply() {
    List<Section> sections = fields.sections(draft.dossier());
    if (isUniform(sections)) {
      return;
    }
    Map<String, Spellings> byGroup = new HashMap<>();
    for (Section section : sections) {
      for (Named named : fields.of(section.name())) {
        Spellings spellings = byGroup.computeIfAbsent(named.group(), g -> new Spellings(fields));
        for (int i = 0; i < draft.size(section.name()); i++) {
          for (Object name : names(draft.value(section.name(), i, named.field().name()))) {
            spellings.add(String.valueOf(name), named.home());
          }
        }
      }
    }
    for (Section section : sections) {
      for (Named named : fields.of(section.name())) {
        Spellings spellings = byGroup.get(named.group());
        for (int i = 0; spellings != null && i < draft.size(section.name()); i++) {
          spell(named, spellings, i);
        }
      }
    }
  }

  /** Whether every name is written in one way, as it usually is. */
  private boolean isUniform(List<Section> sections) {
    Map<String, Map<String, Object>> byGroup = new HashMap<>();
    for (Section section : sections) {
      for (Named named : fields.of(section.name())) {
        Map<String, Object> spellings =
            byGroup.computeIfAbsent(named.group(), g -> new HashMap<>());
        for (int i = 0; i < draft.size(section.name()); i++) {
          for (Object name : names(draft.value(section.name(), i, named.field().name()))) {
            Object other = spellings.putIfAbsent(fields.key(String.valueOf(name)), name);
            if (other != null && !other.equals(name)) {
              return false;
            }
          }
        }
      }
    }
    return true;
  }

  private void spell(Named named, Spellings spellings, int entry) {
    String section = named.section().name();
    String field = named.field().name();
    Object value = draft.value(section, entry, field);
    List<?> before = names(value);
    List<String> spelt = before.stream().map(name -> spellings.of(String.valueOf(name))).toList();
    if (!spelt.equals(before)) {
      List<String> after = List.copyOf(new LinkedHashSet<>(spelt));
      draft.put(
          section,
          entry,
          field,
          value instanceof Unclear unclear
              ? new Unclear(unclear.written(), unclear.readings(), after)
              : named.isList() ? after : after.get(0));
    }
  }

  private static List<?> names(@Nullable Object value) {
    if (value instanceof String name) {
      return List.of(name);
    }
    return value instanceof Unclear unclear
        ? unclear.certain()
        : value instanceof List<?> elements ? elements : List.of();
  }
}

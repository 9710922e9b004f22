package nestor.dossier.resolution;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import nestor.dossier.resolution.NamedFields.Named;
import nestor.dossier.resolution.NamedFields.Target;
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
  private final Map<String, Spellings> ofKind = new HashMap<>();

  OneSpelling(Draft draft, NamedFields fields) {
    this.draft = draft;
    this.fields = fields;
  }

  void apply() {
    List<Section> sections = fields.sections(draft.dossier());
    for (Section section : sections) {
      for (Named named : fields.of(section.name())) {
        Spellings spellings = ofKind.computeIfAbsent(group(named), g -> new Spellings(fields));
        for (int i = 0; i < draft.size(section.name()); i++) {
          for (String name : names(draft.value(section.name(), i, named.field().name()))) {
            spellings.add(name, named.home());
          }
        }
      }
    }
    if (ofKind.values().stream().allMatch(Spellings::isUniform)) {
      return;
    }
    for (Section section : sections) {
      for (Named named : fields.of(section.name())) {
        Spellings spellings = ofKind.computeIfAbsent(group(named), g -> new Spellings(fields));
        for (int i = 0; i < draft.size(section.name()); i++) {
          spell(named, spellings, i);
        }
      }
    }
  }

  private void spell(Named named, Spellings spellings, int entry) {
    String section = named.section().name();
    String field = named.field().name();
    Object value = draft.value(section, entry, field);
    List<String> before = names(value);
    List<String> spelt = before.stream().map(spellings::of).toList();
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

  private static String group(Named named) {
    Target target = named.target();
    return named.kind() != null
        ? named.kind()
        : target != null
            ? target.section().name() + "." + target.field().name()
            : named.section().name() + "." + named.field().name();
  }

  private static List<String> names(@Nullable Object value) {
    if (value instanceof String name) {
      return List.of(name);
    }
    List<?> list =
        value instanceof Unclear unclear
            ? unclear.certain()
            : value instanceof List<?> elements ? elements : List.of();
    return list.stream().map(String::valueOf).toList();
  }
}

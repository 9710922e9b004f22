package nestor.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.NameTable;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Index of sections by the names under which people know them: without regard to case, blanks and
 * hyphens, in the singular or the plural, and by the vocabulary's aliases. A name that two sections
 * could have belongs to neither.
 */
final class SectionNames {
  private final Map<String, String> sections = new HashMap<>();

  SectionNames(Vocabulary vocabulary) {
    for (Section section : vocabulary.sections()) {
      sections.put(key(section.name()), section.name());
    }
    Map<String, String> others = new HashMap<>();
    Set<String> shared = new HashSet<>();
    for (Section section : vocabulary.sections()) {
      for (String name : otherNames(section)) {
        String known = others.putIfAbsent(name, section.name());
        if (known != null && !known.equals(section.name())) {
          shared.add(name);
        }
      }
    }
    shared.forEach(others::remove);
    others.forEach(sections::putIfAbsent);
  }

  /** The section of that name, or null where there is none, or more than one. */
  @Nullable String of(String written) {
    return sections.get(key(written));
  }

  /** The one section that a name is a slip away from, or null. */
  @Nullable String near(String written) {
    String key = key(written);
    Set<String> near = new HashSet<>();
    sections.forEach(
        (name, section) -> {
          if (Suggestions.isOneSlip(key, name)) {
            near.add(section);
          }
        });
    return near.size() == 1 ? near.iterator().next() : null;
  }

  private static Set<String> otherNames(Section section) {
    List<String> names = new ArrayList<>(section.aliases());
    names.add(section.name());
    names.add(section.type());
    Set<String> all = new LinkedHashSet<>();
    for (String name : names) {
      String key = key(name);
      all.add(key);
      all.add(key + "s");
      all.add(key + "es");
      if (key.endsWith("ies")) {
        all.add(key.substring(0, key.length() - 3) + "y");
      } else if (key.endsWith("y")) {
        all.add(key.substring(0, key.length() - 1) + "ies");
      }
      if (key.endsWith("es")) {
        all.add(key.substring(0, key.length() - 2));
      }
      if (key.endsWith("s")) {
        all.add(key.substring(0, key.length() - 1));
      }
    }
    return all;
  }

  private static String key(String text) {
    return NameTable.key(text).replace(" ", "");
  }
}

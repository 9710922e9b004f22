package nestor.engine.wording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.NameTable;
import nestor.rulebook.Section;
import org.jspecify.annotations.Nullable;

/**
 * Names of entries as people find them again: the entry's own name where it has one, else its
 * number.
 */
public final class EntryNames {
  private EntryNames() {}

  /** The entries of a section that a word in brackets names, by number. */
  public static List<Integer> named(Section section, Dossier dossier, String word) {
    List<Map<String, Object>> entries = entries(section, dossier);
    for (Field field : keys(section)) {
      List<Integer> found = new ArrayList<>();
      for (int i = 0; i < entries.size(); i++) {
        if (word.equals(entries.get(i).get(field.name()))) {
          found.add(i);
        }
      }
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  /**
   * The entries of a section that a word in brackets names or stands for: {@code CTO} the one in
   * which {@code CIO/CTO} is written.
   */
  public static List<Integer> meant(
      Section section, Dossier dossier, String word, NameTable names) {
    List<Integer> named = named(section, dossier, word);
    if (!named.isEmpty()) {
      return named;
    }
    List<Map<String, Object>> entries = entries(section, dossier);
    List<Integer> meant = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      for (Field field : keys(section)) {
        if (entries.get(i).get(field.name()) instanceof String written
            && standsFor(written, word, field.reading().names(), names)) {
          meant.add(i);
          break;
        }
      }
    }
    return meant;
  }

  private static boolean standsFor(
      String written, String word, @Nullable String kind, NameTable names) {
    String key = NameTable.key(word);
    return NameTable.key(written).equals(key)
        || (kind != null
            && names.meaning(kind, written) instanceof NameTable.Known known
            && known.names().stream().anyMatch(name -> NameTable.key(name).equals(key)));
  }

  /** The words that name the entries of a section. */
  public static List<String> words(Section section, Dossier dossier) {
    List<String> words = new ArrayList<>();
    for (Field field : keys(section)) {
      for (Map<String, Object> entry : entries(section, dossier)) {
        if (entry.get(field.name()) instanceof String word && !words.contains(word)) {
          words.add(word);
        }
      }
    }
    return words;
  }

  /** As {@code section[name]}. */
  public static String place(Section section, Dossier dossier, int entry) {
    if (section.single()) {
      return section.name();
    }
    List<Map<String, Object>> entries = entries(section, dossier);
    for (Field field : keys(section)) {
      if (entry < entries.size()
          && entries.get(entry).get(field.name()) instanceof String word
          && !word.matches("\\d+|.*[\\[\\]=+].*")
          && named(section, dossier, word).equals(List.of(entry))) {
        return section.name() + "[" + word + "]";
      }
    }
    return section.name() + "[" + entry + "]";
  }

  /** Name of an entry in a sentence. */
  static String name(Section section, Map<String, Object> values) {
    List<String> names = new ArrayList<>();
    for (Field field : section.fields()) {
      if (field.required() && values.get(field.name()) instanceof String word) {
        names.add(word);
      }
    }
    return names.isEmpty() ? "" : String.join(", ", names);
  }

  /** {@code lastRestoreTest} becomes {@code last restore test}, {@code a-b/c} becomes a b, c. */
  public static String spaced(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
        .replace('-', ' ')
        .replace("/", ", ")
        .toLowerCase(Locale.ROOT);
  }

  private static List<Field> keys(Section section) {
    return section.fields().stream()
        .filter(f -> f.required() && f.type() == FieldType.TEXT)
        .toList();
  }

  private static List<Map<String, Object>> entries(Section section, Dossier dossier) {
    DossierSection held = dossier.sections().get(section.name());
    return held == null ? List.of() : held.content().entries();
  }
}

package nestor.dossier.resolution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nestor.dossier.Dossier;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.NameTable;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a vocabulary whose values name things, worked out once for all dossiers. The names
 * in one dossier are in {@link Spellings}.
 */
final class NamedFields {
  private static final int MOST_KEYS = 10_000;

  private final NameTable table;
  private final Map<String, String> keys = new ConcurrentHashMap<>();
  private final Map<String, List<Named>> named = new LinkedHashMap<>();
  private final Map<String, Section> sections = new LinkedHashMap<>();
  private final Map<String, List<Field>> keyFields = new HashMap<>();
  private final Map<String, List<Field>> shares = new HashMap<>();
  private final Set<String> kinds = new HashSet<>();

  /**
   * A field whose values are names.
   *
   * @param kind the kind of name, or null
   * @param choices the values that the vocabulary proposes, by key
   * @param target what it refers to, or null
   * @param home whether the spelling here is the one for all fields of the kind
   * @param group what all fields have in common among which one spelling is chosen
   * @param plain names that are known to stand for themselves
   */
  record Named(
      Section section,
      Field field,
      @Nullable String kind,
      Map<String, String> choices,
      @Nullable Target target,
      boolean home,
      String group,
      Set<String> plain) {

    boolean isList() {
      return field.type() == FieldType.LIST;
    }
  }

  /**
   * Field that another one refers to.
   *
   * @param noun what one entry of its section is called
   */
  record Target(Section section, Field field, String noun) {

    String path() {
      return section.name() + "." + field.name();
    }
  }

  NamedFields(Vocabulary vocabulary) {
    table = vocabulary.names();
    Set<Field> homes = new HashSet<>();
    for (Section section : vocabulary.sections()) {
      sections.put(section.name(), section);
      keyFields.put(
          section.name(), section.fields().stream().filter(f -> f.reading().key()).toList());
      shares.put(
          section.name(),
          section.fields().stream().filter(f -> f.reading().wholePer() != null).toList());
      for (Field field : section.fields()) {
        Target target = target(vocabulary, field);
        if (target != null) {
          homes.add(target.field());
        }
        String kind = field.reading().names();
        if (kind != null) {
          kinds.add(kind);
        }
      }
    }
    for (Section section : vocabulary.sections()) {
      List<Named> ofSection = new ArrayList<>();
      for (Field field : section.fields()) {
        String kind = field.reading().names();
        Target target = target(vocabulary, field);
        boolean isText = field.type() == FieldType.TEXT || field.type() == FieldType.LIST;
        boolean hasOpenChoices = field.open() && !field.choices().isEmpty();
        boolean isHome = homes.contains(field);
        if (isText && (kind != null || target != null || hasOpenChoices || isHome)) {
          ofSection.add(
              new Named(
                  section,
                  field,
                  kind,
                  choices(field),
                  target,
                  isHome,
                  kind != null
                      ? kind
                      : target != null ? target.path() : section.name() + "." + field.name(),
                  ConcurrentHashMap.newKeySet()));
        }
      }
      if (!ofSection.isEmpty()) {
        named.put(section.name(), List.copyOf(ofSection));
      }
    }
  }

  private static @Nullable Target target(Vocabulary vocabulary, Field field) {
    String refersTo = field.reading().refersTo();
    int dot = refersTo == null ? -1 : refersTo.indexOf('.');
    if (refersTo == null || dot < 0) {
      return null;
    }
    Section section = vocabulary.ofType(refersTo.substring(0, dot)).orElse(null);
    Field of = section == null ? null : section.field(refersTo.substring(dot + 1)).orElse(null);
    return section == null || of == null ? null : new Target(section, of, noun(section));
  }

  private static String noun(Section section) {
    return section.type().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> choices(Field field) {
    Map<String, String> choices = new HashMap<>();
    field.choices().forEach(choice -> choices.put(NameTable.key(choice), choice));
    return choices;
  }

  /** Remembers that a name stands for itself in a field. */
  void remember(Named named, String written) {
    if (named.plain().size() >= MOST_KEYS) {
      named.plain().clear();
    }
    named.plain().add(written);
  }

  /** Whether the rulebook's table has names of that kind. */
  boolean isTabled(@Nullable String kind) {
    return kind != null && table.kinds().contains(kind);
  }

  /** Whether names of that kind are those of a standard, so that no other one means anything. */
  boolean isClosed(@Nullable String kind) {
    return kind != null && table.isClosed(kind);
  }

  /** The form in which a name is compared. */
  String key(String name) {
    String known = keys.get(name);
    if (known == null) {
      known = NameTable.key(name);
      if (keys.size() >= MOST_KEYS) {
        keys.clear();
      }
      keys.put(name, known);
    }
    return known;
  }

  /** Meaning of a written name by the rulebook's table; null where it has nothing like it. */
  NameTable.@Nullable Meaning meaning(Named named, String written) {
    String kind = named.kind();
    if (kind == null) {
      return null;
    }
    return table.meaning(kind, written);
  }

  /** The names that a written one nearly is, which the rulebook's table does not have. */
  List<String> near(Named named, String written) {
    String kind = named.kind();
    return kind == null ? List.of() : table.near(kind, written);
  }

  /** The fields of a section whose values are names. */
  List<Named> of(String section) {
    return named.getOrDefault(section, List.of());
  }

  /** The fields in which entries of a section agree that speak of the same thing. */
  List<Field> keys(Section section) {
    return keyFields.getOrDefault(section.name(), List.of());
  }

  /** The fields of a section that are shares of one whole. */
  List<Field> shares(Section section) {
    return shares.getOrDefault(section.name(), List.of());
  }

  /** The sections of a dossier that the vocabulary knows. */
  List<Section> sections(Dossier dossier) {
    List<Section> held = new ArrayList<>();
    for (String name : dossier.sections().keySet()) {
      Section section = sections.get(name);
      if (section != null) {
        held.add(section);
      }
    }
    return held;
  }

  /** Whether that is a kind of name, a section, or a section and a field of it. */
  boolean isScope(String scope) {
    int dot = scope.indexOf('.');
    if (dot < 0) {
      return kinds.contains(scope) || sections.containsKey(scope);
    }
    Section section = sections.get(scope.substring(0, dot));
    return section != null && section.field(scope.substring(dot + 1)).isPresent();
  }
}

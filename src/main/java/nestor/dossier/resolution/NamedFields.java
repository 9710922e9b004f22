package nestor.dossier.resolution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nestor.dossier.Dossier;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.NameTable;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;
import org.jspecify.annotations.Nullable;

/** The fields of a vocabulary whose values name things, worked out once for all dossiers. */
final class NamedFields {
  private static final int MOST_KEYS = 10_000;

  private final NameTable table;
  private final Map<String, String> keys = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Optional<NameTable.Meaning>>> meanings =
      new ConcurrentHashMap<>();
  private final Map<String, List<Named>> named = new LinkedHashMap<>();
  private final Map<String, Section> sections = new LinkedHashMap<>();
  private final Set<String> kinds = new HashSet<>();

  /**
   * A field whose values are names.
   *
   * @param kind the kind of name, or null
   * @param choices the values that the vocabulary proposes, by key
   * @param target what it refers to, or null
   * @param home whether the spelling here is the one for all fields of the kind
   */
  record Named(
      Section section,
      Field field,
      @Nullable String kind,
      Map<String, String> choices,
      @Nullable Target target,
      boolean home) {

    boolean isList() {
      return field.type() == FieldType.LIST;
    }
  }

  /**
   * Field that another one refers to.
   *
   * @param noun what one entry of its section is called
   */
  record Target(Section section, Field field, String noun) {}

  NamedFields(Vocabulary vocabulary) {
    table = vocabulary.names();
    Set<Field> homes = new HashSet<>();
    for (Section section : vocabulary.sections()) {
      sections.put(section.name(), section);
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
          ofSection.add(new Named(section, field, kind, choices(field), target, isHome));
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

  /** Whether the rulebook's table has names of that kind. */
  boolean isTabled(@Nullable String kind) {
    return kind != null && table.kinds().contains(kind);
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

  /** What a written name stands for by the rulebook's table; null where it has nothing like it. */
  NameTable.@Nullable Meaning meaning(Named named, String written) {
    String kind = named.kind();
    if (kind == null) {
      return null;
    }
    Map<String, Optional<NameTable.Meaning>> ofKind =
        meanings.computeIfAbsent(kind, k -> new ConcurrentHashMap<>());
    Optional<NameTable.Meaning> known = ofKind.get(written);
    if (known == null) {
      known = Optional.ofNullable(table.meaning(kind, written));
      if (ofKind.size() >= MOST_KEYS) {
        ofKind.clear();
      }
      ofKind.put(written, known);
    }
    return known.orElse(null);
  }

  /** The fields of a section whose values are names. */
  List<Named> of(String section) {
    return named.getOrDefault(section, List.of());
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

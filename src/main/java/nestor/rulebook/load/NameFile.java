package nestor.rulebook.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.IsoRegions;
import nestor.rulebook.NameForm;
import nestor.rulebook.NameKind;
import nestor.rulebook.NameTable;
import nestor.rulebook.NameTable.Doubtful;
import nestor.rulebook.NameTable.Known;
import nestor.rulebook.NameTable.Meaning;
import nestor.rulebook.source.YamlFile;
import org.jspecify.annotations.Nullable;

/**
 * Reader of {@code names.yaml}: the other ways to write names. Names that one organisation gives
 * itself are in its own documents.
 */
final class NameFile {
  /** The file's name; a rulebook can be without it. */
  static final String FILE = "names.yaml";

  private static final String NAMES = "names";
  private static final String ASK = "ask";
  private static final String JOINING = "joined-by";
  private static final String HARMLESS = "unchanged-by";
  private static final String CHANGING = "changed-by";
  private static final String STANDARD = "standard";
  private static final String LANGUAGES = "languages";
  private static final String ALSO = "also";
  private static final Set<String> KEYS =
      Set.of(NAMES, ASK, JOINING, HARMLESS, CHANGING, STANDARD, LANGUAGES, ALSO);
  private static final String ISO = "iso-3166";

  /** Stands between the names of a double title. */
  private static final String BOTH = "\\s+\\+\\s+";

  /** The file that was read last, since most edits of a rulebook leave it as it is. */
  private static volatile @Nullable Sound lastSound;

  /** A text without faults, and what it says. */
  private record Sound(String text, NameTable table) {}

  private final String kind;
  private final List<Diagnostic> faults;
  private final Map<String, Meaning> meanings = new TreeMap<>();
  private final Map<String, Written> places = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  private NameFile(String kind, List<Diagnostic> faults) {
    this.kind = kind;
    this.faults = faults;
  }

  /** A name as it is written, and where. */
  private record Written(String text, SourcePosition position) {}

  /**
   * The table of names; an empty one where the rulebook has no such file.
   *
   * @param texts the files of the rulebook
   */
  static NameTable read(SortedMap<String, String> texts, List<Diagnostic> faults) {
    String text = texts.get(FILE);
    if (text == null) {
      return NameTable.EMPTY;
    }
    Sound before = lastSound;
    if (before != null && before.text().equals(text)) {
      return before.table();
    }
    List<Diagnostic> own = new ArrayList<>();
    NameTable table = NameTable.of(kinds(text, own));
    faults.addAll(own);
    if (own.isEmpty()) {
      lastSound = new Sound(text, table);
    }
    return table;
  }

  private static Map<String, NameKind> kinds(String text, List<Diagnostic> faults) {
    Map<String, NameKind> kinds = new TreeMap<>();
    YamlFile.read(FILE, text, faults)
        .ifPresent(
            top -> {
              Map<String, YamlFile.Value> byKind = top.mapping();
              byKind.forEach(
                  (kind, value) -> kinds.put(kind, new NameFile(kind, faults).of(value)));
              byKind.forEach((kind, value) -> also(kind, value, kinds, faults));
            });
    return kinds;
  }

  private static void also(
      String kind, YamlFile.Value value, Map<String, NameKind> kinds, List<Diagnostic> faults) {
    if (!value.isMapping()) {
      return;
    }
    YamlFile.Value also = value.mapping().get(ALSO);
    List<NameKind> others = new ArrayList<>();
    for (Written other : also == null ? List.<Written>of() : texts(also)) {
      NameKind of = kinds.get(other.text());
      if (of == null || other.text().equals(kind)) {
        faults.add(
            other
                .position()
                .fault(
                    "'" + other.text() + "' is no other kind of names",
                    Suggestions.cure(other.text(), kinds.keySet())));
      } else {
        others.add(of);
      }
    }
    if (!others.isEmpty()) {
      kinds.computeIfPresent(kind, (name, own) -> own.also(others));
    }
  }

  private NameKind of(YamlFile.Value value) {
    Map<String, YamlFile.Value> keys = value.mapping();
    keys.forEach(
        (key, at) -> {
          if (!KEYS.contains(key)) {
            faults.add(
                at.position()
                    .fault("a kind of names has no '" + key + "'", Suggestions.cure(key, KEYS)));
          }
        });
    IsoRegions standard = standard(keys);
    YamlFile.Value known = keys.get(NAMES);
    Map<String, YamlFile.Value> byName = known == null ? Map.of() : known.mapping();
    byName.forEach(this::name);
    byName.forEach(
        (name, aliases) -> {
          Known meaning = new Known(List.of(name.split(BOTH)));
          candidates(meaning.names(), standard, aliases.position());
          texts(aliases).forEach(alias -> put(alias, meaning));
        });
    YamlFile.Value asked = keys.get(ASK);
    if (asked != null) {
      asked.mapping().forEach((written, candidates) -> ask(written, candidates, standard));
    }
    return new NameKind(names, meanings, words(keys), standard);
  }

  private void name(String name, YamlFile.Value at) {
    List<String> parts = Arrays.asList(name.split(BOTH));
    if (parts.size() == 1) {
      names.add(name);
      put(new Written(name, at.position()), new Known(parts));
    }
  }

  private void ask(String written, YamlFile.Value candidates, @Nullable IsoRegions standard) {
    List<String> of = texts(candidates).stream().map(Written::text).toList();
    candidates(of, standard, candidates.position());
    put(new Written(written, candidates.position()), new Doubtful(of));
  }

  private void candidates(
      List<String> candidates, @Nullable IsoRegions standard, SourcePosition at) {
    for (String candidate : candidates) {
      boolean ofStandard = standard != null && IsoRegions.isRegion(candidate);
      if (!names.contains(candidate) && !ofStandard) {
        faults.add(
            at.fault(
                "'" + candidate + "' is no name of the kind " + kind,
                Suggestions.cure(candidate, names)));
      }
    }
  }

  private void put(Written written, Meaning meaning) {
    String form = NameForm.of(written.text());
    for (String spelling : NameForm.spellings(form)) {
      Written before = places.putIfAbsent(spelling, written);
      Meaning former = meanings.putIfAbsent(spelling, meaning);
      if (former != null && before != null && !former.equals(meaning)) {
        faults.add(
            written
                .position()
                .fault(
                    "'"
                        + written.text()
                        + "' means "
                        + said(meaning)
                        + " here, and "
                        + said(former)
                        + " in line "
                        + before.position().line(),
                    "keep one of the two"));
        return;
      }
    }
  }

  private static String said(Meaning meaning) {
    if (meaning instanceof Known known) {
      return String.join(" + ", known.names());
    }
    return "a question";
  }

  /** The texts of a list, or a single one. */
  private static List<Written> texts(YamlFile.Value value) {
    if (value.isNothing()) {
      return List.of();
    }
    List<YamlFile.Value> items = value.isList() ? value.items() : List.of(value);
    return items.stream().map(item -> new Written(item.text(), item.position())).toList();
  }

  private NameKind.Words words(Map<String, YamlFile.Value> keys) {
    Map<String, SourcePosition> taken = new HashMap<>();
    return new NameKind.Words(
        words(keys.get(JOINING), taken),
        words(keys.get(HARMLESS), taken),
        words(keys.get(CHANGING), taken));
  }

  private Set<String> words(YamlFile.@Nullable Value value, Map<String, SourcePosition> taken) {
    Set<String> forms = new TreeSet<>();
    if (value != null) {
      for (Written word : texts(value)) {
        NameForm.spellings(NameForm.of(word.text()))
            .forEach(
                form -> {
                  SourcePosition before = taken.putIfAbsent(form, value.position());
                  if (before != null && !before.equals(value.position())) {
                    faults.add(
                        word.position()
                            .fault(
                                "'" + word.text() + "' stands in line " + before.line() + " too",
                                "keep one of the two"));
                  }
                  forms.add(form);
                });
      }
    }
    return forms;
  }

  private @Nullable IsoRegions standard(Map<String, YamlFile.Value> keys) {
    YamlFile.Value languages = keys.get(LANGUAGES);
    List<String> of = new ArrayList<>();
    if (languages != null) {
      Set<String> known = Set.of(Locale.getISOLanguages());
      for (Written language : texts(languages)) {
        if (known.contains(language.text())) {
          of.add(language.text());
        } else {
          faults.add(
              language
                  .position()
                  .fault(
                      "'" + language.text() + "' is no code of a language",
                      "write one of ISO 639, such as en or de"));
        }
      }
    }
    YamlFile.Value standard = keys.get(STANDARD);
    if (standard == null) {
      return null;
    }
    if (!standard.text().equals(ISO)) {
      faults.add(
          standard
              .position()
              .fault(
                  "'" + standard.text() + "' is no standard of names",
                  Suggestions.cure(standard.text(), Set.of(ISO))));
    }
    return new IsoRegions(of);
  }
}

package nestor.rulebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.source.YamlFile;

/**
 * Wording of each {@link Phrase} in a rulebook. Sentences of rules are {@link ReasonTemplate}s, and
 * layout is in templates.
 */
public final class Phrases {
  private static final Pattern HOLE = Pattern.compile("\\{([^{}]*)\\}");
  private static final String USUAL_FILE = "phrases.yaml";

  /** The wording where a rulebook has none of its own. */
  public static final Phrases USUAL = usual();

  private final Map<Phrase, Text> texts;

  /** Words around the holes, and the order of these. */
  private record Text(List<String> words, List<Integer> holes) {}

  private Phrases(Map<Phrase, Text> texts) {
    this.texts = texts;
  }

  /**
   * A phrase with its holes filled.
   *
   * @param values one for each of {@link Phrase#holes}, in that order
   */
  public String say(Phrase phrase, String... values) {
    Text text = Objects.requireNonNull(texts.get(phrase));
    StringBuilder said = new StringBuilder(text.words().get(0));
    for (int i = 0; i < text.holes().size(); i++) {
      said.append(values[text.holes().get(i)]).append(text.words().get(i + 1));
    }
    return said.toString();
  }

  /** Reads the table, where it is good; what it does not say is as usual. */
  static Phrases read(YamlFile.Value table, List<Diagnostic> faults) {
    return read(table, USUAL.texts, faults);
  }

  private static Phrases read(
      YamlFile.Value table, Map<Phrase, Text> otherwise, List<Diagnostic> faults) {
    Map<Phrase, Text> texts = new EnumMap<>(Phrase.class);
    texts.putAll(otherwise);
    Map<String, Phrase> known = new TreeMap<>();
    for (Phrase phrase : Phrase.values()) {
      known.put(phrase.key(), phrase);
    }
    table
        .mapping()
        .forEach(
            (key, value) -> {
              Phrase phrase = known.get(key);
              if (phrase == null) {
                faults.add(
                    value
                        .position()
                        .fault(
                            "there is no phrase '" + key + "'",
                            Suggestions.cure(key, known.keySet())));
                return;
              }
              text(phrase, value, faults).ifPresent(text -> texts.put(phrase, text));
            });
    return new Phrases(texts);
  }

  private static Optional<Text> text(Phrase phrase, YamlFile.Value value, List<Diagnostic> faults) {
    String text = value.text();
    List<String> words = new ArrayList<>();
    List<Integer> holes = new ArrayList<>();
    int from = 0;
    for (Matcher hole = HOLE.matcher(text); hole.find(); from = hole.end()) {
      words.add(text.substring(from, hole.start()));
      holes.add(phrase.holes().indexOf(hole.group(1)));
    }
    words.add(text.substring(from));
    List<Integer> due = IntStream.range(0, phrase.holes().size()).boxed().toList();
    if (holes.stream().sorted().toList().equals(due)) {
      return Optional.of(new Text(List.copyOf(words), List.copyOf(holes)));
    }
    faults.add(
        value
            .position()
            .fault(
                "the phrase '" + phrase.key() + "' does not say what it must",
                due.isEmpty()
                    ? "write it without braces"
                    : "let it name each once: {" + String.join("}, {", phrase.holes()) + "}"));
    return Optional.empty();
  }

  private static Phrases usual() {
    List<Diagnostic> faults = new ArrayList<>();
    try (InputStream in = Phrases.class.getResourceAsStream(USUAL_FILE)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      Phrases usual = read(YamlFile.read(USUAL_FILE, text, faults).orElseThrow(), Map.of(), faults);
      if (!faults.isEmpty() || usual.texts.size() < Phrase.values().length) {
        throw new IllegalStateException(USUAL_FILE + ": " + usual.texts.keySet() + " " + faults);
      }
      return usual;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

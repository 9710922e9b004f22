package nestor.rulebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.source.YamlFile;

/**
 * Manifest of a rulebook, {@code rulebook.yaml}: name, source documents, phrases, and how rules
 * stand together.
 *
 * @param titles the title of each source document, by the key that rules cite
 * @param stance rules that open an advisory as context
 * @param composition how recommendations make an advisory
 * @param neverTogether pairs of rules (or {@code topic/*}): where the first is recommended the
 *     second is clear
 * @param neverSameEvidence pairs of rules that are never recommended for the same entry
 * @param priorities what each priority means, the highest first
 * @param enough how much must be judged before a verdict is given
 * @param phrases how values and questions are put into words
 */
public record RulebookManifest(
    String name,
    SortedMap<String, String> titles,
    List<String> stance,
    Composition composition,
    List<List<String>> neverTogether,
    List<List<String>> neverSameEvidence,
    Map<Priority, PriorityPolicy> priorities,
    Sufficiency enough,
    Phrases phrases) {
  private static final Set<String> OWN_KEYS =
      Set.of(
          "name",
          "sources",
          "stance",
          "never-together",
          "never-same-evidence",
          "priorities",
          "enough-to-advise",
          "phrases");
  private static final Set<String> KEYS =
      Stream.concat(OWN_KEYS.stream(), CompositionReader.KEYS.stream())
          .collect(Collectors.toUnmodifiableSet());

  /** A rule that the file names, and where. */
  public record Named(String rule, SourcePosition position) {}

  /**
   * Reads the file.
   *
   * @param named where the rules that it names are added
   */
  public static RulebookManifest read(
      String file, String text, List<Named> named, List<Diagnostic> faults) {
    SortedMap<String, String> titles = new TreeMap<>();
    Map<String, YamlFile.Value> keys =
        YamlFile.read(file, text, faults).map(YamlFile.Value::mapping).orElse(Map.of());
    keys.forEach(
        (key, value) -> {
          if (!KEYS.contains(key)) {
            faults.add(
                value
                    .position()
                    .fault("a rulebook has no '" + key + "'", Suggestions.cure(key, KEYS)));
          }
        });
    if (keys.containsKey("sources")) {
      keys.get("sources").mapping().forEach((key, title) -> titles.put(key, title.text()));
    }
    if (!keys.containsKey("name")) {
      faults.add(Diagnostic.at(file, 1, 1, "the rulebook has no name", "add name: and a name"));
    }
    return new RulebookManifest(
        keys.containsKey("name") ? keys.get("name").text() : "",
        titles,
        keys.containsKey("stance") ? rules(keys.get("stance"), named) : List.of(),
        CompositionReader.read(keys, named, faults),
        keys.containsKey("never-together")
            ? pairs(keys.get("never-together"), named, faults)
            : List.of(),
        keys.containsKey("never-same-evidence")
            ? pairs(keys.get("never-same-evidence"), named, faults)
            : List.of(),
        keys.containsKey("priorities")
            ? PriorityPolicy.read(keys.get("priorities"), faults)
            : PriorityPolicy.USUAL,
        keys.containsKey("enough-to-advise")
            ? Sufficiency.read(keys.get("enough-to-advise"), faults)
            : Sufficiency.USUAL,
        keys.containsKey("phrases") ? Phrases.read(keys.get("phrases"), faults) : Phrases.USUAL);
  }

  /** Adds a fault for every rule that is named and does not exist. */
  public static void check(List<Named> named, Set<String> ids, List<Diagnostic> faults) {
    for (Named one : named) {
      String id = one.rule();
      boolean known =
          id.endsWith("/*")
              ? ids.stream().anyMatch(i -> i.startsWith(id.substring(0, id.length() - 1)))
              : ids.contains(id);
      if (!known) {
        faults.add(
            one.position().fault("there is no rule '" + id + "'", Suggestions.cure(id, ids)));
      }
    }
  }

  static List<String> rules(YamlFile.Value value, List<Named> named) {
    return value.items().stream()
        .map(
            item -> {
              named.add(new Named(item.text(), item.position()));
              return item.text();
            })
        .toList();
  }

  private static List<List<String>> pairs(
      YamlFile.Value value, List<Named> named, List<Diagnostic> faults) {
    List<List<String>> pairs = new ArrayList<>();
    for (YamlFile.Value item : value.items()) {
      List<String> pair = rules(item, named);
      if (pair.size() == 2) {
        pairs.add(pair);
      } else {
        faults.add(item.position().fault("a pair has two rules", "write [topic/one, topic/other]"));
      }
    }
    return List.copyOf(pairs);
  }
}

package nestor.rulebook;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Suggestions;

/**
 * Way in which recommendations make an advisory, from {@code rulebook.yaml}: which come first, what
 * one thing to do closes, how long things take, who does them, and what several say of one thing.
 *
 * @param groups rules that one thing to do closes together, by name
 * @param efforts what each effort takes
 * @param stories how several recommendations about one entry are put into words, by section
 * @param fields the fields that it names, as {@code section.field}, and where
 */
public record Composition(
    SortedMap<String, Group> groups,
    Map<Effort, EffortPolicy> efforts,
    Owners owners,
    Ranking ranking,
    SortedMap<String, StoryKind> stories,
    List<RulebookManifest.Named> fields) {

  /** The rules of each group, by its name. */
  public SortedMap<String, List<String>> members() {
    SortedMap<String, List<String>> members = new TreeMap<>();
    groups.forEach((name, group) -> members.put(name, group.rules()));
    return members;
  }

  /** Adds a fault for each field that it names and the vocabulary lacks. */
  public void check(Vocabulary vocabulary, List<Diagnostic> faults) {
    Set<String> known =
        vocabulary.sections().stream()
            .flatMap(section -> section.fields().stream().map(f -> section.name() + "." + f.name()))
            .collect(Collectors.toSet());
    for (RulebookManifest.Named one : fields) {
      if (!known.contains(one.rule())) {
        faults.add(
            one.position()
                .fault(
                    "there is no field '" + one.rule() + "'", Suggestions.cure(one.rule(), known)));
      }
    }
  }
}

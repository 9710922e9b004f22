package nestor.rulebook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Catalogue of a rulebook: the metadata of all rules, with sources and thresholds. For the rules
 * themselves use {@link Rulebook}.
 *
 * @param rules in the order of the ids
 * @param titles the full title of each source document, by its key
 * @param stance the rules that open an advisory as context rather than as something to fix
 * @param groups rules that one action closes together, by the name of that action
 * @param priorities what each priority means, the highest first
 * @param enough how much must be judged before a verdict is given
 * @param lists the sections that can have several entries for an organisation
 */
public record Catalogue(
    List<RuleMetadata> rules,
    SortedMap<String, String> titles,
    List<String> stance,
    SortedMap<String, List<String>> groups,
    Map<Priority, PriorityPolicy> priorities,
    Sufficiency enough,
    Set<String> lists) {

  /** A catalogue whose priorities mean what they usually do. */
  public Catalogue(
      List<RuleMetadata> rules,
      SortedMap<String, String> titles,
      List<String> stance,
      SortedMap<String, List<String>> groups) {
    this(rules, titles, stance, groups, PriorityPolicy.USUAL, Sufficiency.USUAL, Set.of());
  }

  /** The rule of that id. */
  public Optional<RuleMetadata> rule(String id) {
    return rules.stream().filter(r -> r.id().equals(id)).findFirst();
  }

  /** This catalogue without the titles, actions and notes of its rules, and where they stand. */
  public Catalogue unworded() {
    return new Catalogue(
        rules.stream()
            .map(
                rule ->
                    new RuleMetadata(
                        rule.id(),
                        "",
                        rule.whenClear() == null ? null : "",
                        "",
                        rule.owner(),
                        rule.priority(),
                        rule.effort(),
                        rule.note() == null ? null : "",
                        rule.sources(),
                        rule.thresholds(),
                        rule.sections(),
                        rule.file(),
                        0,
                        rule.draft()))
            .toList(),
        titles,
        stance,
        groups,
        priorities,
        enough,
        lists);
  }
}

package nestor.rulebook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Version of a rulebook, read from its folder and checked: vocabulary, rules, thresholds and
 * wording.
 *
 * <pre>{@code
 * Rulebook rulebook = RulebookLoader.load(Path.of("rules")).rulebook().orElseThrow();
 * for (Rule rule : rulebook.rules().values()) {
 *   System.out.println(rule.metadata().id() + ": " + rule.metadata().title());
 * }
 * }</pre>
 *
 * <p>It is immutable and plain data. To evaluate its rules, compile it by {@code RulebookCompiler}.
 *
 * @param version the hash of the folder's content
 * @param factTypes every type of fact that rules can read, by name
 * @param tables the rows of the rulebook's own tables, by type
 * @param rules by id
 */
public record Rulebook(
    Path folder,
    String version,
    RulebookManifest about,
    Vocabulary vocabulary,
    Map<String, FactType> factTypes,
    SortedMap<String, Threshold> thresholds,
    Map<String, List<Map<String, Object>>> tables,
    SortedMap<String, Rule> rules,
    List<Rule.Derivation> derivations) {

  /** Catalogue of all rules. */
  public Catalogue catalogue() {
    return new Catalogue(
        rules.values().stream().map(Rule::metadata).toList(),
        about.titles(),
        about.stance(),
        about.composition().members(),
        about.priorities(),
        about.enough(),
        vocabulary.sections().stream()
            .filter(section -> !section.single())
            .map(Section::name)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Catalogue of the rules that advise: all but the drafts. */
  public Catalogue advised() {
    Catalogue all = catalogue();
    return new Catalogue(
        all.rules().stream().filter(rule -> !rule.draft()).toList(),
        all.titles(),
        all.stance(),
        all.groups(),
        all.priorities(),
        all.enough(),
        all.lists());
  }

  /**
   * Returns everything that documents can hold: the vocabulary, what people reply to
   * recommendations, and what names an organisation writes in its own way.
   */
  public Vocabulary documents() {
    return NamesSection.in(
        WaiversSection.in(vocabulary, rules.values().stream().map(Rule::metadata).toList()));
  }

  /**
   * These rules alone, with the derivations that they need, the whole vocabulary and all
   * thresholds.
   *
   * @param ids of rules
   */
  public Rulebook part(Collection<String> ids) {
    RuleDependencies ruleDependencies = new RuleDependencies(this);
    SortedMap<String, Rule> kept = new TreeMap<>(rules);
    kept.keySet().retainAll(ids);
    List<Rule.Derivation> needed = new ArrayList<>(derivations);
    needed.removeIf(
        d -> kept.keySet().stream().noneMatch(id -> ruleDependencies.derivations(id).contains(d)));
    return with(kept, List.copyOf(needed), thresholds);
  }

  /** The names of all rules in DRL: each case of a rule or scope, and each derivation. */
  public Set<String> namesInDrl() {
    Set<String> names = new LinkedHashSet<>();
    rules.values().forEach(rule -> rule.withScopes().forEach(ofRule -> names.add(ofRule.name())));
    derivations.forEach(derivation -> names.add(derivation.name()));
    return names;
  }

  /** The rulebook as it advises, without its drafts; this one itself where there are none. */
  public Rulebook advising() {
    List<String> done =
        rules.values().stream()
            .map(Rule::metadata)
            .filter(metadata -> !metadata.draft())
            .map(RuleMetadata::id)
            .toList();
    return done.size() == rules.size() ? this : part(done);
  }

  /** Number of rules, in words: those that advise, and the drafts. */
  public String count() {
    long drafts = rules.values().stream().filter(rule -> rule.metadata().draft()).count();
    return rules.size()
        - drafts
        + " rules"
        + (drafts == 0 ? "" : drafts == 1 ? ", 1 draft" : ", " + drafts + " drafts");
  }

  /** This rulebook with other rules, derivations and thresholds. */
  public Rulebook with(
      SortedMap<String, Rule> rules,
      List<Rule.Derivation> derivations,
      SortedMap<String, Threshold> thresholds) {
    return new Rulebook(
        folder, version, about, vocabulary, factTypes, thresholds, tables, rules, derivations);
  }
}

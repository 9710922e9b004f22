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
import nestor.rulebook.drools.Compilation;

/**
 * One version of a rulebook, read from its folder, checked and compiled.
 *
 * @param version the hash of the folder's content
 * @param shapes every type of fact that rules can read, by name
 * @param tables the rows of the rulebook's own tables, by type
 * @param rules by id
 */
public record Rulebook(
    Path folder,
    String version,
    RulebookManifest about,
    Vocabulary vocabulary,
    Map<String, FactType> shapes,
    SortedMap<String, Threshold> thresholds,
    Map<String, List<Map<String, Object>>> tables,
    SortedMap<String, Rule> rules,
    List<Rule.Derivation> derivations,
    Compilation compilation) {

  /** What the rulebook says of its rules. */
  public Catalogue catalogue() {
    return new Catalogue(
        rules.values().stream().map(Rule::metadata).toList(),
        about.titles(),
        about.stance(),
        about.groups(),
        about.priorities(),
        vocabulary.sections().stream()
            .filter(section -> !section.single())
            .map(Section::name)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** What the rulebook says of the rules that advise: all but the drafts. */
  public Catalogue advised() {
    Catalogue all = catalogue();
    return new Catalogue(
        all.rules().stream().filter(rule -> !rule.draft()).toList(),
        all.titles(),
        all.stance(),
        all.groups(),
        all.priorities(),
        all.lists());
  }

  /** All that documents can hold: the vocabulary, and what people reply to recommendations. */
  public Vocabulary documents() {
    return WaiversSection.in(vocabulary, rules.keySet());
  }

  /**
   * These rules alone, with the derivations that they need, the whole vocabulary and all
   * thresholds, compiled anew; close its compilation after use.
   */
  public Rulebook part(Collection<String> ids) {
    RuleDependencies ruleDependencies = new RuleDependencies(this);
    SortedMap<String, Rule> kept = new TreeMap<>(rules);
    kept.keySet().retainAll(ids);
    Set<String> names = new LinkedHashSet<>();
    List<Rule.Derivation> needed = new ArrayList<>(derivations);
    needed.removeIf(
        d -> kept.keySet().stream().noneMatch(id -> ruleDependencies.derivations(id).contains(d)));
    kept.values().forEach(rule -> rule.cases().forEach(c -> names.add(c.name())));
    needed.forEach(d -> names.add(d.name()));
    return changed(kept, List.copyOf(needed), thresholds, compilation.part(names));
  }

  /**
   * The rulebook as it advises, without its drafts; this one itself where there are none. Else it
   * has a compilation of its own: close that, too, after use.
   */
  public Rulebook advising() {
    List<String> done =
        rules.values().stream()
            .map(Rule::metadata)
            .filter(metadata -> !metadata.draft())
            .map(RuleMetadata::id)
            .toList();
    return done.size() == rules.size() ? this : part(done);
  }

  /** How many rules there are, in words: those that advise, and the drafts. */
  public String count() {
    long drafts = rules.values().stream().filter(rule -> rule.metadata().draft()).count();
    return rules.size()
        - drafts
        + " rules"
        + (drafts == 0 ? "" : drafts == 1 ? ", 1 draft" : ", " + drafts + " drafts");
  }

  /**
   * This rulebook with other rules, derivations and thresholds, not compiled: it keeps the
   * compilation of what was there before and serves only where Drools is left out.
   */
  public Rulebook uncompiled(
      SortedMap<String, Rule> rules,
      List<Rule.Derivation> derivations,
      SortedMap<String, Threshold> thresholds) {
    return changed(rules, derivations, thresholds, compilation);
  }

  private Rulebook changed(
      SortedMap<String, Rule> rules,
      List<Rule.Derivation> derivations,
      SortedMap<String, Threshold> thresholds,
      Compilation compilation) {
    return new Rulebook(
        folder,
        version,
        about,
        vocabulary,
        shapes,
        thresholds,
        tables,
        rules,
        derivations,
        compilation);
  }
}

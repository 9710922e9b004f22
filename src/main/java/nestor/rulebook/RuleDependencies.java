package nestor.rulebook;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Conditions;

/**
 * Dependencies of rules on derivations and thresholds, direct and indirect. Which facts a rule
 * matches in a dossier is asked of the engine.
 */
public final class RuleDependencies {
  private final Rulebook rulebook;
  private final Map<String, Set<String>> types = new TreeMap<>();

  public RuleDependencies(Rulebook rulebook) {
    this.rulebook = rulebook;
    rulebook.rules().forEach((id, rule) -> types.put(id, reached(rule)));
  }

  /**
   * Data that must be on record for conditions to be answered.
   *
   * @param types every type that they name, or that facts which they name are derived from
   * @param thresholds the names of the thresholds that all these compare with
   */
  public record Reach(Set<String> types, Set<String> thresholds) {
    /** Nothing. */
    public static Reach none() {
      return new Reach(new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    /** Adds what else is reached. */
    public void add(Reach other) {
      types.addAll(other.types);
      thresholds.addAll(other.thresholds);
    }
  }

  /** Returns everything that conditions reach, directly or through derived facts. */
  public Reach reach(List<Condition> conditions) {
    Reach reach = Reach.none();
    reach(conditions, reach);
    return reach;
  }

  private void reach(List<Condition> conditions, Reach reach) {
    for (Condition.Pattern pattern : Conditions.patterns(conditions)) {
      if (pattern.type().equals(BuiltInTypes.THRESHOLD)) {
        reach.thresholds.addAll(
            Threshold.nameIn(pattern).map(Set::of).orElse(rulebook.thresholds().keySet()));
      }
      if (reach.types.add(pattern.type())) {
        rulebook.derivations().stream()
            .filter(d -> d.then().type().equals(pattern.type()))
            .forEach(d -> reach(d.when(), reach));
      }
    }
  }

  /** The derivations that must be there for a rule to answer. */
  public List<Rule.Derivation> derivations(String rule) {
    Set<String> read = types.getOrDefault(rule, Set.of());
    return rulebook.derivations().stream().filter(d -> read.contains(d.then().type())).toList();
  }

  /** The rules that rest on facts of a derived type. */
  public SortedSet<String> onType(String type) {
    SortedSet<String> rules = new TreeSet<>();
    types.forEach(
        (rule, read) -> {
          if (read.contains(type)) {
            rules.add(rule);
          }
        });
    return rules;
  }

  /** The rules that compare with a threshold, or rest on facts that were derived with it. */
  public SortedSet<String> onThreshold(String threshold) {
    SortedSet<String> rules = new TreeSet<>();
    for (Rule rule : rulebook.rules().values()) {
      List<List<Condition>> all = new ArrayList<>();
      rule.withScopes().forEach(c -> all.add(c.when()));
      derivations(rule.metadata().id()).forEach(d -> all.add(d.when()));
      if (all.stream().anyMatch(conditions -> comparesWith(conditions, threshold))) {
        rules.add(rule.metadata().id());
      }
    }
    return rules;
  }

  /** The rules that look at what other rules recommend. */
  public SortedSet<String> onRecommendations() {
    return onType(BuiltInTypes.RECOMMENDATION);
  }

  /** The types that conditions name, those of inner conditions included. */
  public static Set<String> types(List<Condition> conditions) {
    Set<String> types = new LinkedHashSet<>();
    for (Condition.Pattern pattern : Conditions.patterns(conditions)) {
      types.add(pattern.type());
    }
    return types;
  }

  private Set<String> reached(Rule rule) {
    Set<String> reached = new LinkedHashSet<>();
    // The choice of a threshold's variant, and who acts for an absent role, are dimensions.
    reach(BuiltInTypes.DIMENSION, reached);
    rule.withScopes().forEach(c -> types(c.when()).forEach(type -> reach(type, reached)));
    return reached;
  }

  private void reach(String type, Set<String> reached) {
    if (reached.add(type)) {
      rulebook.derivations().stream()
          .filter(d -> d.then().type().equals(type))
          .forEach(d -> types(d.when()).forEach(read -> reach(read, reached)));
    }
  }

  /** Whether conditions compare with the threshold of that name. */
  public static boolean comparesWith(List<Condition> conditions, String threshold) {
    return Conditions.patterns(conditions).stream()
        .flatMap(pattern -> Threshold.nameIn(pattern).stream())
        .anyMatch(threshold::equals);
  }
}

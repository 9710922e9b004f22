package nestor.workbench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import nestor.diagnostics.Diagnostic;
import nestor.engine.assessment.Assessment;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleDependencies;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Threshold;
import nestor.rulebook.syntax.Condition;

/**
 * Mutation testing of the scenarios: for every change of a rule, derivation or threshold, some
 * scenario must fail. Changed conditions are evaluated without Drools, so that thousands of mutants
 * need no compilation.
 */
public final class MutationTesting {
  private final Rulebook rulebook;
  private final RuleDependencies ruleDependencies;

  /**
   * Scenarios, those that failed a change most lately first: they are likely to fail the next, too.
   */
  private final List<Scenario> scenarios;

  /** The mutations of a rulebook whose scenarios are all met. */
  public MutationTesting(ScenarioRunner runner) {
    this.rulebook = runner.rulebook();
    this.ruleDependencies = new RuleDependencies(rulebook);
    this.scenarios = new ArrayList<>(runner.scenarios());
    Assessor unchanged = Assessor.unchecked(rulebook);
    // Without Drools a few words differ, such as for the least of several values when one is not
    // known.
    scenarios.removeIf(
        s ->
            !s.failures(unchanged.assess(s.given(), s.asOf(), List.of()), rulebook.rules().keySet())
                .isEmpty());
  }

  /**
   * Result.
   *
   * @param tried how many changes were tried
   * @param survivors the changes that no scenario notices, and comments that accept nothing
   */
  public record Result(int tried, List<Diagnostic> survivors) {}

  /**
   * A change of the rulebook.
   *
   * @param affected the rules whose answers it can change
   */
  private record Candidate(Mutant<Rulebook> change, SortedSet<String> affected) {}

  /** Tries every change. */
  public Result run(Progress progress) {
    List<Diagnostic> survivors = new ArrayList<>();
    List<Candidate> mutants = new ArrayList<>();
    for (Rule rule : rulebook.rules().values()) {
      if (named(rule.metadata().id())) {
        mutants.addAll(of(rule));
      } else {
        survivors.add(
            rule.cases()
                .get(0)
                .position()
                .fault(
                    "no scenario speaks of rule \"" + rule.metadata().id() + "\"",
                    "add scenarios in which it is recommended, clear and not assessed"));
      }
    }
    mutants.addAll(ofDerivations());
    mutants.addAll(ofThresholds());
    Set<String> files = new TreeSet<>();
    mutants.forEach(candidate -> files.add(candidate.change().place().file()));
    EquivalentMutants equivalentMutants = new EquivalentMutants(rulebook, files);
    int tried = 0;
    for (Candidate candidate : mutants) {
      if (!fails(candidate)
          && !equivalentMutants.accept(candidate.change().place(), candidate.change().shown())) {
        survivors.add(survivor(candidate));
      }
      progress.at(++tried, mutants.size());
    }
    survivors.addAll(equivalentMutants.needless());
    survivors.sort(Diagnostic.READING_ORDER);
    return new Result(tried, List.copyOf(survivors));
  }

  private static Diagnostic survivor(Candidate candidate) {
    Mutant<Rulebook> change = candidate.change();
    return change
        .place()
        .fault(
            change.instead().isEmpty()
                ? "no scenario fails " + change.shown()
                : "no scenario fails with " + change.instead() + " in the place of " + change.was(),
            "add a scenario that tells the two apart");
  }

  private boolean named(String rule) {
    return scenarios.stream().anyMatch(s -> s.names(rule));
  }

  private List<Candidate> of(Rule rule) {
    List<Candidate> mutants = new ArrayList<>();
    String id = rule.metadata().id();
    SortedSet<String> affected = new TreeSet<>(Set.of(id));
    for (int i = 0; i < rule.cases().size(); i++) {
      Rule.Case ofRule = rule.cases().get(i);
      String drl = "rule \"" + ofRule.name() + "\"";
      List<Mutant<Rule>> changes = new ArrayList<>();
      changes.add(
          new Mutant<>(ofRule.position(), drl, "", rule.with(Mutant.without(rule.cases(), i))));
      int at = i;
      for (Mutant<List<Condition>> mutant : ConditionMutators.of(ofRule.when())) {
        changes.add(mutant.in(when -> with(rule, at, when)));
      }
      for (Mutant<Rule> mutant : changes) {
        TreeMap<String, Rule> rules = new TreeMap<>(rulebook.rules());
        rules.put(id, mutant.result());
        mutants.add(
            new Candidate(
                mutant.in(r -> rulebook.with(rules, rulebook.derivations(), rulebook.thresholds())),
                affected));
      }
    }
    return mutants;
  }

  private static Rule with(Rule rule, int at, List<Condition> when) {
    Rule.Case was = rule.cases().get(at);
    List<Rule.Case> cases = new ArrayList<>(rule.cases());
    cases.set(
        at,
        new Rule.Case(
            was.name(),
            when,
            was.priority(),
            was.reason(),
            was.words(),
            was.thresholds(),
            was.position()));
    return rule.with(cases);
  }

  private List<Candidate> ofDerivations() {
    List<Candidate> mutants = new ArrayList<>();
    for (int i = 0; i < rulebook.derivations().size(); i++) {
      Rule.Derivation derivation = rulebook.derivations().get(i);
      SortedSet<String> affected = ruleDependencies.onType(derivation.then().type());
      List<Mutant<List<Rule.Derivation>>> changes = new ArrayList<>();
      changes.add(
          new Mutant<>(
              derivation.position(),
              "rule \"" + derivation.name() + "\"",
              "",
              Mutant.without(rulebook.derivations(), i)));
      int at = i;
      for (Mutant<List<Condition>> mutant : ConditionMutators.of(derivation.when())) {
        changes.add(
            mutant.in(
                when -> {
                  List<Rule.Derivation> all = new ArrayList<>(rulebook.derivations());
                  all.set(at, derivation.with(when));
                  return List.copyOf(all);
                }));
      }
      for (Mutant<List<Rule.Derivation>> mutant : changes) {
        mutants.add(
            new Candidate(
                mutant.in(all -> rulebook.with(rulebook.rules(), all, rulebook.thresholds())),
                affected));
      }
    }
    return mutants;
  }

  private List<Candidate> ofThresholds() {
    List<Candidate> mutants = new ArrayList<>();
    for (Threshold threshold : rulebook.thresholds().values()) {
      SortedSet<String> affected = ruleDependencies.onThreshold(threshold.name());
      for (Mutant<Threshold> mutant : ThresholdMutators.of(threshold)) {
        TreeMap<String, Threshold> thresholds = new TreeMap<>(rulebook.thresholds());
        thresholds.put(threshold.name(), mutant.result());
        mutants.add(
            new Candidate(
                mutant.in(t -> rulebook.with(rulebook.rules(), rulebook.derivations(), thresholds)),
                affected));
      }
    }
    return mutants;
  }

  private boolean fails(Candidate candidate) {
    SortedSet<String> readers = ruleDependencies.onRecommendations();
    SortedSet<String> direct = new TreeSet<>(candidate.affected());
    if (direct.size() > 1) {
      direct.removeAll(readers);
    }
    SortedSet<String> indirect = new TreeSet<>(readers);
    indirect.removeAll(direct);
    Rulebook changed = candidate.change().result();
    // What looks at recommendations needs the answers of all rules, so only where it matters.
    return fails(changed, scenario -> scenario.speaksOf(direct))
        || fails(
            changed,
            scenario ->
                indirect.stream().anyMatch(scenario::names)
                    ? scenario.speaksOf(indirect)
                    : Collections.emptySortedSet());
  }

  /** Whether some scenario is not met any more in what it says of its rules. */
  private boolean fails(Rulebook changed, Function<Scenario, SortedSet<String>> rulesOf) {
    Assessor assessor = Assessor.unchecked(changed);
    for (int i = 0; i < scenarios.size(); i++) {
      Scenario scenario = scenarios.get(i);
      SortedSet<String> rules = rulesOf.apply(scenario);
      if (!rules.isEmpty() && fails(scenario, assessor, rules)) {
        scenarios.add(0, scenarios.remove(i));
        return true;
      }
    }
    return false;
  }

  private static boolean fails(Scenario scenario, Assessor assessor, Collection<String> rules) {
    Assessment assessment;
    try {
      assessment = assessor.assess(scenario.given(), scenario.asOf(), List.of(), rules);
    } catch (IllegalStateException | IllegalArgumentException | ArithmeticException e) {
      // Such as a missing number in a calculation, which the check keeps out of real rules.
      return true;
    }
    return !scenario.failures(assessment, rules).isEmpty();
  }
}

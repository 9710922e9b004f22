package nestor.workbench;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleDependencies;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Scope;
import nestor.rulebook.Threshold;
import nestor.rulebook.syntax.Condition;

/**
 * Coverage of a rulebook by its scenarios: answers of rules, outcomes of tests, and sides of
 * thresholds that none reaches. A test counts with everything before it in its rule holding.
 */
public final class Coverage {
  /** After so many scenarios the goals that were met are left out. */
  private static final int STRIDE = 8;

  private final ScenarioRunner runner;
  private final Rulebook rulebook;
  private final SortedMap<String, Threshold> thresholds;
  private final List<CoverageGoal> goals = new ArrayList<>();

  /** The rule of each goal. */
  private final List<String> owners = new ArrayList<>();

  private final Map<String, List<Integer>> byTopic = new TreeMap<>();
  private final List<Integer> everywhere = new ArrayList<>();
  private final Set<Integer> overRecommendations = new TreeSet<>();
  private final Set<Integer> met = ConcurrentHashMap.newKeySet();

  /**
   * Result.
   *
   * @param answers for each rule the answers that no scenario states
   * @param tests how many tests there are
   * @param oneSided the tests that no scenario makes true, or false
   * @param limits how many thresholds the rules use, each counted for each rule
   * @param unbounded those for which no scenario lies at, just below and just above
   */
  public record Result(
      SortedMap<String, List<String>> answers,
      int tests,
      List<Diagnostic> oneSided,
      int limits,
      List<Diagnostic> unbounded) {}

  private Coverage(ScenarioRunner runner) {
    this.runner = runner;
    this.rulebook = runner.rulebook();
    this.thresholds = new TreeMap<>(rulebook.thresholds());
    rulebook
        .thresholds()
        .values()
        .forEach(
            t -> {
              thresholds.put(
                  t.name() + ThresholdGoals.STEP_BELOW, moved(t, ThresholdGoals.STEP_BELOW, -1));
              thresholds.put(
                  t.name() + ThresholdGoals.STEP_ABOVE, moved(t, ThresholdGoals.STEP_ABOVE, 1));
            });
  }

  /** Tries every test and threshold on every scenario of its topic. */
  public static Result of(ScenarioRunner runner) {
    return new Coverage(runner).result();
  }

  private static Threshold moved(Threshold of, String name, int steps) {
    TreeMap<LocalDate, BigDecimal> values = new TreeMap<>();
    of.values().forEach((from, number) -> values.put(from, moved(number, steps)));
    return new Threshold(
        of.name() + name,
        values,
        of.unit(),
        of.basis(),
        of.source(),
        of.why(),
        of.variants().stream().map(v -> v.with(moved(v.number(), steps))).toList(),
        of.position());
  }

  private static BigDecimal moved(BigDecimal number, int steps) {
    BigDecimal plain = number.scale() < 0 ? number.setScale(0) : number;
    return plain.add(plain.ulp().multiply(BigDecimal.valueOf(steps)));
  }

  private Result result() {
    List<Integer> tests = new ArrayList<>();
    List<Integer> limits = new ArrayList<>();
    for (Rule rule : rulebook.rules().values()) {
      for (Rule.Case ofRule : rule.cases()) {
        List<Integer> own =
            byTopic.computeIfAbsent(rule.metadata().topic(), t -> new ArrayList<>());
        add(rule.metadata().id(), ofRule.when(), own, tests, limits);
      }
    }
    Set<Scope> scopes = new LinkedHashSet<>();
    rulebook.rules().values().forEach(rule -> scopes.addAll(rule.scopes()));
    for (Scope scope : scopes) {
      for (Rule.Case ofScope : scope.exclusion().cases()) {
        add("scope " + scope.name(), ofScope.when(), everywhere, tests, limits);
      }
    }
    for (Rule.Derivation derivation : rulebook.derivations()) {
      add(derivation.name(), derivation.when(), everywhere, tests, limits);
    }
    runner.scenarios().stream()
        .collect(Collectors.groupingBy(Scenario::topic, TreeMap::new, Collectors.toList()))
        .entrySet()
        .parallelStream()
        .forEach(of -> run(byTopic.getOrDefault(of.getKey(), List.of()), of.getValue()));
    return new Result(
        runner.untried(),
        tests(tests).size(),
        gaps(tests(tests)),
        limits(limits).size(),
        gaps(limits(limits)));
  }

  private void add(
      String owner,
      List<Condition> when,
      List<Integer> own,
      List<Integer> tests,
      List<Integer> limits) {
    CoverageGoals of = new CoverageGoals(when);
    of.ofTests().forEach(goal -> add(owner, goal, own, tests));
    of.ofThresholds().forEach(goal -> add(owner, goal, own, limits));
  }

  private void add(String owner, CoverageGoal goal, List<Integer> own, List<Integer> kind) {
    int number = goals.size();
    goals.add(goal);
    owners.add(owner);
    own.add(number);
    kind.add(number);
    if (RuleDependencies.types(goal.when()).contains(BuiltInTypes.RECOMMENDATION)) {
      overRecommendations.add(number);
    }
  }

  private void run(List<Integer> ofTopic, List<Scenario> scenarios) {
    for (int from = 0; from < scenarios.size(); from += STRIDE) {
      List<Scenario> some = scenarios.subList(from, Math.min(from + STRIDE, scenarios.size()));
      List<Integer> unmet = new ArrayList<>(ofTopic);
      unmet.addAll(everywhere);
      unmet.removeAll(met);
      List<Integer> over = new ArrayList<>(unmet);
      over.retainAll(overRecommendations);
      unmet.removeAll(over);
      assess(unmet, new TreeMap<>(), some);
      if (!over.isEmpty()) {
        assess(over, rulebook.rules(), some);
      }
    }
  }

  private void assess(
      List<Integer> numbers, SortedMap<String, Rule> beside, List<Scenario> scenarios) {
    TreeMap<String, Rule> rules = new TreeMap<>(beside);
    Map<String, Integer> names = new LinkedHashMap<>();
    for (int number : numbers) {
      String name = "probe/" + number;
      names.put(name, number);
      rules.put(name, Rule.probe(name, goals.get(number).when(), goals.get(number).position()));
    }
    Assessor assessor =
        Assessor.unchecked(rulebook.with(rules, rulebook.derivations(), thresholds));
    for (Scenario scenario : scenarios) {
      assessor
          .assess(scenario.given(), scenario.asOf(), List.of())
          .recommended()
          .forEach(
              recommended -> {
                Integer number = names.get(recommended.rule().metadata().id());
                if (number != null) {
                  met.add(number);
                }
              });
    }
  }

  /** The goals of each threshold that a rule uses. */
  private Map<String, List<Integer>> limits(List<Integer> numbers) {
    return numbers.stream()
        .collect(
            Collectors.groupingBy(
                n -> owners.get(n) + ": " + goals.get(n).subject(),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  /** The goals of each test. */
  private Map<String, List<Integer>> tests(List<Integer> numbers) {
    Map<String, List<Integer>> subjects = new LinkedHashMap<>();
    for (int number : numbers) {
      CoverageGoal goal = goals.get(number);
      SourcePosition position = goal.position();
      String subject =
          position.file() + ":" + position.line() + ":" + position.column() + " " + goal.subject();
      subjects.computeIfAbsent(subject, s -> new ArrayList<>()).add(number);
    }
    return subjects;
  }

  private List<Diagnostic> gaps(Map<String, List<Integer>> subjects) {
    List<Diagnostic> gaps = new ArrayList<>();
    for (List<Integer> numbers : subjects.values()) {
      Set<CoverageGoal.Outcome> outcomes = new LinkedHashSet<>();
      numbers.forEach(n -> outcomes.add(goals.get(n).outcome()));
      numbers.stream().filter(met::contains).forEach(n -> outcomes.remove(goals.get(n).outcome()));
      if (!outcomes.isEmpty()) {
        int first = numbers.get(0);
        gaps.add(gap(owners.get(first), goals.get(first), List.copyOf(outcomes)));
      }
    }
    gaps.sort(Diagnostic.READING_ORDER);
    return List.copyOf(gaps);
  }

  private static Diagnostic gap(
      String owner, CoverageGoal goal, List<CoverageGoal.Outcome> missing) {
    boolean limit = missing.stream().allMatch(CoverageGoal.Outcome::isOfThreshold);
    String outcomes =
        missing.stream().map(CoverageGoal.Outcome::text).collect(Collectors.joining(" or "));
    return goal.position()
        .fault(
            limit
                ? "of " + owner + " no scenario lies " + outcomes + " " + goal.subject()
                : "no scenario makes " + goal.subject() + " " + outcomes,
            limit
                ? "add a scenario whose value lies there"
                : "add a scenario in which it is, with everything before it holding");
  }
}

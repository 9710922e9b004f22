package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import nestor.engine.ternary.Ternary;
import nestor.rulebook.Priority;
import nestor.rulebook.Rule;

/**
 * All ways to satisfy the conditions of one rule, by its cases. What they come to is a {@link
 * RuleResult}.
 */
record RuleSolutions(Rule rule, List<CaseSolutions> cases) {

  /**
   * The ways to satisfy the conditions of one case.
   *
   * @param certain those that hold whatever the missing data may be, by their keys
   * @param possible those that depend on missing data
   */
  record CaseSolutions(Rule.Case of, Map<String, Solution> certain, List<Solution> possible) {

    /** The priority that a finding of the case gives to the recommendation. */
    Priority priority(Rule rule) {
      Priority raised = of.priority();
      return raised == null ? rule.metadata().priority() : raised;
    }
  }

  static RuleSolutions of(Rule rule, FactBase factBase) {
    List<CaseSolutions> cases = new ArrayList<>();
    for (Rule.Case ofRule : rule.cases()) {
      Map<String, Solution> certain = new LinkedHashMap<>();
      List<Solution> possible = new ArrayList<>();
      factBase.budget().begin(ofRule.name());
      for (Solution solution :
          factBase.compiledRules().of(ofRule).when().solutions(factBase, Bindings.NONE)) {
        if (solution.ternary().isYes()) {
          certain.putIfAbsent(solution.key(), solution);
        } else {
          possible.add(solution);
        }
      }
      cases.add(new CaseSolutions(ofRule, certain, possible));
    }
    factBase.budget().end();
    return new RuleSolutions(rule, cases);
  }

  String id() {
    return rule.metadata().id();
  }

  /** Needs of the possible ways, by the priority that they would give. */
  SortedMap<Priority, Ternary> possibleByPriority() {
    SortedMap<Priority, Ternary> possible = new TreeMap<>();
    for (CaseSolutions ofCase : cases) {
      Priority priority = ofCase.priority(rule);
      ofCase.possible().forEach(way -> possible.merge(priority, way.ternary(), Ternary::or));
    }
    return possible;
  }
}

package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nestor.engine.evaluation.Assessment.Recommended;
import nestor.engine.evaluation.Evaluation.Solution;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Priority;
import nestor.rulebook.Rule;
import nestor.rulebook.Threshold;

/** Collector of findings: one for each certain match, with reason and evidence. */
final class FindingCollector {
  private final FactBase factBase;
  private final MatchSource matches;
  private final ReasonText reasonText;
  private final boolean thorough;

  /**
   * @param thorough whether to look at the matches of cases too that no certain way satisfies
   */
  FindingCollector(
      FactBase factBase, MatchSource matches, ReasonText reasonText, boolean thorough) {
    this.factBase = factBase;
    this.matches = matches;
    this.reasonText = reasonText;
    this.thorough = thorough;
  }

  /**
   * What came of a rule.
   *
   * @throws EngineMismatchException if the matches are not those that are certain
   */
  RuleResult result(RuleSolutions solutions) {
    List<Finding> findings = new ArrayList<>();
    for (RuleSolutions.CaseSolutions ofCase : solutions.cases()) {
      if (thorough || !ofCase.certain().isEmpty()) {
        findings.addAll(findings(ofCase));
      }
    }
    return new RuleResult(
        findings.isEmpty() ? null : recommended(solutions.rule(), findings),
        solutions.possibleByPriority());
  }

  private List<Finding> findings(RuleSolutions.CaseSolutions solutions) {
    Rule.Case ofRule = solutions.of();
    Map<String, Solution> certain = solutions.certain();
    factBase.budget().begin(ofRule.name());
    List<Finding.UsedThreshold> thresholds = thresholds(ofRule);
    TreeMap<NaturalOrderKey, Finding> byKey = new TreeMap<>();
    for (MatchSource.Found found : matches.of(ofRule, certain.values())) {
      String key = ValueKeys.match(found.matched());
      Solution solution = certain.get(key);
      if (solution != null) {
        Finding finding =
            new Finding(
                reason(ofRule, found, solution),
                ofRule.priority(),
                factBase.compiledRules().of(ofRule).evidence().of(solution, factBase),
                thresholds);
        byKey.merge(
            NaturalOrderKey.of(key),
            finding,
            (a, b) -> a.reason().compareTo(b.reason()) <= 0 ? a : b);
      } else if (thorough
          && solutions.possible().stream().noneMatch(way -> way.key().equals(key))) {
        throw new EngineMismatchException(ofRule.name(), certain.keySet(), Set.of(key));
      }
    }
    factBase.budget().end();
    if (byKey.size() != certain.size()) {
      Set<String> keys =
          byKey.keySet().stream().map(NaturalOrderKey::key).collect(Collectors.toSet());
      throw new EngineMismatchException(ofRule.name(), certain.keySet(), keys);
    }
    return List.copyOf(byKey.values());
  }

  private String reason(Rule.Case ofRule, MatchSource.Found found, Solution solution) {
    return reasonText.say(
        ofRule.reason(),
        (variable, field) -> {
          Object value = found.values().get(variable);
          if (solution.bindings().get(variable) instanceof Unknown unknown
              && unknown.stated() != null) {
            return unknown;
          }
          return field != null && value instanceof Fact fact ? fact.value(field) : value;
        });
  }

  private List<Finding.UsedThreshold> thresholds(Rule.Case ofRule) {
    List<Finding.UsedThreshold> used = new ArrayList<>();
    for (String name : ofRule.thresholds()) {
      Threshold threshold =
          Optional.ofNullable(factBase.rulebook().thresholds().get(name)).orElseThrow();
      factBase.choices(threshold).forEach(c -> used.add(new Finding.UsedThreshold(threshold, c)));
    }
    return List.copyOf(used);
  }

  private Recommended recommended(Rule rule, List<Finding> findings) {
    String owner = rule.metadata().owner();
    String standIn = factBase.dimension(BuiltInTypes.ACTS_FOR + owner);
    Priority priority = rule.metadata().priority();
    for (Finding finding : findings) {
      Priority raised = finding.priority();
      if (raised != null && raised.isOver(priority)) {
        priority = raised;
      }
    }
    return new Recommended(
        rule, standIn == null ? owner : standIn, priority, List.copyOf(findings));
  }
}

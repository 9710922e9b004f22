package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nestor.engine.assessment.Assessment.Recommended;
import nestor.engine.assessment.Finding;
import nestor.engine.budget.RunawayRuleException;
import nestor.engine.evaluation.RuleSolutions.CaseSolutions;
import nestor.engine.ternary.Unknown;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Priority;
import nestor.rulebook.Rule;
import nestor.rulebook.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * Comparison of Drools' matches with the product's own evaluation. It makes a finding, with reason
 * and evidence, of each certain match on which both agree, and throws where they differ: every
 * match that holds on record must be one that the evaluation knows, and every certain one must be
 * found.
 */
final class FindingCollector {
  private final FactBase factBase;
  private final RuleMatches matches;
  private final ReasonText reasonText;

  FindingCollector(FactBase factBase, RuleMatches matches, ReasonText reasonText) {
    this.factBase = factBase;
    this.matches = matches;
    this.reasonText = reasonText;
  }

  /**
   * Result of a rule.
   *
   * @throws MatchDifferenceException if the matches are not those that are certain
   */
  RuleResult result(RuleSolutions solutions) throws MatchDifferenceException {
    List<Finding> findings = new ArrayList<>();
    AdviceNames names = new AdviceNames(solutions.rule().words(), reasonText);
    for (CaseSolutions ofCase : solutions.cases()) {
      Collection<MatchSource.Found> found = found(solutions, ofCase);
      if (!found.isEmpty() || !ofCase.certain().isEmpty()) {
        findings.addAll(findings(solutions, ofCase, found, names));
      }
    }
    return new RuleResult(
        findings.isEmpty() ? null : recommended(solutions.rule(), findings, names),
        solutions.possibleByPriority());
  }

  private Collection<MatchSource.Found> found(RuleSolutions solutions, CaseSolutions ofCase)
      throws MatchDifferenceException {
    try {
      return matches.of(ofCase.of(), ofCase.certain().values());
    } catch (RunawayRuleException tooMuch) {
      throw tooMuch;
    } catch (RuntimeException brokenOff) {
      throw new MatchDifferenceException(known(solutions), List.of(), brokenOff);
    }
  }

  private List<Finding> findings(
      RuleSolutions solutions,
      CaseSolutions ofCase,
      Collection<MatchSource.Found> matched,
      AdviceNames names)
      throws MatchDifferenceException {
    Rule.Case ofRule = ofCase.of();
    Map<String, Solution> certain = ofCase.certain();
    factBase.budget().begin(ofRule.name());
    List<Finding.UsedThreshold> thresholds = thresholds(ofRule);
    TreeMap<NaturalOrderKey, Finding> byKey = new TreeMap<>();
    TreeMap<NaturalOrderKey, MatchSource.Found> named = new TreeMap<>();
    for (MatchSource.Found found : matched) {
      String key = ValueKeys.match(found.matched());
      Solution solution = certain.get(key);
      if (solution != null) {
        Finding finding =
            new Finding(
                reason(ofRule, found, solution),
                ofRule.priority(),
                factBase.compiledRules().of(ofRule).evidence().of(solution, factBase),
                thresholds);
        named.putIfAbsent(NaturalOrderKey.of(key), found);
        byKey.merge(
            NaturalOrderKey.of(key),
            finding,
            (a, b) -> a.reason().compareTo(b.reason()) <= 0 ? a : b);
      } else if (ofCase.possible().stream().noneMatch(way -> way.key().equals(key))) {
        throw difference(solutions);
      }
    }
    factBase.budget().end();
    if (byKey.size() != certain.size()) {
      throw difference(solutions);
    }
    named
        .values()
        .forEach(found -> names.add(ofRule.words(), (name, field) -> value(found, name, field)));
    return List.copyOf(byKey.values());
  }

  private MatchDifferenceException difference(RuleSolutions solutions) {
    List<String> found = new ArrayList<>();
    for (CaseSolutions ofCase : solutions.cases()) {
      for (MatchSource.Found one : matches.of(ofCase.of(), ofCase.certain().values())) {
        found.add(match(ofCase, ValueKeys.match(one.matched())));
      }
    }
    return new MatchDifferenceException(known(solutions), found, null);
  }

  private static List<String> known(RuleSolutions solutions) {
    List<String> known = new ArrayList<>();
    for (CaseSolutions ofCase : solutions.cases()) {
      ofCase.certain().keySet().forEach(key -> known.add(match(ofCase, key)));
    }
    return known;
  }

  private static String match(CaseSolutions ofCase, String key) {
    return ofCase.of().name() + " | " + key;
  }

  private String reason(Rule.Case ofRule, MatchSource.Found found, Solution solution) {
    return reasonText.say(
        ofRule.reason(),
        (variable, field) -> {
          if (solution.bindings().get(variable) instanceof Unknown unknown
              && unknown.stated() != null) {
            return unknown;
          }
          return value(found, variable, field);
        });
  }

  private static @Nullable Object value(
      MatchSource.Found found, String variable, @Nullable String field) {
    Object value = found.values().get(variable);
    return field != null && value instanceof Fact fact ? fact.value(field) : value;
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

  private Recommended recommended(Rule rule, List<Finding> findings, AdviceNames names) {
    String owner = rule.metadata().owner();
    String standIn = factBase.dimension(BuiltInTypes.ACTS_FOR + owner);
    Priority priority = null;
    for (Finding finding : findings) {
      Priority one = priority(rule, finding);
      priority = priority == null || one.isOver(priority) ? one : priority;
    }
    return new Recommended(
        rule,
        standIn == null ? owner : standIn,
        priority == null ? rule.metadata().priority() : priority,
        names.title(),
        names.action(),
        gravestFirst(rule, findings));
  }

  private static List<Finding> gravestFirst(Rule rule, List<Finding> findings) {
    return findings.stream()
        .sorted(Comparator.comparing(finding -> priority(rule, finding)))
        .toList();
  }

  private static Priority priority(Rule rule, Finding finding) {
    Priority stated = finding.priority();
    return stated == null ? rule.metadata().priority() : stated;
  }
}

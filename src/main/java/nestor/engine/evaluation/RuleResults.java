package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import nestor.engine.assessment.Assessment;
import nestor.engine.budget.RunawayRuleException;
import nestor.rulebook.Phrase;
import nestor.rulebook.Rule;

/**
 * Results of the rules for one dossier, in two steps: first the own evaluation of all of them, then
 * its comparison with the matches that were found. A rule on which the two differ is withheld.
 */
final class RuleResults {
  private final FactBase factBase;
  private final ReasonText reasonText;
  private final MatchSource.Finder finder;
  private final Exclusions exclusions;
  private final List<Rule> excluded = new ArrayList<>();
  private final TreeMap<String, RuleResult> byRule = new TreeMap<>();
  private final TreeMap<String, Assessment.Withheld> withheld = new TreeMap<>();

  RuleResults(FactBase factBase, ReasonText reasonText, MatchSource.Finder finder) {
    this.factBase = factBase;
    this.reasonText = reasonText;
    this.finder = finder;
    this.exclusions = new Exclusions(factBase);
  }

  /** Results of the rules that were compared. */
  SortedMap<String, RuleResult> byRule() {
    return byRule;
  }

  /** The rules that are withheld. */
  SortedMap<String, Assessment.Withheld> withheld() {
    return withheld;
  }

  /** Rules whose scopes the organisation is not certainly outside of, at first sight. */
  List<Rule> within(List<Rule> rules) {
    List<Rule> within = new ArrayList<>();
    for (Rule rule : rules) {
      try {
        (exclusions.exclude(rule) ? excluded : within).add(rule);
      } catch (RunawayRuleException tooMuch) {
        throw tooMuch;
      } catch (RuntimeException brokenOff) {
        withhold(rule, new MatchDifferenceException(List.of(), List.of(), brokenOff));
      }
    }
    return within;
  }

  /** The ways to satisfy each of the rules, all but those whose evaluation breaks off. */
  List<RuleSolutions> solved(List<Rule> rules) {
    List<RuleSolutions> solved = new ArrayList<>();
    for (Rule rule : rules) {
      try {
        solved.add(RuleSolutions.of(rule, factBase));
      } catch (RunawayRuleException tooMuch) {
        throw tooMuch;
      } catch (RuntimeException brokenOff) {
        withhold(rule, new MatchDifferenceException(List.of(), List.of(), brokenOff));
      }
    }
    return solved;
  }

  /** The cases of the rules that have these solutions, and of the scopes that were looked at. */
  List<Rule.Case> cases(List<RuleSolutions> solved) {
    return Stream.concat(exclusions.solutions().stream(), solved.stream())
        .flatMap(solutions -> solutions.rule().cases().stream())
        .toList();
  }

  /** Compares the rules that do not apply, at first sight. */
  void compareExcluded(FindingCollector collector) {
    for (Rule rule : excluded) {
      compare(rule, () -> RuleResult.CLEAR, collector);
    }
  }

  /** Compares the rules that have these solutions. */
  void compare(List<RuleSolutions> solved, FindingCollector collector) {
    for (RuleSolutions solutions : solved) {
      compare(solutions.rule(), () -> result(solutions, collector), collector);
    }
  }

  /** A step that finds out whether both evaluations differ. */
  private interface Comparison {
    RuleResult result() throws MatchDifferenceException;
  }

  private void compare(Rule rule, Comparison aside, FindingCollector collector) {
    String id = rule.metadata().id();
    try {
      RuleResult result =
          exclusions.result(rule, aside.result(), outside -> result(outside, collector));
      List<String> on =
          result.isOpen() ? RecommendationFacts.withheld(result.possible()) : List.of();
      if (on.isEmpty()) {
        byRule.put(id, factBase.doubts().settled(rule, result));
      } else {
        String because = reasonText.say(Phrase.WITHHELD_WITH, reasonText.value(on, null));
        withheld.put(id, new Assessment.Withheld(id, because, null));
      }
    } catch (MatchDifferenceException difference) {
      withhold(rule, difference);
    }
  }

  private void withhold(Rule rule, MatchDifferenceException difference) {
    String id = rule.metadata().id();
    String because = reasonText.say(Phrase.WITHHELD);
    withheld.put(id, new Assessment.Withheld(id, because, difference.of(id, factBase)));
  }

  /** Result of a rule; where missing data seems to leave it open, the result over all cases. */
  private RuleResult result(RuleSolutions solutions, FindingCollector collector)
      throws MatchDifferenceException {
    RuleResult result = collector.result(solutions);
    if (!result.isOpen()) {
      return result;
    }
    Rule rule = solutions.rule();
    CaseSplit.Decision decision =
        CaseSplit.of(rule, factBase, result.possibleByPriority().values());
    return switch (decision.answer()) {
      case NO -> RuleResult.CLEAR;
      case YES -> new SupposedFindings(finder, reasonText).of(rule, decision);
      case DEPENDS -> result;
    };
  }
}

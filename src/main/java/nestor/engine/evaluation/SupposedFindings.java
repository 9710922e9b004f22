package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import nestor.engine.assessment.Assessment.Recommended;
import nestor.engine.assessment.Finding;
import nestor.engine.ternary.OpenField;
import nestor.rulebook.Field;
import nestor.rulebook.Phrase;
import nestor.rulebook.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Findings of a rule that is due whatever the values of some fields are, though which of its
 * matches hold may differ with them. Those that hold in every case are given; where there are none,
 * those of the case that says least, with what it supposes.
 */
final class SupposedFindings {
  private final MatchSource.Finder finder;
  private final ReasonText reasonText;

  /**
   * @param finder the finder of the matches that are to confirm those which are given
   */
  SupposedFindings(MatchSource.Finder finder, ReasonText reasonText) {
    this.finder = finder;
    this.reasonText = reasonText;
  }

  /** Result of the rule, without findings. */
  static RuleResult none(CaseSplit.Decision decision) {
    List<Recommended> all = new ArrayList<>();
    for (CaseSplit.Supposed supposed : decision.supposed()) {
      Recommended one = RuleResult.withoutFindings(supposed.solutions()).recommended();
      if (one != null) {
        all.add(one);
      }
    }
    return new RuleResult(
        Collections.min(all, Comparator.comparing(Recommended::priority).reversed()),
        Collections.emptySortedMap());
  }

  /**
   * Result of the rule.
   *
   * @throws MatchDifferenceException if the matches of a case are not those that are certain
   */
  RuleResult of(Rule rule, CaseSplit.Decision decision) throws MatchDifferenceException {
    return decision.supposed().get(0).fact() == null
        ? byValues(rule, decision)
        : byFact(rule, decision);
  }

  /** Result where a fact that rules may derive is there or is not: as it is on record. */
  private RuleResult byFact(Rule rule, CaseSplit.Decision decision)
      throws MatchDifferenceException {
    MatchDifferenceException difference = null;
    for (CaseSplit.Supposed supposed : decision.supposed()) {
      try {
        Recommended confirmed = recommended(supposed, finder);
        Fact fact = Objects.requireNonNull(supposed.fact());
        String more = reasonText.value(List.copyOf(fact.existence().needs()), null);
        List<Finding> findings =
            supposing(confirmed.findings(), reasonText.say(Phrase.NOTHING_MORE, more));
        return new RuleResult(
            Recommended.inGeneral(rule, confirmed.owner(), confirmed.priority(), findings),
            Collections.emptySortedMap());
      } catch (MatchDifferenceException notOnRecord) {
        difference = notOnRecord;
      }
    }
    throw Objects.requireNonNull(difference);
  }

  private RuleResult byValues(Rule rule, CaseSplit.Decision decision)
      throws MatchDifferenceException {
    CaseSplit.Supposed least = decision.supposed().get(0);
    Recommended said = null;
    Set<String> inAll = null;
    for (CaseSplit.Supposed supposed : decision.supposed()) {
      Recommended here = recommended(supposed, (facts, asked) -> new EvaluatorMatches());
      Set<String> reasons = new LinkedHashSet<>();
      here.findings().forEach(finding -> reasons.add(finding.reason()));
      if (inAll == null) {
        inAll = reasons;
      } else {
        inAll.retainAll(reasons);
      }
      if (said == null || saysLess(here, said)) {
        said = here;
        least = supposed;
      }
    }
    Recommended confirmed = recommended(least, finder);
    Set<String> common = inAll == null ? Set.of() : inAll;
    List<Finding> findings =
        confirmed.findings().stream().filter(f -> common.contains(f.reason())).toList();
    if (findings.isEmpty()) {
      findings = supposing(confirmed.findings(), least.values(), least.facts());
    }
    return new RuleResult(
        Recommended.inGeneral(rule, confirmed.owner(), confirmed.priority(), findings),
        Collections.emptySortedMap());
  }

  private static boolean saysLess(Recommended one, Recommended other) {
    return one.priority() == other.priority()
        ? one.findings().size() < other.findings().size()
        : other.priority().isOver(one.priority());
  }

  private Recommended recommended(CaseSplit.Supposed supposed, MatchSource.Finder finder)
      throws MatchDifferenceException {
    List<Rule.Case> due = new ArrayList<>();
    for (RuleSolutions.CaseSolutions ofCase : supposed.solutions().cases()) {
      if (!ofCase.certain().isEmpty()) {
        due.add(ofCase.of());
      }
    }
    try (RuleMatches matches = new RuleMatches(finder, supposed.facts(), due)) {
      Recommended recommended =
          new FindingCollector(supposed.facts(), matches, reasonText)
              .result(supposed.solutions())
              .recommended();
      if (recommended == null) {
        throw new IllegalStateException("a rule that is due has no findings");
      }
      return recommended;
    }
  }

  /** Unit of a field, by its name as {@link OpenField#name} has it. */
  private static @Nullable String unit(String name, FactBase facts) {
    return facts
        .rulebook()
        .vocabulary()
        .section(name.substring(0, name.indexOf('[')))
        .flatMap(section -> section.field(name.substring(name.indexOf('.') + 1)))
        .map(Field::unit)
        .orElse(null);
  }

  /** The findings, each with what it supposes. */
  private List<Finding> supposing(
      Collection<Finding> findings, Map<String, @Nullable Object> values, FactBase facts) {
    List<String> supposed = new ArrayList<>();
    new TreeMap<>(values)
        .forEach(
            (field, value) ->
                supposed.add(
                    reasonText.say(
                        Phrase.EQUALS, field, reasonText.value(value, unit(field, facts)))));
    return supposing(findings, reasonText.value(supposed, null));
  }

  private List<Finding> supposing(Collection<Finding> findings, String all) {
    return findings.stream()
        .map(
            finding ->
                new Finding(
                    reasonText.say(Phrase.EITHER_WAY, finding.reason(), all),
                    finding.priority(),
                    finding.evidence(),
                    finding.thresholds()))
        .toList();
  }
}

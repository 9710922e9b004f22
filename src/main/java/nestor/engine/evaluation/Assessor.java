package nestor.engine.evaluation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nestor.dossier.Dossier;
import nestor.dossier.resolution.DossierResolver;
import nestor.dossier.resolution.Resolution;
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.Assessment.Recommended;
import nestor.engine.assessment.Waiver;
import nestor.engine.budget.EvaluationLimits;
import nestor.engine.budget.RunawayRuleException;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleDependencies;
import nestor.rulebook.Rulebook;
import nestor.rulebook.WaiversSection;
import nestor.rulebook.drools.CompiledRulebook;
import org.jspecify.annotations.Nullable;

/**
 * Evaluator of dossiers under one rulebook: every rule gets exactly one answer.
 *
 * <pre>{@code
 * Assessor assessor = new Assessor(compiled);
 * Assessment assessment = assessor.assess(dossier, asOf, assessor.waivers(dossier, asOf));
 * assessment.notAssessed().forEach(open -> System.out.println(open.rule() + " needs " + open.needs()));
 * }</pre>
 *
 * <p>Drools finds the matches of every rule on record. A match counts only if it holds whatever the
 * missing data may be. A rule without such a match is open where missing data could make it due,
 * and clear where it could not. Both questions are answered from the rule's own conditions. A rule
 * on which the two disagree is withheld, and holds up no other. For ranked advice use {@code
 * AdvisoryComposer}; for the reasons of one answer, {@code Explainer}.
 */
public final class Assessor {
  private final Rulebook rulebook;
  private final MatchSource.Finder finder;
  private final EvaluationLimits limits;
  private final RulebookFacts rulebookFacts;
  private final Set<String> overRecommendations;
  private final DossierResolver resolver;

  /** Last resolution, kept because several steps of one advice ask for the same. */
  private volatile @Nullable Resolved last;

  /** An assessor for one version of a rulebook, which must stay open while it is used. */
  public Assessor(CompiledRulebook rulebook) {
    this(rulebook, EvaluationLimits.USUAL);
  }

  Assessor(CompiledRulebook rulebook, EvaluationLimits limits) {
    this(rulebook.rulebook(), DroolsMatches.finder(rulebook, limits), limits);
  }

  /** An assessor that takes the matches from elsewhere. */
  Assessor(Rulebook rulebook, MatchSource.Finder finder, EvaluationLimits limits) {
    this.rulebook = rulebook;
    this.finder = finder;
    this.limits = limits;
    this.rulebookFacts = new RulebookFacts(rulebook);
    this.resolver = new DossierResolver(rulebook.documents());
    this.overRecommendations =
        rulebook.rules().values().stream()
            .filter(Assessor::readsRecommendations)
            .map(rule -> rule.metadata().id())
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * An assessor that leaves Drools out and believes its own evaluation. It is for trying changed
   * conditions without compiling them, not for advice: nothing checks its answers.
   */
  public static Assessor unchecked(Rulebook rulebook) {
    return new Assessor(
        rulebook, (factBase, asked) -> new EvaluatorMatches(), EvaluationLimits.USUAL);
  }

  /**
   * Answers every rule.
   *
   * @param asOf the day of the advice, to which all ages are counted
   * @param waivers what is waived; those that ended before that day count no more
   * @throws RunawayRuleException if a rule does too much with these data
   */
  public Assessment assess(Dossier dossier, LocalDate asOf, Collection<Waiver> waivers) {
    return assess(dossier, asOf, waivers, rulebook.rules().keySet());
  }

  /**
   * Answers some of the rules, as they are answered among all.
   *
   * @param wanted ids of rules; where one of them looks at recommendations, all rules are answered
   */
  public Assessment assess(
      Dossier dossier, LocalDate asOf, Collection<Waiver> waivers, Collection<String> wanted) {
    try {
      return assessOnce(dossier, asOf, waivers, wanted);
    } catch (RunawayRuleException stopped) {
      if (!stopped.isByTime()) {
        throw stopped;
      }
      // Before a rule is blamed, the moment is: what took so long may not do so twice.
      return assessOnce(dossier, asOf, waivers, wanted);
    }
  }

  private Assessment assessOnce(
      Dossier dossier, LocalDate asOf, Collection<Waiver> waivers, Collection<String> wanted) {
    FactBase factBase = factBase(dossier, asOf);
    ReasonText reasonText = new ReasonText(rulebook.about().phrases(), asOf, dossier.currency());
    Map<String, Waiver> waived = Waiver.counting(waivers, asOf);
    boolean all = wanted.stream().anyMatch(overRecommendations::contains);
    List<Rule> first = new ArrayList<>();
    List<Rule> last = new ArrayList<>();
    Set<String> asked = new HashSet<>();
    for (Rule rule : rulebook.rules().values()) {
      String id = rule.metadata().id();
      if (all || wanted.contains(id)) {
        (overRecommendations.contains(id) ? last : first).add(rule);
        asked.add(id);
      }
    }
    RuleResults results = new RuleResults(factBase, reasonText, finder);
    // The own evaluation comes first: it stops a rule that does too much before Drools tries it.
    List<RuleSolutions> solved = results.solved(results.within(first));
    last = results.within(last);
    try (RuleMatches matches = new RuleMatches(finder, factBase, results.cases(solved))) {
      FindingCollector collector = new FindingCollector(factBase, matches, reasonText);
      results.compare(solved, collector);
      results.compareExcluded(collector);
    }
    if (!last.isEmpty()) {
      factBase.recommendations(
          RecommendationFacts.of(results.byRule(), waived.keySet(), results.withheld().keySet()));
      factBase.doubts().recommendations(results.byRule(), waived.keySet());
      List<RuleSolutions> over = results.solved(last);
      // Only now, since what matches without a recommendation may not match with it.
      try (RuleMatches matches = new RuleMatches(finder, factBase, results.cases(over))) {
        results.compare(over, new FindingCollector(factBase, matches, reasonText));
      }
    }
    return assessment(
        asOf, asked, results, waived, assumptions(factBase.doubts().byRule(), reasonText));
  }

  /** Assumptions on which answers rest, the most common first. */
  private static List<Assessment.Assumption> assumptions(
      Map<String, List<Doubts.Taken>> byRule, ReasonText reasonText) {
    Map<String, SortedSet<String>> rules = new TreeMap<>();
    Map<String, SortedSet<String>> needs = new TreeMap<>();
    byRule.forEach(
        (rule, all) ->
            all.forEach(
                taken -> {
                  String said = taken.say(reasonText);
                  rules.computeIfAbsent(said, s -> new TreeSet<>()).add(rule);
                  needs.computeIfAbsent(said, s -> new TreeSet<>()).addAll(taken.needs());
                }));
    List<Assessment.Assumption> assumptions = new ArrayList<>();
    rules.forEach(
        (said, resting) ->
            assumptions.add(
                new Assessment.Assumption(said, Objects.requireNonNull(needs.get(said)), resting)));
    assumptions.sort(
        Comparator.comparingInt((Assessment.Assumption one) -> -one.rules().size())
            .thenComparing(Assessment.Assumption::words));
    return List.copyOf(assumptions);
  }

  /**
   * The facts of a dossier and all that rules derive from them, without Drools; its own waivers
   * count.
   *
   * @param recommendations whether rules will ask for what the others recommend
   */
  public FactBase factBase(Dossier dossier, LocalDate asOf, boolean recommendations) {
    FactBase factBase = factBase(dossier, asOf);
    if (recommendations) {
      TreeMap<String, RuleResult> results = new TreeMap<>();
      Exclusions exclusions = new Exclusions(factBase);
      for (Rule rule : rulebook.rules().values()) {
        if (!overRecommendations.contains(rule.metadata().id())) {
          RuleResult within = withoutFindings(RuleSolutions.of(rule, factBase), factBase);
          RuleResult result =
              exclusions.result(rule, within, outside -> withoutFindings(outside, factBase));
          results.put(rule.metadata().id(), factBase.doubts().settled(rule, result));
        }
      }
      Set<String> waived = Waiver.counting(waivers(dossier, asOf), asOf).keySet();
      factBase.recommendations(RecommendationFacts.of(results, waived, List.of()));
      factBase.doubts().recommendations(results, waived);
    }
    return factBase;
  }

  private FactBase factBase(Dossier dossier, LocalDate asOf) {
    return factBaseOfResolved(resolution(dossier, asOf).dossier(), asOf);
  }

  /**
   * The facts of a dossier that needs no {@link #resolution}, because it is what another one was
   * resolved to, changed in nothing but values that rules look for. Rules that look at
   * recommendations see none.
   */
  public FactBase factBaseOfResolved(Dossier resolved, LocalDate asOf) {
    return new FactBase(rulebook, rulebookFacts, limits, resolved, asOf);
  }

  /** Returns the dossier as it is evaluated, with notes on that. */
  @SuppressWarnings("ReferenceEquality") // to compare dossiers costs more than to resolve one
  public Resolution resolution(Dossier dossier, LocalDate asOf) {
    Resolved before = last;
    if (before == null || before.dossier() != dossier || !before.asOf().equals(asOf)) {
      before = new Resolved(dossier, asOf, resolver.resolve(dossier, asOf));
      last = before;
    }
    return before.resolution();
  }

  /** Waivers of a dossier; what its own names answer is certain in them. */
  public List<Waiver> waivers(Dossier dossier, LocalDate asOf) {
    return dossier.sections().containsKey(WaiversSection.SECTION)
        ? Waiver.in(resolution(dossier, asOf).dossier())
        : List.of();
  }

  /** A dossier and what it was taken for on a day. */
  private record Resolved(Dossier dossier, LocalDate asOf, Resolution resolution) {}

  private static RuleResult withoutFindings(RuleSolutions solutions, FactBase factBase) {
    RuleResult result = RuleResult.withoutFindings(solutions);
    if (!result.isOpen()) {
      return result;
    }
    CaseSplit.Decision decision =
        CaseSplit.of(solutions.rule(), factBase, result.possibleByPriority().values());
    return switch (decision.answer()) {
      case NO -> RuleResult.CLEAR;
      case YES -> SupposedFindings.none(decision);
      case DEPENDS -> result;
    };
  }

  /** Whether a rule looks at what others recommend. */
  public boolean readsOthers(String rule) {
    return overRecommendations.contains(rule);
  }

  public Rulebook rulebook() {
    return rulebook;
  }

  private static Assessment assessment(
      LocalDate asOf,
      Set<String> asked,
      RuleResults results,
      Map<String, Waiver> waivers,
      List<Assessment.Assumption> assumptions) {
    List<Recommended> recommended = new ArrayList<>();
    List<String> clear = new ArrayList<>();
    List<Assessment.NotAssessed> notAssessed = new ArrayList<>();
    List<Assessment.NotApplicable> notApplicable = new ArrayList<>();
    List<Assessment.Waived> waived = new ArrayList<>();
    results
        .byRule()
        .forEach(
            (id, result) -> {
              Waiver waiver = waivers.get(id);
              String because = result.notApplicable();
              if (because != null) {
                notApplicable.add(new Assessment.NotApplicable(id, because));
              } else if (result.recommended() != null && waiver != null) {
                waived.add(new Assessment.Waived(result.recommended(), waiver));
              } else if (result.recommended() != null) {
                recommended.add(result.recommended());
              } else if (result.open().isNo()) {
                clear.add(id);
              } else {
                notAssessed.add(new Assessment.NotAssessed(id, result.open().needs()));
              }
            });
    Set<String> answered = new LinkedHashSet<>(clear);
    recommended.forEach(one -> answered.add(one.rule().metadata().id()));
    notAssessed.forEach(one -> answered.add(one.rule()));
    notApplicable.forEach(one -> answered.add(one.rule()));
    waived.forEach(one -> answered.add(one.recommended().rule().metadata().id()));
    results.withheld().values().forEach(one -> answered.add(one.rule()));
    int total =
        recommended.size()
            + clear.size()
            + notAssessed.size()
            + notApplicable.size()
            + results.withheld().size()
            + waived.size();
    if (total != answered.size() || !answered.equals(asked)) {
      throw new IllegalStateException("a rule has no answer, or more than one");
    }
    return new Assessment(
        asOf,
        List.copyOf(recommended),
        List.copyOf(clear),
        List.copyOf(notAssessed),
        List.copyOf(notApplicable),
        List.copyOf(results.withheld().values()),
        List.copyOf(waived),
        assumptions);
  }

  private static boolean readsRecommendations(Rule rule) {
    return rule.cases().stream()
        .anyMatch(c -> RuleDependencies.types(c.when()).contains(BuiltInTypes.RECOMMENDATION));
  }
}

package nestor.engine.evaluation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nestor.dossier.Dossier;
import nestor.engine.evaluation.Assessment.Recommended;
import nestor.engine.evaluation.Evaluation.Solution;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Priority;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleDependencies;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Threshold;
import nestor.rulebook.drools.CompiledRulebook;
import org.jspecify.annotations.Nullable;

/**
 * Holds dossiers against one rulebook.
 *
 * <p>Drools finds the matches on record. A match counts only if it holds whatever the missing data
 * may be; a rule without such a match is open where missing data could make it due, and clear where
 * it could not. Both questions are answered from the rule's own conditions.
 */
public final class Assessor {
  private final Rulebook rulebook;
  private final MatchSource.Finder finder;
  private final boolean thorough;
  private final EvaluationLimits limits;
  private final RulebookFacts rulebookFacts;
  private final Set<String> overRecommendations;

  /** An assessor for one version of a rulebook, which must stay open while it is used. */
  public Assessor(CompiledRulebook rulebook) {
    this(rulebook, EvaluationLimits.USUAL);
  }

  Assessor(CompiledRulebook rulebook, EvaluationLimits limits) {
    this(rulebook.rulebook(), DroolsMatches.finder(rulebook, limits), false, limits);
  }

  private Assessor(
      Rulebook rulebook, MatchSource.Finder finder, boolean thorough, EvaluationLimits limits) {
    this.rulebook = rulebook;
    this.finder = finder;
    this.thorough = thorough;
    this.limits = limits;
    this.rulebookFacts = new RulebookFacts(rulebook);
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
        rulebook, (factBase, asked) -> new EvaluatorMatches(), false, EvaluationLimits.USUAL);
  }

  /**
   * An assessor that has Drools look for the matches of every rule, and refuses a match that the
   * evaluation does not know. It answers as any other does, at a higher cost, and is for trying
   * that.
   */
  public static Assessor thorough(CompiledRulebook rulebook) {
    return new Assessor(
        rulebook.rulebook(),
        DroolsMatches.finder(rulebook, EvaluationLimits.USUAL),
        true,
        EvaluationLimits.USUAL);
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
    FactBase factBase = new FactBase(rulebook, rulebookFacts, limits, dossier, asOf);
    ReasonText reasonText = new ReasonText(rulebook.about().phrases(), asOf, dossier.currency());
    Map<String, Waiver> waived = Waiver.counting(waivers, asOf);
    boolean all = wanted.stream().anyMatch(overRecommendations::contains);
    List<Rule> last = new ArrayList<>();
    List<Judgement> judgements = new ArrayList<>();
    for (Rule rule : rulebook.rules().values()) {
      String id = rule.metadata().id();
      if (overRecommendations.contains(id)) {
        if (all) {
          last.add(rule);
        }
      } else if (all || wanted.contains(id)) {
        judgements.add(judge(rule, factBase));
      }
    }
    TreeMap<String, Answer> answers = new TreeMap<>();
    try (MatchSource matches = finder.in(factBase, asked(judgements, last))) {
      judgements.forEach(j -> answers.put(j.id(), answer(j, factBase, matches, reasonText)));
      if (!last.isEmpty()) {
        List<Fact> recommendations = recommendations(answers, waived.keySet());
        factBase.recommendations(recommendations);
        matches.add(recommendations);
        for (Rule rule : last) {
          Judgement judgement = judge(rule, factBase);
          answers.put(judgement.id(), answer(judgement, factBase, matches, reasonText));
        }
      }
    }
    return sorted(asOf, answers, waived);
  }

  /** The cases of which the matches are needed: those that are due, and all that come last. */
  private List<Rule.Case> asked(List<Judgement> judgements, List<Rule> last) {
    List<Rule.Case> asked = new ArrayList<>();
    for (Judgement judgement : judgements) {
      for (Ways ways : judgement.cases()) {
        if (thorough || !ways.certain().isEmpty()) {
          asked.add(ways.to());
        }
      }
    }
    last.forEach(rule -> asked.addAll(rule.cases()));
    return asked;
  }

  /** The ways to satisfy the conditions of a rule, by case. */
  private record Judgement(Rule rule, List<Ways> cases) {
    String id() {
      return rule.metadata().id();
    }
  }

  /**
   * The ways to satisfy the conditions of a case.
   *
   * @param to the case
   * @param certain those that hold whatever the missing data may be, by their keys
   * @param open those that depend on missing data
   */
  private record Ways(Rule.Case to, Map<String, Solution> certain, List<Solution> open) {}

  private Judgement judge(Rule rule, FactBase factBase) {
    List<Ways> cases = new ArrayList<>();
    for (Rule.Case ofRule : rule.cases()) {
      Map<String, Solution> certain = new LinkedHashMap<>();
      List<Solution> open = new ArrayList<>();
      factBase.budget().begin(ofRule.name());
      for (Solution solution :
          factBase.compiledRules().of(ofRule).when().solutions(factBase, Bindings.NONE)) {
        if (solution.ternary().isYes()) {
          certain.putIfAbsent(solution.key(), solution);
        } else {
          open.add(solution);
        }
      }
      cases.add(new Ways(ofRule, certain, open));
    }
    factBase.budget().end();
    return new Judgement(rule, cases);
  }

  /**
   * What is known of a dossier, without Drools; its own waivers count.
   *
   * @param recommendations whether rules will ask for what the others recommend
   */
  public FactBase knowledge(Dossier dossier, LocalDate asOf, boolean recommendations) {
    FactBase factBase = new FactBase(rulebook, rulebookFacts, limits, dossier, asOf);
    if (recommendations) {
      TreeMap<String, Answer> answers = new TreeMap<>();
      for (Rule rule : rulebook.rules().values()) {
        if (!overRecommendations.contains(rule.metadata().id())) {
          answers.put(rule.metadata().id(), unworded(judge(rule, factBase)));
        }
      }
      factBase.recommendations(
          recommendations(answers, Waiver.counting(Waiver.in(dossier), asOf).keySet()));
    }
    return factBase;
  }

  /** Whether a rule looks at what others recommend. */
  public boolean readsOthers(String rule) {
    return overRecommendations.contains(rule);
  }

  public Rulebook rulebook() {
    return rulebook;
  }

  /** The answer of a rule: yes is due, and no is clear. */
  public static Ternary answer(Rule rule, FactBase factBase) {
    Ternary answer = Ternary.NO;
    for (Rule.Case ofRule : rule.cases()) {
      factBase.budget().begin(ofRule.name());
      answer = answer.or(factBase.compiledRules().of(ofRule).when().any(factBase, Bindings.NONE));
      factBase.budget().end();
      if (answer.isYes()) {
        return answer;
      }
    }
    return answer;
  }

  /**
   * What came of one rule: due, open, or neither.
   *
   * @param open what the cases that are not due depend on, by the priority that they would give
   */
  private record Answer(@Nullable Recommended recommended, SortedMap<Priority, Ternary> open) {
    Ternary otherwise() {
      return open.values().stream().reduce(Ternary.NO, Ternary::or);
    }
  }

  private Answer answer(
      Judgement judgement, FactBase factBase, MatchSource matches, ReasonText reasonText) {
    Rule rule = judgement.rule();
    List<Finding> findings = new ArrayList<>();
    SortedMap<Priority, Ternary> open = new TreeMap<>();
    for (Ways ways : judgement.cases()) {
      Priority raised = ways.to().priority();
      Priority priority = raised == null ? rule.metadata().priority() : raised;
      ways.open().forEach(s -> open.merge(priority, s.ternary(), Ternary::or));
      if (thorough || !ways.certain().isEmpty()) {
        findings.addAll(findings(ways, factBase, matches, reasonText));
      }
    }
    return new Answer(findings.isEmpty() ? null : due(rule, findings, factBase), open);
  }

  /** The answer of a rule without its findings: whether it is due, and how urgent it is. */
  private static Answer unworded(Judgement judgement) {
    Priority own = judgement.rule().metadata().priority();
    Priority most = null;
    SortedMap<Priority, Ternary> open = new TreeMap<>();
    for (Ways ways : judgement.cases()) {
      Priority raised = ways.to().priority();
      Priority priority = raised == null ? own : raised;
      ways.open().forEach(s -> open.merge(priority, s.ternary(), Ternary::or));
      if (!ways.certain().isEmpty()) {
        Priority before = most == null ? own : most;
        boolean more = priority.isOver(before);
        most = more ? priority : before;
      }
    }
    String owner = judgement.rule().metadata().owner();
    return new Answer(
        most == null ? null : new Recommended(judgement.rule(), owner, most, List.of()), open);
  }

  private List<Finding> findings(
      Ways ways, FactBase factBase, MatchSource matches, ReasonText reasonText) {
    Rule.Case ofRule = ways.to();
    Map<String, Solution> certain = ways.certain();
    factBase.budget().begin(ofRule.name());
    List<Finding.UsedThreshold> thresholds = thresholds(ofRule, factBase);
    TreeMap<NaturalOrderKey, Finding> byKey = new TreeMap<>();
    for (MatchSource.Found found : matches.of(ofRule, certain.values())) {
      String key = ValueKeys.match(found.matched());
      Solution solution = certain.get(key);
      if (solution != null) {
        Finding finding =
            new Finding(
                reason(ofRule, found, reasonText),
                ofRule.priority(),
                factBase.compiledRules().of(ofRule).evidence().of(solution, factBase),
                thresholds);
        byKey.merge(
            NaturalOrderKey.of(key),
            finding,
            (a, b) -> a.reason().compareTo(b.reason()) <= 0 ? a : b);
      } else if (thorough && ways.open().stream().noneMatch(open -> open.key().equals(key))) {
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

  private static String reason(Rule.Case ofRule, MatchSource.Found found, ReasonText reasonText) {
    return reasonText.say(
        ofRule.reason(),
        (variable, field) -> {
          Object value = found.values().get(variable);
          return field != null && value instanceof Fact fact ? fact.value(field) : value;
        });
  }

  private List<Finding.UsedThreshold> thresholds(Rule.Case ofRule, FactBase factBase) {
    List<Finding.UsedThreshold> used = new ArrayList<>();
    for (String name : ofRule.thresholds()) {
      Threshold threshold = Optional.ofNullable(rulebook.thresholds().get(name)).orElseThrow();
      factBase.choices(threshold).forEach(c -> used.add(new Finding.UsedThreshold(threshold, c)));
    }
    return List.copyOf(used);
  }

  private static Recommended due(Rule rule, List<Finding> findings, FactBase factBase) {
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

  private static List<Fact> recommendations(Map<String, Answer> answers, Set<String> waived) {
    List<Fact> recommendations = new ArrayList<>();
    answers.forEach(
        (id, answer) -> {
          Recommended recommended = answer.recommended();
          Ternary there = recommended != null ? Ternary.YES : answer.otherwise();
          if (!there.isNo() && !waived.contains(id)) {
            recommendations.add(recommendation(id, priority(answer), there));
          }
        });
    return recommendations;
  }

  /** The priority of a recommendation, as far as missing data cannot raise it. */
  private static Object priority(Answer answer) {
    List<@Nullable Object> priorities = new ArrayList<>();
    SortedSet<String> needs = new TreeSet<>();
    Recommended recommended = answer.recommended();
    if (recommended != null) {
      priorities.add(recommended.priority().word());
    }
    answer
        .open()
        .forEach(
            (priority, depends) -> {
              if (recommended == null || priority.isOver(recommended.priority())) {
                priorities.add(priority.word());
                needs.addAll(depends.needs());
              }
            });
    return recommended != null && priorities.size() == 1
        ? recommended.priority().word()
        : new Unknown(needs, new Unknown.OneOf(priorities), false);
  }

  private static Fact recommendation(String id, Object priority, Ternary there) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("rule", id);
    values.put("topic", id.substring(0, id.indexOf('/')));
    values.put("priority", priority);
    return new Fact(
        BuiltInTypes.RECOMMENDATION + " " + id,
        BuiltInTypes.RECOMMENDATION,
        values,
        there,
        new TreeSet<>());
  }

  private Assessment sorted(
      LocalDate asOf, Map<String, Answer> answers, Map<String, Waiver> waived) {
    List<Recommended> due = new ArrayList<>();
    List<String> clear = new ArrayList<>();
    List<Assessment.NotAssessed> open = new ArrayList<>();
    List<Assessment.Waived> aside = new ArrayList<>();
    answers.forEach(
        (id, answer) -> {
          Waiver waiver = waived.get(id);
          if (answer.recommended() != null && waiver != null) {
            aside.add(new Assessment.Waived(answer.recommended(), waiver));
          } else if (answer.recommended() != null) {
            due.add(answer.recommended());
          } else if (answer.otherwise().isNo()) {
            clear.add(id);
          } else {
            SortedSet<String> needs = answer.otherwise().needs();
            open.add(new Assessment.NotAssessed(id, needs));
          }
        });
    Set<String> answered = new LinkedHashSet<>(clear);
    due.forEach(d -> answered.add(d.rule().metadata().id()));
    open.forEach(o -> answered.add(o.rule()));
    aside.forEach(a -> answered.add(a.recommended().rule().metadata().id()));
    int total = due.size() + clear.size() + open.size() + aside.size();
    if (total != answered.size() || !answered.equals(answers.keySet())) {
      throw new IllegalStateException("a rule has no answer, or more than one");
    }
    return new Assessment(
        asOf, List.copyOf(due), List.copyOf(clear), List.copyOf(open), List.copyOf(aside));
  }

  private static boolean readsRecommendations(Rule rule) {
    return rule.cases().stream()
        .anyMatch(c -> RuleDependencies.types(c.when()).contains(BuiltInTypes.RECOMMENDATION));
  }
}

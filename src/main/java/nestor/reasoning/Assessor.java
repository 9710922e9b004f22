package nestor.reasoning;

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
import nestor.reasoning.Assessment.Due;
import nestor.reasoning.Evaluation.Solution;
import nestor.rulebook.Dependence;
import nestor.rulebook.EngineFacts;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * Holds dossiers against one rulebook.
 *
 * <p>Drools finds the matches on record. A match counts only if it holds whatever the missing data
 * may be; a rule without such a match is open where missing data could make it due, and clear where
 * it could not. Both questions are answered from the rule's own conditions.
 */
public final class Assessor {
  /** Urgency from the most to the least. */
  public static final List<String> PRIORITIES = List.of("critical", "high", "medium", "low");

  private final Rulebook rulebook;
  private final Matches.Finder finder;
  private final boolean thorough;
  private final Limits limits;
  private final LastingFacts lastingFacts;
  private final Set<String> overRecommendations;

  /** An assessor for one version of a rulebook, which must stay open while it is used. */
  public Assessor(Rulebook rulebook) {
    this(rulebook, Limits.USUAL);
  }

  Assessor(Rulebook rulebook, Limits limits) {
    this(rulebook, DroolsMatches.finder(rulebook, limits), false, limits);
  }

  private Assessor(Rulebook rulebook, Matches.Finder finder, boolean thorough, Limits limits) {
    this.rulebook = rulebook;
    this.finder = finder;
    this.thorough = thorough;
    this.limits = limits;
    this.lastingFacts = new LastingFacts(rulebook);
    this.overRecommendations =
        rulebook.rules().values().stream()
            .filter(Assessor::readsRecommendations)
            .map(rule -> rule.guidance().id())
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * An assessor that leaves Drools out and believes its own evaluation. It is for trying changed
   * conditions without compiling them, not for advice: nothing checks its answers.
   */
  public static Assessor unchecked(Rulebook rulebook) {
    return new Assessor(rulebook, (knowledge, asked) -> new CertainMatches(), false, Limits.USUAL);
  }

  /**
   * An assessor that has Drools look for the matches of every rule, and refuses a match that the
   * evaluation does not know. It answers as any other does, at a higher cost, and is for trying
   * that.
   */
  public static Assessor thorough(Rulebook rulebook) {
    return new Assessor(rulebook, DroolsMatches.finder(rulebook, Limits.USUAL), true, Limits.USUAL);
  }

  /**
   * Answers every rule.
   *
   * @param asOf the day of the advice, to which all ages are counted
   * @param waivers what is waived; those that ended before that day count no more
   * @throws RunawayRule if a rule does too much with these data
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
    } catch (RunawayRule stopped) {
      if (!stopped.isByTime()) {
        throw stopped;
      }
      // Before a rule is blamed, the moment is: what took so long may not do so twice.
      return assessOnce(dossier, asOf, waivers, wanted);
    }
  }

  private Assessment assessOnce(
      Dossier dossier, LocalDate asOf, Collection<Waiver> waivers, Collection<String> wanted) {
    Knowledge knowledge = new Knowledge(rulebook, lastingFacts, limits, dossier, asOf);
    Phrasing phrasing = new Phrasing(rulebook.about().phrases(), asOf, dossier.currency());
    Map<String, Waiver> waived = Waiver.counting(waivers, asOf);
    boolean all = wanted.stream().anyMatch(overRecommendations::contains);
    List<Rule> last = new ArrayList<>();
    List<Judgement> judgements = new ArrayList<>();
    for (Rule rule : rulebook.rules().values()) {
      String id = rule.guidance().id();
      if (overRecommendations.contains(id)) {
        if (all) {
          last.add(rule);
        }
      } else if (all || wanted.contains(id)) {
        judgements.add(judge(rule, knowledge));
      }
    }
    TreeMap<String, Answer> answers = new TreeMap<>();
    try (Matches matches = finder.in(knowledge, asked(judgements, last))) {
      judgements.forEach(j -> answers.put(j.id(), answer(j, knowledge, matches, phrasing)));
      if (!last.isEmpty()) {
        List<Fact> recommendations = recommendations(answers, waived.keySet());
        knowledge.recommendations(recommendations);
        matches.add(recommendations);
        for (Rule rule : last) {
          Judgement judgement = judge(rule, knowledge);
          answers.put(judgement.id(), answer(judgement, knowledge, matches, phrasing));
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
      return rule.guidance().id();
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

  private Judgement judge(Rule rule, Knowledge knowledge) {
    List<Ways> cases = new ArrayList<>();
    for (Rule.Case ofRule : rule.cases()) {
      Map<String, Solution> certain = new LinkedHashMap<>();
      List<Solution> open = new ArrayList<>();
      knowledge.effort().begin(ofRule.name());
      for (Solution solution :
          knowledge.plans().of(ofRule).when().solutions(knowledge, Bindings.NONE)) {
        if (solution.truth().isYes()) {
          certain.putIfAbsent(solution.key(), solution);
        } else {
          open.add(solution);
        }
      }
      cases.add(new Ways(ofRule, certain, open));
    }
    knowledge.effort().end();
    return new Judgement(rule, cases);
  }

  /**
   * What is known of a dossier, without Drools; its own waivers count.
   *
   * @param recommendations whether rules will ask for what the others recommend
   */
  Knowledge knowledge(Dossier dossier, LocalDate asOf, boolean recommendations) {
    Knowledge knowledge = new Knowledge(rulebook, lastingFacts, limits, dossier, asOf);
    if (recommendations) {
      TreeMap<String, Answer> answers = new TreeMap<>();
      for (Rule rule : rulebook.rules().values()) {
        if (!overRecommendations.contains(rule.guidance().id())) {
          answers.put(rule.guidance().id(), unworded(judge(rule, knowledge)));
        }
      }
      knowledge.recommendations(
          recommendations(answers, Waiver.counting(Waiver.in(dossier), asOf).keySet()));
    }
    return knowledge;
  }

  /** Whether a rule looks at what others recommend. */
  boolean readsOthers(String rule) {
    return overRecommendations.contains(rule);
  }

  Rulebook rulebook() {
    return rulebook;
  }

  /** The answer of a rule: yes is due, and no is clear. */
  static Truth answer(Rule rule, Knowledge knowledge) {
    Truth answer = Truth.NO;
    for (Rule.Case ofRule : rule.cases()) {
      knowledge.effort().begin(ofRule.name());
      answer = answer.or(knowledge.plans().of(ofRule).when().any(knowledge, Bindings.NONE));
      knowledge.effort().end();
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
  private record Answer(@Nullable Due due, SortedMap<String, Truth> open) {
    Truth otherwise() {
      return open.values().stream().reduce(Truth.NO, Truth::or);
    }
  }

  private Answer answer(
      Judgement judgement, Knowledge knowledge, Matches matches, Phrasing phrasing) {
    Rule rule = judgement.rule();
    List<Finding> findings = new ArrayList<>();
    SortedMap<String, Truth> open = new TreeMap<>();
    for (Ways ways : judgement.cases()) {
      String raised = ways.to().priority();
      String priority = raised == null ? rule.guidance().priority() : raised;
      ways.open().forEach(s -> open.merge(priority, s.truth(), Truth::or));
      if (thorough || !ways.certain().isEmpty()) {
        findings.addAll(findings(ways, knowledge, matches, phrasing));
      }
    }
    return new Answer(findings.isEmpty() ? null : due(rule, findings, knowledge), open);
  }

  /** The answer of a rule without its findings: whether it is due, and how urgent it is. */
  private static Answer unworded(Judgement judgement) {
    String own = judgement.rule().guidance().priority();
    String most = null;
    SortedMap<String, Truth> open = new TreeMap<>();
    for (Ways ways : judgement.cases()) {
      String raised = ways.to().priority();
      String priority = raised == null ? own : raised;
      ways.open().forEach(s -> open.merge(priority, s.truth(), Truth::or));
      if (!ways.certain().isEmpty()) {
        String before = most == null ? own : most;
        boolean more = PRIORITIES.indexOf(priority) < PRIORITIES.indexOf(before);
        most = more ? priority : before;
      }
    }
    String owner = judgement.rule().guidance().owner();
    return new Answer(
        most == null ? null : new Due(judgement.rule(), owner, most, List.of()), open);
  }

  private List<Finding> findings(
      Ways ways, Knowledge knowledge, Matches matches, Phrasing phrasing) {
    Rule.Case ofRule = ways.to();
    Map<String, Solution> certain = ways.certain();
    knowledge.effort().begin(ofRule.name());
    List<Finding.UsedThreshold> thresholds = thresholds(ofRule, knowledge);
    TreeMap<NumberedKey, Finding> byKey = new TreeMap<>();
    for (Matches.Found found : matches.of(ofRule, certain.values())) {
      String key = Keys.match(found.matched());
      Solution solution = certain.get(key);
      if (solution != null) {
        Finding finding =
            new Finding(
                reason(ofRule, found, phrasing),
                ofRule.priority(),
                knowledge.plans().of(ofRule).evidence().of(solution, knowledge),
                thresholds);
        byKey.merge(
            NumberedKey.of(key), finding, (a, b) -> a.reason().compareTo(b.reason()) <= 0 ? a : b);
      } else if (thorough && ways.open().stream().noneMatch(open -> open.key().equals(key))) {
        throw new EngineDisagreement(ofRule.name(), certain.keySet(), Set.of(key));
      }
    }
    knowledge.effort().end();
    if (byKey.size() != certain.size()) {
      Set<String> keys = byKey.keySet().stream().map(NumberedKey::key).collect(Collectors.toSet());
      throw new EngineDisagreement(ofRule.name(), certain.keySet(), keys);
    }
    return List.copyOf(byKey.values());
  }

  private static String reason(Rule.Case ofRule, Matches.Found found, Phrasing phrasing) {
    return phrasing.say(
        ofRule.reason(),
        (variable, field) -> {
          Object value = found.values().get(variable);
          return field != null && value instanceof Fact fact ? fact.value(field) : value;
        });
  }

  private List<Finding.UsedThreshold> thresholds(Rule.Case ofRule, Knowledge knowledge) {
    List<Finding.UsedThreshold> used = new ArrayList<>();
    for (String name : ofRule.thresholds()) {
      Threshold threshold = Optional.ofNullable(rulebook.thresholds().get(name)).orElseThrow();
      knowledge.choices(threshold).forEach(c -> used.add(new Finding.UsedThreshold(threshold, c)));
    }
    return List.copyOf(used);
  }

  private static Due due(Rule rule, List<Finding> findings, Knowledge knowledge) {
    String owner = rule.guidance().owner();
    String standIn = knowledge.dimension(EngineFacts.ACTS_FOR + owner);
    String priority = rule.guidance().priority();
    for (Finding finding : findings) {
      String raised = finding.priority();
      if (raised != null && PRIORITIES.indexOf(raised) < PRIORITIES.indexOf(priority)) {
        priority = raised;
      }
    }
    return new Due(rule, standIn == null ? owner : standIn, priority, List.copyOf(findings));
  }

  private static List<Fact> recommendations(Map<String, Answer> answers, Set<String> waived) {
    List<Fact> recommendations = new ArrayList<>();
    answers.forEach(
        (id, answer) -> {
          Due due = answer.due();
          Truth there = due != null ? Truth.YES : answer.otherwise();
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
    Due due = answer.due();
    int known = due == null ? PRIORITIES.size() : PRIORITIES.indexOf(due.priority());
    if (due != null) {
      priorities.add(due.priority());
    }
    answer
        .open()
        .forEach(
            (priority, depends) -> {
              if (PRIORITIES.indexOf(priority) < known) {
                priorities.add(priority);
                needs.addAll(depends.needs());
              }
            });
    return due != null && priorities.size() == 1
        ? due.priority()
        : new Unknown(needs, new Unknown.OneOf(priorities), false);
  }

  private static Fact recommendation(String id, Object priority, Truth there) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("rule", id);
    values.put("topic", id.substring(0, id.indexOf('/')));
    values.put("priority", priority);
    return new Fact(
        EngineFacts.RECOMMENDATION + " " + id,
        EngineFacts.RECOMMENDATION,
        values,
        there,
        new TreeSet<>());
  }

  private Assessment sorted(
      LocalDate asOf, Map<String, Answer> answers, Map<String, Waiver> waived) {
    List<Due> due = new ArrayList<>();
    List<String> clear = new ArrayList<>();
    List<Assessment.Open> open = new ArrayList<>();
    List<Assessment.SetAside> aside = new ArrayList<>();
    answers.forEach(
        (id, answer) -> {
          Waiver waiver = waived.get(id);
          if (answer.due() != null && waiver != null) {
            aside.add(new Assessment.SetAside(answer.due(), waiver));
          } else if (answer.due() != null) {
            due.add(answer.due());
          } else if (answer.otherwise().isNo()) {
            clear.add(id);
          } else {
            SortedSet<String> needs = answer.otherwise().needs();
            open.add(new Assessment.Open(id, needs));
          }
        });
    Set<String> answered = new LinkedHashSet<>(clear);
    due.forEach(d -> answered.add(d.rule().guidance().id()));
    open.forEach(o -> answered.add(o.rule()));
    aside.forEach(a -> answered.add(a.due().rule().guidance().id()));
    int total = due.size() + clear.size() + open.size() + aside.size();
    if (total != answered.size() || !answered.equals(answers.keySet())) {
      throw new IllegalStateException("a rule has no answer, or more than one");
    }
    return new Assessment(
        asOf, List.copyOf(due), List.copyOf(clear), List.copyOf(open), List.copyOf(aside));
  }

  private static boolean readsRecommendations(Rule rule) {
    return rule.cases().stream()
        .anyMatch(c -> Dependence.types(c.when()).contains(EngineFacts.RECOMMENDATION));
  }
}

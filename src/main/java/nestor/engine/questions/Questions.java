package nestor.engine.questions;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.dossier.Dossier;
import nestor.engine.assessment.Assessment;
import nestor.engine.counterfactual.DossierEditor;
import nestor.engine.counterfactual.Edit;
import nestor.engine.evaluation.Assessor;
import nestor.engine.evaluation.Fact;
import nestor.engine.evaluation.FactBase;
import nestor.engine.evaluation.RuleTruth;
import nestor.engine.ternary.Ternary;
import nestor.engine.ternary.Unknown;
import nestor.engine.wording.QuestionText;
import nestor.rulebook.Field;
import nestor.rulebook.Priority;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;

/**
 * Ranking of questions to ask an organisation next, by the number and urgency of the rules they
 * settle. Typical answers are tried on each side of what rules compare with, so that a question
 * whose every answer settles a rule comes first.
 */
public final class Questions {
  /** Most questions of an advisory. */
  public static final int IN_AN_ADVISORY = 5;

  private static final int TRIED = 8;
  private static final int VALUES = 4;
  private static final double ALMOST = 0.001;

  /** Worth of confirming an answer that rests on an assumption. */
  private static final double OF_RESTING = 0.25;

  private final Assessor assessor;
  private final Rulebook rulebook;
  private final Dossier resolved;
  private final LocalDate asOf;
  private final FactBase factBase;
  private final QuestionText client;

  private Questions(Assessor assessor, Dossier dossier, LocalDate asOf) {
    this.assessor = assessor;
    this.rulebook = assessor.rulebook();
    this.asOf = asOf;
    this.resolved = assessor.resolution(dossier, asOf).dossier();
    this.factBase = assessor.factBaseOfResolved(resolved, asOf);
    this.client = new QuestionText(factBase);
  }

  /** The best questions, best first, at most so many. */
  public static List<Question> of(Assessor assessor, Dossier dossier, LocalDate asOf, int most) {
    return of(
        assessor, dossier, assessor.assess(dossier, asOf, assessor.waivers(dossier, asOf)), most);
  }

  /**
   * The best questions after an assessment of the same dossier.
   *
   * @param most how many at the most
   */
  public static List<Question> of(
      Assessor assessor, Dossier dossier, Assessment assessment, int most) {
    return new Questions(assessor, dossier, assessment.asOf()).best(assessment, most);
  }

  private record Ranked(Question question, double worth) {}

  private List<Question> best(Assessment assessment, int most) {
    Map<String, List<Rule>> waiting = new TreeMap<>();
    Map<String, Double> promise = new TreeMap<>();
    Map<String, Set<Rule>> resting = resting(assessment);
    resting.forEach(
        (need, rules) ->
            rules.forEach(rule -> promise.merge(need, weight(rule) * OF_RESTING, Double::sum)));
    for (Assessment.NotAssessed one : assessment.notAssessed()) {
      Rule rule = rulebook.rules().get(one.rule());
      if (rule != null && !assessor.readsOthers(one.rule())) {
        for (String need : one.needs()) {
          waiting.computeIfAbsent(need, n -> new ArrayList<>()).add(rule);
          promise.merge(need, weight(rule) / one.needs().size(), Double::sum);
        }
      }
    }
    List<Ranked> ranked = new ArrayList<>();
    promise.entrySet().stream()
        .sorted(
            Map.Entry.<String, Double>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(Math.max(TRIED, most + most / 2))
        .forEach(
            need ->
                ranked.add(
                    tried(
                        need.getKey(),
                        waiting.getOrDefault(need.getKey(), List.of()),
                        resting.getOrDefault(need.getKey(), Set.of()),
                        need.getValue())));
    List<Question> all =
        ranked.stream()
            .filter(r -> r.question().settles() > 0)
            .sorted(
                Comparator.comparingDouble((Ranked r) -> -r.worth())
                    .thenComparing(r -> r.question().need()))
            .map(Ranked::question)
            .toList();
    List<Question> best = new ArrayList<>(all.subList(0, Math.min(most, all.size())));
    if (most > 1 && best.stream().noneMatch(q -> resting.containsKey(q.need()))) {
      // What is taken for granted is asked, however much there is to ask.
      all.stream()
          .filter(q -> resting.containsKey(q.need()))
          .findFirst()
          .ifPresent(asked -> best.set(best.size() - 1, asked));
    }
    return List.copyOf(best);
  }

  /** The rules whose answers rest on something that nobody said, by what would tell. */
  private Map<String, Set<Rule>> resting(Assessment assessment) {
    Map<String, Set<Rule>> resting = new TreeMap<>();
    for (Assessment.Assumption assumption : assessment.assumptions()) {
      for (String need : assumption.needs()) {
        for (String id : assumption.rules()) {
          Rule rule = rulebook.rules().get(id);
          if (rule != null && isAsked(need)) {
            resting.computeIfAbsent(need, n -> new LinkedHashSet<>()).add(rule);
          }
        }
      }
    }
    return resting;
  }

  /** Whether a need is a section or field that can be asked for. */
  private boolean isAsked(String need) {
    int dot = need.indexOf('.');
    return rulebook
        .vocabulary()
        .section(dot < 0 ? need : need.substring(0, dot))
        .filter(section -> dot < 0 || section.field(need.substring(dot + 1)).isPresent())
        .isPresent();
  }

  private static double weight(Rule rule) {
    return switch (rule.metadata().priority()) {
      case CRITICAL -> 8;
      case HIGH -> 4;
      case MEDIUM -> 2;
      case LOW -> 1;
    };
  }

  private Ranked tried(String need, List<Rule> waiting, Collection<Rule> resting, double promise) {
    Map<String, Integer> settled = new TreeMap<>();
    List<List<Edit>> answers = waiting.isEmpty() ? List.of() : answers(need, waiting);
    for (List<Edit> answer : answers) {
      FactBase then = assessor.factBaseOfResolved(DossierEditor.applied(resolved, answer), asOf);
      for (Rule rule : waiting) {
        if (RuleTruth.answer(rule, then).kind() != Ternary.Kind.DEPENDS) {
          settled.merge(rule.metadata().id(), 1, Integer::sum);
        }
      }
    }
    double worth = promise * ALMOST;
    int critical = 0;
    for (Rule rule : waiting) {
      int times = settled.getOrDefault(rule.metadata().id(), 0);
      if (times > 0) {
        worth += weight(rule) * times / answers.size();
        critical += rule.metadata().priority() == Priority.CRITICAL ? 1 : 0;
      }
    }
    for (Rule rule : resting) {
      if (settled.putIfAbsent(rule.metadata().id(), 1) == null) {
        worth += weight(rule) * OF_RESTING;
        critical += rule.metadata().priority() == Priority.CRITICAL ? 1 : 0;
      }
    }
    return new Ranked(
        new Question(
            need, client.of(need), settled.size(), critical, List.copyOf(settled.keySet())),
        worth);
  }

  /** Typical answers: none, one of each kind that the rules look for, and all kinds together. */
  private List<List<Edit>> answers(String need, List<Rule> waiting) {
    int dot = need.indexOf('.');
    Section section =
        rulebook.vocabulary().section(dot < 0 ? need : need.substring(0, dot)).orElseThrow();
    CandidateAnswers candidates = new CandidateAnswers(factBase, waiting);
    List<List<Edit>> answers = new ArrayList<>();
    if (dot >= 0) {
      Field field = section.field(need.substring(dot + 1)).orElseThrow();
      Set<Object> values = new LinkedHashSet<>(candidates.values(section, field));
      for (Object value : values.stream().limit(VALUES).toList()) {
        answers.add(everywhere(section, field, value));
      }
      return answers;
    }
    if (!factBase.holds(section.name())) {
      answers.add(List.of(new Edit.Empty(section.name())));
    } else if (factBase.isPartial(section.name())) {
      answers.add(List.of(new Edit.Complete(section.name())));
    }
    List<Map<String, Object>> entries = candidates.entries(section);
    if (!entries.isEmpty()) {
      List<Map<String, Object>> all = section.single() ? entries.subList(0, 1) : entries;
      answers.add(all.stream().<Edit>map(values -> new Edit.Add(section.name(), values)).toList());
    }
    if (entries.size() > 1) {
      answers.add(List.of(new Edit.Add(section.name(), entries.get(entries.size() - 1))));
    }
    return answers;
  }

  private List<Edit> everywhere(Section section, Field field, Object value) {
    List<Edit> edits = new ArrayList<>();
    TreeSet<Integer> silent = new TreeSet<>();
    for (Fact fact : factBase.facts(section.type())) {
      if (!fact.isOpen() && fact.value(field.name()) instanceof Unknown) {
        silent.add(fact.entry());
      }
    }
    silent.forEach(entry -> edits.add(new Edit.Put(section.name(), entry, field.name(), value)));
    return edits;
  }

  /** Same values in the order of the section's fields. */
  static Map<String, Object> inOrder(Section section, Map<String, Object> values) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (Field field : section.fields()) {
      Object value = values.get(field.name());
      if (value != null) {
        ordered.put(field.name(), value);
      }
    }
    return ordered;
  }
}

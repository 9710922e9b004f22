package nestor.engine.explanation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import nestor.dossier.Dossier;
import nestor.engine.evaluation.Aggregation;
import nestor.engine.evaluation.Bindings;
import nestor.engine.evaluation.CompiledConditions;
import nestor.engine.evaluation.CompiledExpressions;
import nestor.engine.evaluation.Fact;
import nestor.engine.evaluation.FactBase;
import nestor.engine.evaluation.ReasonText;
import nestor.engine.evaluation.Solution;
import nestor.engine.ternary.Ternary;
import nestor.engine.wording.ConditionText;
import nestor.engine.wording.FactText;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.Threshold;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Trace of a rule's conditions one by one: what holds, what fails and how nearly, with the values
 * read.
 */
final class ConditionTrace {
  private static final String NOWHERE = "";

  /** Depth to which derived facts are followed. */
  static final int DEPTH = 3;

  private final Rulebook rulebook;
  private final Dossier dossier;
  private final FactBase factBase;
  private final ReasonText reasonText;
  private final FactText factText;
  private final FactDescription description;

  ConditionTrace(FactBase factBase, Dossier dossier, ReasonText reasonText) {
    this.rulebook = factBase.rulebook();
    this.dossier = dossier;
    this.factBase = factBase;
    this.reasonText = reasonText;
    this.factText = new FactText(rulebook, reasonText);
    this.description = new FactDescription(rulebook, dossier, factText);
  }

  /** The conditions of one case of a rule. */
  Explanation.Case of(String name, List<Condition> conditions) {
    return explain(name, conditions, 0);
  }

  private Explanation.Case explain(String name, List<Condition> conditions, int depth) {
    ConditionText words = new ConditionText(factBase, reasonText, conditions);
    List<Solution> ways = List.of(new Solution(Bindings.NONE, Ternary.YES, List.of()));
    List<Explanation.Step> steps = new ArrayList<>();
    StepState state = StepState.HOLDS;
    for (Condition condition : conditions) {
      List<Bindings> bindings = ways.stream().map(Solution::bindings).toList();
      String text = words.of(condition, bindings);
      if (state == StepState.FAILS) {
        if (!isQuiet(condition)) {
          steps.add(
              new Explanation.Step(text, StepState.NOT_REACHED, NOWHERE, List.of(), List.of()));
        }
        continue;
      }
      List<Solution> next = next(condition, ways);
      state = state(next);
      if (state == StepState.FAILS) {
        steps.add(failed(condition, text, ways, words, depth));
      } else if (!isQuiet(condition)) {
        steps.add(
            new Explanation.Step(text, state, found(condition, next, words), List.of(), List.of()));
      }
      ways = next;
    }
    return new Explanation.Case(name, state, steps);
  }

  /** The day of the advice is no condition that anybody could fail. */
  private static boolean isQuiet(Condition condition) {
    return condition
        .asPattern()
        .filter(pattern -> pattern.type().equals(BuiltInTypes.TODAY))
        .isPresent();
  }

  private List<Solution> next(Condition condition, List<Solution> ways) {
    List<Solution> next = new ArrayList<>();
    for (Solution way : ways) {
      for (Solution more : CompiledConditions.solve(factBase, List.of(condition), way.bindings())) {
        next.add(new Solution(more.bindings(), way.ternary().and(more.ternary()), more.matched()));
      }
    }
    return next;
  }

  private static StepState state(List<Solution> ways) {
    return ways.isEmpty()
        ? StepState.FAILS
        : ways.stream().anyMatch(w -> w.ternary().isYes()) ? StepState.HOLDS : StepState.OPEN;
  }

  private String found(Condition condition, List<Solution> ways, ConditionText words) {
    return condition.match(
        pattern -> {
          Threshold threshold = words.threshold(pattern);
          return threshold == null
              ? matched(pattern, ways)
              : number(threshold, ways.get(0).facts());
        },
        not -> matched(null, ways),
        exists -> matched(null, ways),
        accumulate -> results(accumulate, ways.get(0).bindings(), words));
  }

  private String number(Threshold threshold, List<Fact> facts) {
    return facts.isEmpty()
        ? NOWHERE
        : factText.value(facts.get(facts.size() - 1).value("value"), threshold.unit());
  }

  /** Facts that a pattern matched, and their needs where that is not certain. */
  private String matched(@Nullable Pattern pattern, List<Solution> ways) {
    boolean sure = state(ways) == StepState.HOLDS;
    Map<String, String> names = new LinkedHashMap<>();
    SortedSet<String> needs = new TreeSet<>();
    for (Solution way : ways) {
      needs.addAll(way.ternary().needs());
      if (way.ternary().isYes() == sure && pattern != null) {
        for (Object matched : way.matched()) {
          if (!(matched instanceof Fact fact)) {
            names.put(String.valueOf(matched), String.valueOf(matched));
          } else if (!fact.isOpen()) {
            names.put(fact.key(), description.of(fact, pattern));
          }
        }
      }
    }
    String list = ShortList.of(List.copyOf(names.values()));
    return sure
        ? list
        : (list.isEmpty() ? "" : list + "; ") + "depends on " + ShortList.of(List.copyOf(needs));
  }

  private String results(Accumulate accumulate, Bindings bindings, ConditionText words) {
    List<String> results = new ArrayList<>();
    for (Condition.Function function : accumulate.functions()) {
      results.add(
          words.function(function)
              + " is "
              + factText.value(bindings.get(function.binding()), words.unitOf(function.binding())));
    }
    return String.join("; ", results);
  }

  private Explanation.Step failed(
      Condition condition, String text, List<Solution> ways, ConditionText words, int depth) {
    return condition.match(
        pattern ->
            failure(
                text,
                absence(pattern),
                nearMisses(words).nearest(pattern, ways),
                derivationsOf(pattern, depth)),
        not -> failure(text, "there is", nearMisses(words).blockers(not, ways), List.of()),
        exists ->
            failure(text, "there is none", List.of(), List.of(inner(exists.of(), ways, depth))),
        accumulate ->
            failure(
                text,
                aggregateResults(accumulate, ways, words),
                nearMisses(words).counted(accumulate, ways),
                List.of()));
  }

  private NearMisses nearMisses(ConditionText words) {
    return new NearMisses(factBase, words, factText, description);
  }

  private static Explanation.Step failure(
      String text, String found, List<String> near, List<Explanation.Case> through) {
    return new Explanation.Step(text, StepState.FAILS, found, near, through);
  }

  private Explanation.Case inner(List<Condition> conditions, List<Solution> ways, int depth) {
    if (ways.isEmpty() || ways.get(0).bindings().name().isEmpty()) {
      return explain(NOWHERE, conditions, depth + 1);
    }
    ConditionText words = new ConditionText(factBase, reasonText, conditions);
    List<Explanation.Step> steps = new ArrayList<>();
    List<Solution> at = ways;
    for (Condition condition : conditions) {
      List<Bindings> bindings = at.stream().map(Solution::bindings).toList();
      String text = words.of(condition, bindings);
      List<Solution> next = next(condition, at);
      if (next.isEmpty()) {
        steps.add(failed(condition, text, at, words, depth + 1));
        break;
      }
      steps.add(
          new Explanation.Step(
              text, state(next), found(condition, next, words), List.of(), List.of()));
      at = next;
    }
    return new Explanation.Case(NOWHERE, StepState.FAILS, steps);
  }

  private String absence(Pattern pattern) {
    Section section = rulebook.vocabulary().ofType(pattern.type()).orElse(null);
    if (section == null) {
      return pattern.type().equals(BuiltInTypes.GIVEN) ? "it is not given" : "there is none";
    }
    int entries = dossier.entries(section.name()).size();
    if (entries == 0 && factBase.holds(section.name())) {
      return "there is none: " + section.name() + " is given, and empty";
    }
    if (section.single()) {
      return NOWHERE;
    }
    return "none of " + entries;
  }

  private String aggregateResults(Accumulate accumulate, List<Solution> ways, ConditionText words) {
    Set<String> worked = new LinkedHashSet<>();
    for (Solution way : ways) {
      List<Solution> over = CompiledConditions.solve(factBase, accumulate.over(), way.bindings());
      Bindings bindings = way.bindings();
      boolean none = false;
      for (Condition.Function function : accumulate.functions()) {
        Object result = Aggregation.of(function, over);
        none |= result == null;
        bindings = bindings.with(function.binding(), result);
      }
      if (none) {
        worked.add("there is nothing to work it out from");
        continue;
      }
      List<String> failing = new ArrayList<>();
      for (Expression test : accumulate.tests()) {
        if (CompiledExpressions.truth(test, null, bindings).isNo()) {
          failing.add(words.test(test, null, List.of(bindings)));
        }
      }
      worked.add(
          results(accumulate, bindings, words)
              + (failing.isEmpty() ? "" : "; not: " + String.join(", ", failing)));
    }
    return ShortList.of(List.copyOf(worked));
  }

  /** Ways in which a derived fact could have come about. */
  private List<Explanation.Case> derivationsOf(Pattern pattern, int depth) {
    if (depth >= DEPTH) {
      return List.of();
    }
    List<Explanation.Case> through = new ArrayList<>();
    for (Rule.Derivation derivation : rulebook.derivations()) {
      if (derivation.then().type().equals(pattern.type())) {
        through.add(explain(derivation.name(), derivation.when(), depth + 1));
      }
    }
    return through;
  }
}

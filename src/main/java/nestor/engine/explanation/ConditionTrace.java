package nestor.engine.explanation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
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
import nestor.engine.evaluation.Comparisons;
import nestor.engine.evaluation.Evaluation;
import nestor.engine.evaluation.EvidenceRef;
import nestor.engine.evaluation.Fact;
import nestor.engine.evaluation.FactBase;
import nestor.engine.evaluation.ReasonText;
import nestor.engine.evaluation.Ternary;
import nestor.engine.wording.ConditionText;
import nestor.engine.wording.EntryNames;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.Threshold;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Condition.Not;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/** Goes through conditions one by one: what holds, what fails and how nearly, with the values. */
final class ConditionTrace {
  private static final int SHOWN = 4;
  private static final int NEAR = 3;
  private static final int WAYS = 60;
  private static final String NOWHERE = "";

  /** How deep facts that were derived are followed. */
  static final int DEPTH = 3;

  private final Rulebook rulebook;
  private final Dossier dossier;
  private final FactBase factBase;
  private final ReasonText reasonText;

  ConditionTrace(FactBase factBase, Dossier dossier, ReasonText reasonText) {
    this.rulebook = factBase.rulebook();
    this.dossier = dossier;
    this.factBase = factBase;
    this.reasonText = reasonText;
  }

  /** The conditions of one case of a rule. */
  Explanation.Case of(String name, List<Condition> conditions) {
    return explain(name, conditions, 0);
  }

  private Explanation.Case explain(String name, List<Condition> conditions, int depth) {
    ConditionText words = new ConditionText(factBase, reasonText);
    words.learn(conditions);
    List<Evaluation.Solution> ways =
        List.of(new Evaluation.Solution(Bindings.NONE, Ternary.YES, List.of()));
    List<Explanation.Step> steps = new ArrayList<>();
    String state = Explainer.HOLDS;
    for (Condition condition : conditions) {
      List<Bindings> bindings = ways.stream().map(Evaluation.Solution::bindings).toList();
      String said = words.of(condition, bindings);
      if (state.equals(Explainer.FAILS)) {
        if (!isQuiet(condition)) {
          steps.add(
              new Explanation.Step(said, Explainer.NOT_REACHED, NOWHERE, List.of(), List.of()));
        }
        continue;
      }
      List<Evaluation.Solution> next = next(condition, ways);
      state = state(next);
      if (state.equals(Explainer.FAILS)) {
        steps.add(failed(condition, said, ways, words, depth));
      } else if (!isQuiet(condition)) {
        steps.add(
            new Explanation.Step(said, state, found(condition, next, words), List.of(), List.of()));
      }
      ways = next;
    }
    return new Explanation.Case(name, state, steps);
  }

  /** The day of the advice is no condition that anybody could fail. */
  private static boolean isQuiet(Condition condition) {
    return condition instanceof Pattern pattern && pattern.type().equals(BuiltInTypes.TODAY);
  }

  private List<Evaluation.Solution> next(Condition condition, List<Evaluation.Solution> ways) {
    List<Evaluation.Solution> next = new ArrayList<>();
    for (Evaluation.Solution way : ways) {
      for (Evaluation.Solution more :
          factBase.evaluation().solve(List.of(condition), way.bindings())) {
        next.add(
            new Evaluation.Solution(
                more.bindings(), way.ternary().and(more.ternary()), more.matched()));
      }
    }
    return next;
  }

  private static String state(List<Evaluation.Solution> ways) {
    return ways.isEmpty()
        ? Explainer.FAILS
        : ways.stream().anyMatch(w -> w.ternary().isYes()) ? Explainer.HOLDS : Explainer.OPEN;
  }

  private String found(Condition condition, List<Evaluation.Solution> ways, ConditionText words) {
    return condition.match(
        pattern -> {
          Threshold threshold = words.threshold(pattern);
          return threshold == null
              ? matched(pattern, ways, words)
              : number(threshold, ways.get(0).facts(), words);
        },
        not -> matched(null, ways, words),
        exists -> matched(null, ways, words),
        accumulate -> results(accumulate, ways.get(0).bindings(), words));
  }

  private static String number(Threshold threshold, List<Fact> facts, ConditionText words) {
    return facts.isEmpty()
        ? NOWHERE
        : words.valueText(facts.get(facts.size() - 1).value("value"), threshold.unit());
  }

  /** What a pattern matched, and what it depends on where that is not sure. */
  private String matched(
      @Nullable Pattern pattern, List<Evaluation.Solution> ways, ConditionText words) {
    boolean sure = state(ways).equals(Explainer.HOLDS);
    Map<String, String> names = new LinkedHashMap<>();
    SortedSet<String> needs = new TreeSet<>();
    for (Evaluation.Solution way : ways) {
      needs.addAll(way.ternary().needs());
      if (way.ternary().isYes() == sure && pattern != null) {
        for (Object matched : way.matched()) {
          if (!(matched instanceof Fact fact)) {
            names.put(String.valueOf(matched), String.valueOf(matched));
          } else if (!fact.isOpen()) {
            names.put(fact.key(), describe(pattern, fact, words));
          }
        }
      }
    }
    String list = some(List.copyOf(names.values()));
    return sure
        ? list
        : (list.isEmpty() ? "" : list + "; ") + "depends on " + some(List.copyOf(needs));
  }

  private String results(Accumulate accumulate, Bindings bindings, ConditionText words) {
    List<String> results = new ArrayList<>();
    for (Condition.Function function : accumulate.functions()) {
      results.add(
          words.function(function)
              + " is "
              + words.valueText(
                  bindings.get(function.binding()), words.unitOf(function.binding())));
    }
    return String.join("; ", results);
  }

  private static String some(List<String> all) {
    if (all.size() <= SHOWN + 1) {
      return String.join("; ", all);
    }
    return String.join("; ", all.subList(0, SHOWN)) + "; and " + (all.size() - SHOWN) + " more";
  }

  /** A fact by its name, with what the pattern reads of it. */
  private String describe(Pattern pattern, Fact fact, ConditionText words) {
    if (rulebook.vocabulary().ofType(fact.type()).isEmpty()) {
      return words.name(fact) + from(fact);
    }
    Set<String> fields = new LinkedHashSet<>();
    pattern.tests().forEach(test -> fields.addAll(test.expression().fields()));
    String name = words.name(fact);
    fields.removeIf(f -> fact.value(f) instanceof String text && name.contains(text));
    String read = words.read(fact, fields);
    return read.isEmpty() ? name : name + ": " + read;
  }

  /** Of which entries a derived fact was made. */
  private String from(Fact fact) {
    List<String> places = new ArrayList<>();
    for (EvidenceRef ref : fact.evidence()) {
      Section section = rulebook.vocabulary().section(ref.section()).orElseThrow();
      Integer entry = ref.entry();
      if (entry != null || section.single()) {
        places.add(EntryNames.place(section, dossier, entry == null ? 0 : entry));
      }
    }
    return places.isEmpty()
        ? ""
        : " (from "
            + String.join(", ", places.subList(0, Math.min(SHOWN, places.size())))
            + (places.size() > SHOWN ? " and " + (places.size() - SHOWN) + " more" : "")
            + ")";
  }

  // --- what failed, and how nearly ---------------------------------------------------------------

  private Explanation.Step failed(
      Condition condition,
      String said,
      List<Evaluation.Solution> ways,
      ConditionText words,
      int depth) {
    return condition.match(
        pattern ->
            failure(said, nothing(pattern), nearest(pattern, ways, words), through(pattern, depth)),
        not -> failure(said, "there is", blockers(not, ways, words), List.of()),
        exists ->
            failure(said, "there is none", List.of(), List.of(inner(exists.of(), ways, depth))),
        accumulate ->
            failure(
                said,
                worked(accumulate, ways, words),
                counted(accumulate, ways, words),
                List.of()));
  }

  private static Explanation.Step failure(
      String said, String found, List<String> near, List<Explanation.Case> through) {
    return new Explanation.Step(said, Explainer.FAILS, found, near, through);
  }

  private Explanation.Case inner(
      List<Condition> conditions, List<Evaluation.Solution> ways, int depth) {
    if (ways.isEmpty() || ways.get(0).bindings().name().isEmpty()) {
      return explain(NOWHERE, conditions, depth + 1);
    }
    ConditionText words = new ConditionText(factBase, reasonText);
    words.learn(conditions);
    List<Explanation.Step> steps = new ArrayList<>();
    List<Evaluation.Solution> at = ways;
    for (Condition condition : conditions) {
      List<Bindings> bindings = at.stream().map(Evaluation.Solution::bindings).toList();
      String said = words.of(condition, bindings);
      List<Evaluation.Solution> next = next(condition, at);
      if (next.isEmpty()) {
        steps.add(failed(condition, said, at, words, depth + 1));
        break;
      }
      steps.add(
          new Explanation.Step(
              said, state(next), found(condition, next, words), List.of(), List.of()));
      at = next;
    }
    return new Explanation.Case(NOWHERE, Explainer.FAILS, steps);
  }

  private String nothing(Pattern pattern) {
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

  /** An entry of another name or kind is not near, however well the rest fits. */
  private boolean isAnother(Pattern pattern, Fact fact, Bindings bindings) {
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null
          && test.expression() instanceof Expression.Comparison comparison
          && comparison.operator() == Expression.Comparator.EQUAL
          && comparison.left() instanceof Expression.FieldOf field
          && fact.value(field.field()) instanceof String
          && !(comparison.right() instanceof Expression.Variable)
          && factBase.evaluation().truth(comparison, fact, bindings).isNo()) {
        return true;
      }
    }
    return false;
  }

  private record Near(double far, int failing, String text) {}

  private List<String> nearest(
      Pattern pattern, List<Evaluation.Solution> ways, ConditionText words) {
    if (pattern.from() != null || rulebook.tables().containsKey(pattern.type())) {
      return List.of();
    }
    Map<String, Near> best = new LinkedHashMap<>();
    for (Evaluation.Solution way : ways.subList(0, Math.min(WAYS, ways.size()))) {
      for (Fact fact : factBase.facts(pattern.type())) {
        if (!fact.isOpen() && !isAnother(pattern, fact, way.bindings())) {
          Near near = near(pattern, fact, way.bindings(), words);
          best.merge(fact.key(), near, (a, b) -> NEAREST.compare(a, b) <= 0 ? a : b);
        }
      }
    }
    return best.values().stream().sorted(NEAREST).limit(NEAR).map(Near::text).toList();
  }

  private static final Comparator<Near> NEAREST =
      Comparator.comparingInt(Near::failing).thenComparingDouble(Near::far);

  private Near near(Pattern pattern, Fact fact, Bindings before, ConditionText words) {
    Bindings bindings = before;
    int failing = 0;
    double far = 0;
    Set<String> fields = new LinkedHashSet<>();
    List<String> limits = new ArrayList<>();
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() != null) {
        bindings =
            bindings.with(
                test.binding(), factBase.evaluation().value(test.expression(), fact, bindings));
      } else if (!factBase.evaluation().truth(test.expression(), fact, bindings).isYes()) {
        failing++;
        fields.addAll(test.expression().fields());
        far += far(test.expression(), fact, bindings);
        limits.add(words.test(test.expression(), pattern.type(), List.of(bindings)));
      }
    }
    return new Near(
        far,
        failing,
        words.name(fact) + ": " + words.read(fact, fields) + "; not: " + String.join(", ", limits));
  }

  /** How far a value is from its limit, as a part of the limit. */
  private double far(Expression test, Fact fact, Bindings bindings) {
    if (!(test instanceof Expression.Comparison comparison)) {
      return 1;
    }
    Object left = factBase.evaluation().value(comparison.left(), fact, bindings);
    Object right = factBase.evaluation().value(comparison.right(), fact, bindings);
    if (left instanceof LocalDate a && right instanceof LocalDate b) {
      return Math.abs(a.toEpochDay() - b.toEpochDay()) / 3650.0;
    }
    if (left instanceof Number && right instanceof Number) {
      double limit = Comparisons.number(right).doubleValue();
      double off = Math.abs(Comparisons.number(left).doubleValue() - limit);
      return Math.min(1, off / Math.max(1e-9, Math.abs(limit)));
    }
    return 1;
  }

  private List<String> blockers(Not not, List<Evaluation.Solution> ways, ConditionText words) {
    Set<String> blockers = new LinkedHashSet<>();
    for (Evaluation.Solution way : ways.subList(0, Math.min(WAYS, ways.size()))) {
      for (Evaluation.Solution blocker : factBase.evaluation().solve(not.of(), way.bindings())) {
        List<String> told = new ArrayList<>();
        for (Fact fact : blocker.facts()) {
          not.of().stream()
              .filter(Pattern.class::isInstance)
              .map(Pattern.class::cast)
              .filter(p -> p.type().equals(fact.type()))
              .findFirst()
              .ifPresent(p -> told.add(describe(p, fact, words)));
        }
        if (blocker.ternary().isYes() && !told.isEmpty()) {
          blockers.add(String.join(" with ", told));
        }
      }
    }
    List<String> all = List.copyOf(blockers);
    List<String> shown = new ArrayList<>(all.subList(0, Math.min(SHOWN, all.size())));
    if (all.size() > SHOWN) {
      shown.add("and " + (all.size() - SHOWN) + " more");
    }
    return shown;
  }

  private String worked(
      Accumulate accumulate, List<Evaluation.Solution> ways, ConditionText words) {
    Set<String> worked = new LinkedHashSet<>();
    for (Evaluation.Solution way : ways) {
      List<Evaluation.Solution> over =
          factBase.evaluation().solve(accumulate.over(), way.bindings());
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
        if (factBase.evaluation().truth(test, null, bindings).isNo()) {
          failing.add(words.test(test, null, List.of(bindings)));
        }
      }
      worked.add(
          results(accumulate, bindings, words)
              + (failing.isEmpty() ? "" : "; not: " + String.join(", ", failing)));
    }
    return some(List.copyOf(worked));
  }

  /** What an aggregate was worked out from. */
  private List<String> counted(
      Accumulate accumulate, List<Evaluation.Solution> ways, ConditionText words) {
    Set<String> counted = new LinkedHashSet<>();
    for (Evaluation.Solution way : ways.subList(0, Math.min(WAYS, ways.size()))) {
      for (Evaluation.Solution one :
          factBase.evaluation().solve(accumulate.over(), way.bindings())) {
        for (Fact fact : one.facts()) {
          if (!fact.isOpen() && !rulebook.tables().containsKey(fact.type())) {
            accumulate.over().stream()
                .filter(Pattern.class::isInstance)
                .map(Pattern.class::cast)
                .filter(p -> p.type().equals(fact.type()))
                .findFirst()
                .ifPresent(p -> counted.add(describe(p, fact, words)));
          }
        }
      }
    }
    List<String> all = List.copyOf(counted);
    return all.isEmpty() ? List.of() : List.of("counted: " + some(all));
  }

  /** How a derived fact could have come about. */
  private List<Explanation.Case> through(Pattern pattern, int depth) {
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

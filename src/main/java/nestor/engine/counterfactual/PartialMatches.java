package nestor.engine.counterfactual;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import nestor.engine.counterfactual.ValueRepairs.Reading;
import nestor.engine.evaluation.Aggregation;
import nestor.engine.evaluation.Bindings;
import nestor.engine.evaluation.CompiledConditions;
import nestor.engine.evaluation.CompiledExpressions;
import nestor.engine.evaluation.Fact;
import nestor.engine.evaluation.FactBase;
import nestor.engine.evaluation.Solution;
import nestor.engine.ternary.Ternary;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Enumerator of the ways to satisfy conditions, one condition after another, up to a limit. To find
 * them all, in no order and without a limit of its own, use {@code CompiledConditions}.
 */
final class PartialMatches {
  private static final int MOST_LOOKED_AT = 1500;
  private static final int MOST_PARTS = 12;

  private final FactBase factBase;
  private final ValueRepairs repairs;
  private final DerivationInliner derivationInliner;
  private int left = MOST_LOOKED_AT;

  PartialMatches(FactBase factBase, ValueRepairs repairs, DerivationInliner derivationInliner) {
    this.factBase = factBase;
    this.repairs = repairs;
    this.derivationInliner = derivationInliner;
  }

  /** Match of the first of several conditions. */
  record PartialMatch(Reading reading, List<Step> steps) {
    static final PartialMatch NONE =
        new PartialMatch(new Reading(Bindings.NONE, Map.of(), Map.of()), List.of());

    /** Nothing, where variables stand for something already. */
    static PartialMatch startingAt(Reading reading) {
      return new PartialMatch(reading, List.of());
    }

    /** With one more condition satisfied. */
    PartialMatch then(Reading next, Condition condition, @Nullable Object matched) {
      List<Step> more = new ArrayList<>(steps);
      more.add(new Step(condition, matched, next));
      return new PartialMatch(next, more);
    }
  }

  /**
   * A condition that is satisfied.
   *
   * @param matched the fact, or the element of a list; null where it is none
   * @param reading what variables stand for after it
   */
  record Step(Condition condition, @Nullable Object matched, Reading reading) {}

  /** Makes the limit count anew. */
  void restart() {
    left = MOST_LOOKED_AT;
  }

  /** Whether the limit is reached, this question counted. */
  boolean isExhausted() {
    return --left < 0;
  }

  /** The reading after an aggregate, with the values that its sums are made of. */
  @Nullable Reading counted(Accumulate accumulate, Reading reading) {
    List<Solution> over = CompiledConditions.solve(factBase, accumulate.over(), reading.bindings());
    Bindings bindings = reading.bindings();
    Map<String, List<FieldLocation>> parts = new HashMap<>(reading.summands());
    for (Condition.Function function : accumulate.functions()) {
      Object result = Aggregation.of(function, over);
      if (result == null) {
        return null;
      }
      bindings = bindings.with(function.binding(), result);
      if (function.name().equals("sum") && function.argument() != null) {
        parts.put(function.binding(), parts(accumulate.over(), function.argument(), reading));
      }
    }
    return new Reading(bindings, reading.locations(), parts);
  }

  private List<FieldLocation> parts(
      List<Condition> conditions, Expression argument, Reading reading) {
    List<FieldLocation> parts = new ArrayList<>();
    if (conditions.size() == 1
        && conditions
            .get(0)
            .asPattern()
            .filter(one -> factBase.rulebook().vocabulary().ofType(one.type()).isEmpty())
            .isPresent()) {
      // What is added up was added up before: its own parts are what can change.
      for (List<Condition> variant : derivationInliner.of(conditions)) {
        every(
            variant,
            PartialMatch.startingAt(reading),
            found -> {
              found.reading().summands().values().forEach(parts::addAll);
              return parts.size() > MOST_PARTS;
            });
      }
      return parts.stream().distinct().limit(MOST_PARTS).toList();
    }
    every(
        conditions,
        PartialMatch.startingAt(reading),
        found -> {
          FieldLocation location = repairs.locate(argument, null, found.reading());
          if (location != null) {
            parts.add(location);
          }
          return parts.size() > MOST_PARTS;
        });
    return parts;
  }

  /**
   * Goes through all ways to satisfy conditions, certain or possible, until {@code stop} answers
   * true.
   */
  boolean every(List<Condition> conditions, PartialMatch match, Predicate<PartialMatch> stop) {
    return every(conditions, 0, match, stop);
  }

  private boolean every(
      List<Condition> conditions, int at, PartialMatch match, Predicate<PartialMatch> stop) {
    if (isExhausted()) {
      return true;
    }
    if (at == conditions.size()) {
      return stop.test(match);
    }
    for (PartialMatch next : next(conditions.get(at), match, ternary -> !ternary.isNo())) {
      if (every(conditions, at + 1, next, stop)) {
        return true;
      }
    }
    return false;
  }

  /** The matches with one more condition, once for each way to satisfy it. */
  List<PartialMatch> next(Condition condition, PartialMatch match, Predicate<Ternary> counts) {
    return condition.match(
        pattern -> solved(pattern, match, counts),
        not -> solved(not, match, counts),
        exists -> solved(exists, match, counts),
        accumulate ->
            accumulate.over().isEmpty()
                ? solved(accumulate, match, counts)
                : counted(accumulate, match, counts));
  }

  private List<PartialMatch> counted(
      Accumulate accumulate, PartialMatch match, Predicate<Ternary> counts) {
    Reading counted = counted(accumulate, match.reading());
    if (counted == null) {
      return List.of();
    }
    Ternary ternary = Ternary.YES;
    for (Expression test : accumulate.tests()) {
      ternary = ternary.and(CompiledExpressions.truth(test, null, counted.bindings()));
    }
    return counts.test(ternary) ? List.of(match.then(counted, accumulate, null)) : List.of();
  }

  private List<PartialMatch> solved(
      Condition condition, PartialMatch match, Predicate<Ternary> counts) {
    Reading reading = match.reading();
    List<PartialMatch> next = new ArrayList<>();
    for (Solution solution :
        CompiledConditions.solve(factBase, List.of(condition), reading.bindings())) {
      if (counts.test(solution.ternary())) {
        Object matched = solution.matched().isEmpty() ? null : solution.matched().get(0);
        Pattern pattern = condition.asPattern().orElse(null);
        Reading after =
            pattern != null && matched instanceof Fact fact
                ? repairs.withBindings(pattern, fact, reading)
                : new Reading(solution.bindings(), reading.locations(), reading.summands());
        next.add(match.then(after, condition, matched));
      }
    }
    return next;
  }
}

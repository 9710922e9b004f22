package nestor.engine.counterfactual;

import java.util.ArrayList;
import java.util.List;
import nestor.engine.evaluation.Aggregation;
import nestor.engine.evaluation.Bindings;
import nestor.engine.evaluation.CompiledConditions;
import nestor.engine.evaluation.CompiledExpressions;
import nestor.engine.evaluation.FactBase;
import nestor.engine.evaluation.Solution;
import nestor.engine.ternary.Comparisons;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Estimate of how much is still to be changed until conditions hold: how many are open after those
 * that hold in a row, and how far numbers are from their thresholds. It orders the search and
 * decides nothing.
 */
final class GoalDistance {
  private static final int WAYS = 200;
  private static final int FEW = 10;
  private static final double EACH = 0.5;

  private final FactBase factBase;

  GoalDistance(FactBase factBase) {
    this.factBase = factBase;
  }

  /** Distance of conditions from holding; 0 where they hold. */
  double of(List<Condition> conditions) {
    List<Bindings> ways = List.of(Bindings.NONE);
    for (int i = 0; i < conditions.size(); i++) {
      List<Bindings> next = new ArrayList<>();
      for (Bindings way : ways) {
        for (Solution more :
            CompiledConditions.solve(factBase, conditions.subList(i, i + 1), way)) {
          if (more.ternary().isYes() && next.size() < WAYS) {
            next.add(more.bindings());
          }
        }
      }
      if (next.isEmpty()) {
        return EACH * (conditions.size() - i - 1) + EACH * gap(conditions.get(i), ways);
      }
      ways = next;
    }
    return 0;
  }

  /** Distance of a condition from holding, over 0 and up to 1. */
  private double gap(Condition condition, List<Bindings> ways) {
    double least = 1;
    for (Bindings way : ways) {
      double gap =
          condition.match(
              pattern -> 1.0,
              not -> {
                int blockers = CompiledConditions.solve(factBase, not.of(), way).size();
                return blockers / (blockers + 1.0);
              },
              exists -> 1.0,
              accumulate -> gap(accumulate, way));
      least = Math.min(least, gap);
    }
    return Math.max(0.01, least);
  }

  /** Distance of conditions from failing, by the numbers that they compare; up to 1. */
  double fromFailing(List<Condition> conditions) {
    List<Bindings> ways = List.of(Bindings.NONE);
    double least = 1;
    for (int i = 0; i < conditions.size() && !ways.isEmpty(); i++) {
      List<Bindings> next = new ArrayList<>();
      for (Bindings way : ways) {
        for (Solution more :
            CompiledConditions.solve(factBase, conditions.subList(i, i + 1), way)) {
          if (next.size() < FEW) {
            next.add(more.bindings());
          }
        }
      }
      for (Expression test : resultTests(conditions.get(i))) {
        for (Bindings way : next) {
          least = Math.min(least, gap(test, way));
        }
      }
      ways = next;
    }
    return Math.max(0.01, least);
  }

  private static List<Expression> resultTests(Condition condition) {
    return condition.match(
        pattern -> List.of(), not -> List.of(), exists -> List.of(), Accumulate::tests);
  }

  private double gap(Accumulate accumulate, Bindings before) {
    List<Solution> over = CompiledConditions.solve(factBase, accumulate.over(), before);
    Bindings bindings = before;
    for (Condition.Function function : accumulate.functions()) {
      Object result = Aggregation.of(function, over);
      if (result == null) {
        return 1;
      }
      bindings = bindings.with(function.binding(), result);
    }
    double gap = 0;
    for (Expression test : accumulate.tests()) {
      if (!CompiledExpressions.truth(test, null, bindings).isYes()) {
        gap = Math.max(gap, gap(test, bindings));
      }
    }
    return gap;
  }

  private double gap(Expression test, Bindings bindings) {
    if (!(test instanceof Expression.Comparison comparison)) {
      return 1;
    }
    Double left = number(CompiledExpressions.value(comparison.left(), null, bindings));
    Double right = number(CompiledExpressions.value(comparison.right(), null, bindings));
    if (left == null || right == null) {
      return 1;
    }
    double off = Math.abs(left - right);
    return off / (1 + Math.abs(left) + Math.abs(right));
  }

  private static @Nullable Double number(@Nullable Object value) {
    return value instanceof Number ? Comparisons.number(value).doubleValue() : null;
  }
}

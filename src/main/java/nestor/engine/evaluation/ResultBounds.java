package nestor.engine.evaluation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import nestor.engine.evaluation.CompiledExpressions.Reading;
import nestor.engine.ternary.IntervalArithmetic;
import nestor.engine.ternary.Unknown;
import nestor.engine.ternary.Unknown.Between;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Conditions;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.Expression.Arithmetic;
import nestor.rulebook.syntax.Expression.Comparator;
import nestor.rulebook.syntax.Expression.Comparison;
import nestor.rulebook.syntax.Expression.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Bounds that the tests of an accumulate give to its results for the conditions that follow: where
 * {@code $sum * $share <= $cap} holds, a sum that is not known is at most the cap by the share. For
 * what tests tell of entries, use {@link Narrowing}.
 */
final class ResultBounds {
  private static final int DIGITS = 34;

  private final List<Bound> bounds;

  private ResultBounds(List<Bound> bounds) {
    this.bounds = bounds;
  }

  /**
   * One bound.
   *
   * @param factor what the result is multiplied by before it is compared
   * @param upper whether the result, so multiplied, is at most the other side, else at least
   */
  private record Bound(String variable, @Nullable Reading factor, boolean upper, Reading other) {}

  static ResultBounds of(List<Expression> tests) {
    List<Bound> bounds = new ArrayList<>();
    for (Expression test : tests) {
      for (Expression part : Conditions.conjuncts(test)) {
        if (part instanceof Comparison one && one.operator().orders()) {
          boolean upper = one.operator() == Comparator.LESS || one.operator() == Comparator.AT_MOST;
          add(one.left(), upper, one.right(), bounds);
          add(one.right(), !upper, one.left(), bounds);
        }
      }
    }
    return new ResultBounds(bounds);
  }

  private static void add(Expression side, boolean upper, Expression other, List<Bound> bounds) {
    if (side instanceof Variable variable) {
      bounds.add(new Bound(variable.name(), null, upper, CompiledExpressions.reading(other)));
    } else if (side instanceof Arithmetic product
        && product.operator() == '*'
        && product.left() instanceof Variable variable) {
      bounds.add(
          new Bound(
              variable.name(),
              CompiledExpressions.reading(product.right()),
              upper,
              CompiledExpressions.reading(other)));
    }
  }

  /** The bindings, with what the tests tell of those results that are not known. */
  Bindings in(Bindings bindings, List<Condition.Function> results) {
    Bindings narrowed = bindings;
    for (Bound bound : bounds) {
      if (narrowed.get(bound.variable) instanceof Unknown unknown
          && unknown.range() instanceof Between between
          && results.stream().anyMatch(result -> result.binding().equals(bound.variable))) {
        BigDecimal end = end(bound, narrowed);
        if (end != null) {
          narrowed = narrowed.with(bound.variable, unknown.within(within(between, bound, end)));
        }
      }
    }
    return narrowed;
  }

  private static Between within(Between between, Bound bound, BigDecimal end) {
    BigDecimal low = between.low();
    BigDecimal high = between.high();
    return bound.upper
        ? new Between(low, high == null ? end : high.min(end))
        : new Between(low == null ? end : low.max(end), high);
  }

  /** The end that a bound sets; null where it sets none. */
  private static @Nullable BigDecimal end(Bound bound, Bindings bindings) {
    BigDecimal other = end(bound.other.of(null, bindings), !bound.upper);
    if (other == null || bound.factor == null) {
      return other;
    }
    BigDecimal factor = end(bound.factor.of(null, bindings), bound.upper);
    return factor == null || factor.signum() <= 0 || other.signum() < 0
        ? null
        : other.divide(
            factor,
            new MathContext(DIGITS, bound.upper ? RoundingMode.CEILING : RoundingMode.FLOOR));
  }

  private static @Nullable BigDecimal end(@Nullable Object value, boolean least) {
    if (value == null || !(value instanceof Number || value instanceof Unknown)) {
      return null;
    }
    return least ? IntervalArithmetic.least(value) : IntervalArithmetic.most(value);
  }
}

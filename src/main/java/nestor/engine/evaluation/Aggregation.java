package nestor.engine.evaluation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import nestor.engine.evaluation.CompiledExpressions.Reading;
import nestor.engine.ternary.Comparisons;
import nestor.engine.ternary.IntervalArithmetic;
import nestor.engine.ternary.Unknown;
import nestor.rulebook.BuiltInNames;
import nestor.rulebook.drools.Average;
import nestor.rulebook.drools.MedianGap;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Accumulate functions over matches that may be there or not, with values that may be unknown. The
 * result is exact where everything is known, and otherwise an {@link Unknown} between bounds.
 */
public final class Aggregation {
  private final List<Object> sure = new ArrayList<>();
  private final List<Object> possible = new ArrayList<>();
  private final SortedSet<String> needs = new TreeSet<>();
  private boolean unlimited;

  /** Whether any number of entries could be there, and not only parts of a whole that is known. */
  private boolean anyNumber;

  private final boolean reckons;

  /**
   * @param reckons whether more counts of the values than how many there are
   */
  private Aggregation(boolean reckons) {
    this.reckons = reckons;
  }

  /** The result; null where there is nothing to take a minimum, maximum, average or median of. */
  static @Nullable public Object of(Condition.Function function, List<Solution> over) {
    Expression argument = function.argument();
    return of(
        function.name(),
        argument == null ? (s, b) -> BigDecimal.ONE : CompiledExpressions.reading(argument),
        over);
  }

  /**
   * The result of the function of a name; null where there is nothing to take it of.
   *
   * @param argument what it is taken of
   */
  static @Nullable Object of(String function, Reading argument, List<Solution> over) {
    Aggregation all = new Aggregation(!function.equals("count"));
    for (Solution solution : over) {
      all.add(argument, solution);
    }
    return switch (function) {
      case "count" -> all.count();
      case "sum" -> all.sum();
      case "min" -> all.extreme(true);
      case "max" -> all.extreme(false);
      case "average" -> all.average();
      case "collectSet" -> all.set();
      case BuiltInNames.MEDIAN_GAP -> all.medianGap();
      default -> throw new IllegalStateException("no function " + function);
    };
  }

  /**
   * Whether there is something for certain to take a function of that has no result of nothing, so
   * that the accumulate cannot fail by it.
   */
  static boolean isOfSomething(Condition.Function function, Reading argument, List<Solution> over) {
    int least =
        switch (function.name()) {
          case "min", "max", "average" -> 1;
          case BuiltInNames.MEDIAN_GAP -> 2;
          default -> 0;
        };
    return least == 0
        || over.stream()
                .filter(solution -> solution.ternary().isYes())
                .map(solution -> argument.of(null, solution.bindings()))
                .filter(value -> value != null && !(value instanceof Unknown))
                .distinct()
                .limit(least)
                .count()
            == least;
  }

  private void add(Reading argument, Solution solution) {
    Object value = argument.of(null, solution.bindings());
    if (value == null) {
      return;
    }
    if (reckons) {
      IntervalArithmetic.reckoned(value);
    }
    needs.addAll(solution.ternary().needs());
    needs.addAll(IntervalArithmetic.needs(value));
    if (solution.ternary().isYes()) {
      sure.add(value);
    } else {
      possible.add(value);
      for (Fact fact : solution.facts()) {
        unlimited |= fact.standsForMany();
        anyNumber |= fact.standsForMany() && !fact.key().contains(UnknownEntry.REST);
      }
    }
  }

  private Object count() {
    BigDecimal low = BigDecimal.valueOf(sure.size());
    return IntervalArithmetic.between(
        low, unlimited ? null : low.add(BigDecimal.valueOf(possible.size())), needs);
  }

  /**
   * Amounts are never negative; what may be missing can only add to them, up to its own upper
   * bound.
   */
  private Object sum() {
    BigDecimal low = BigDecimal.ZERO;
    BigDecimal high = BigDecimal.ZERO;
    for (Object value : sure) {
      BigDecimal least = IntervalArithmetic.least(value);
      low = low.add(least == null ? BigDecimal.ZERO : least);
      high = add(high, IntervalArithmetic.most(value));
    }
    for (Object value : possible) {
      high = add(high, IntervalArithmetic.most(value));
    }
    high = anyNumber ? null : high;
    return IntervalArithmetic.between(low, high, needs);
  }

  private static @Nullable BigDecimal add(@Nullable BigDecimal sum, @Nullable BigDecimal value) {
    return sum == null || value == null ? null : sum.add(value);
  }

  private boolean settled() {
    return possible.isEmpty() && sure.stream().noneMatch(Unknown.class::isInstance);
  }

  private @Nullable Object extreme(boolean least) {
    if (!settled()) {
      return new Unknown(needs, Unknown.ANYTHING, false);
    }
    Object extreme = null;
    for (Object value : sure) {
      boolean further =
          extreme == null
              || Comparisons.compare(
                      least
                          ? nestor.rulebook.syntax.Expression.Comparator.LESS
                          : nestor.rulebook.syntax.Expression.Comparator.GREATER,
                      value,
                      extreme)
                  .isYes();
      extreme = further ? value : extreme;
    }
    return extreme;
  }

  private Object set() {
    List<Object> known =
        sure.stream()
            .filter(value -> !(value instanceof Unknown))
            .distinct()
            .sorted(Comparator.comparing(String::valueOf))
            .toList();
    return settled() ? known : new Unknown(needs, new Unknown.AtLeast(known, null), false);
  }

  private @Nullable Object medianGap() {
    return settled()
        ? MedianGap.of(sure.stream().map(LocalDate.class::cast).toList())
        : new Unknown(needs, new Unknown.Between(BigDecimal.ZERO, null), false);
  }

  private @Nullable Object average() {
    if (!settled()) {
      return new Unknown(needs, Unknown.ANYTHING, false);
    }
    return Average.of(sure.stream().map(Comparisons::number).toList());
  }
}

package nestor.engine.ternary;

import java.math.BigDecimal;
import java.util.SortedSet;
import nestor.engine.ternary.Unknown.Between;
import nestor.engine.ternary.Unknown.OneOf;
import org.jspecify.annotations.Nullable;

/** Interval arithmetic, for numbers whose bounds alone are known. */
public final class IntervalArithmetic {
  private IntervalArithmetic() {}

  /** A number, or an unknown one between the bounds. */
  public static Object between(BigDecimal low, @Nullable BigDecimal high, SortedSet<String> needs) {
    return high != null && low.compareTo(high) == 0
        ? low
        : new Unknown(needs, new Between(low, high), false);
  }

  /** The least that the value can be; null where there is no least. */
  public static @Nullable BigDecimal least(Object value) {
    return value instanceof Unknown unknown ? end(unknown, true) : Comparisons.number(value);
  }

  /** The most that the value can be; null where there is no limit. */
  static @Nullable public BigDecimal most(Object value) {
    return value instanceof Unknown unknown ? end(unknown, false) : Comparisons.number(value);
  }

  private static @Nullable BigDecimal end(Unknown unknown, boolean low) {
    if (unknown.range() instanceof Between between) {
      return low ? between.low() : between.high();
    }
    if (unknown.range() instanceof OneOf one) {
      BigDecimal end = null;
      for (Object option : one.options()) {
        if (option == null) {
          return null;
        }
        BigDecimal number = Comparisons.number(option);
        end = end == null ? number : low ? end.min(number) : end.max(number);
      }
      return end;
    }
    return null;
  }

  /**
   * Calculates {@code left operator right}. Bounds are exact for numbers that are not negative,
   * which all amounts of a vocabulary are.
   */
  public static Object calculate(char operator, Object left, Object right) {
    BigDecimal a = least(left);
    BigDecimal b = most(left);
    BigDecimal c = least(right);
    BigDecimal d = most(right);
    SortedSet<String> needs = Ternary.union(needs(left), needs(right));
    reckoned(left);
    reckoned(right);
    if (a == null || c == null) {
      return new Unknown(needs, new Between(null, null), false);
    }
    return switch (operator) {
      case '+' -> between(a.add(c), b == null || d == null ? null : b.add(d), needs);
      case '-' ->
          d == null
              ? new Unknown(needs, new Between(null, b == null ? null : b.subtract(c)), false)
              : between(a.subtract(d), b == null ? null : b.subtract(c), needs);
      default -> between(a.multiply(c), b == null || d == null ? null : b.multiply(d), needs);
    };
  }

  /** Records that it was calculated with the value, where it is one that an entry leaves open. */
  public static void reckoned(Object value) {
    if (value instanceof Unknown unknown && unknown.field() != null) {
      unknown.field().reckoned();
    }
  }

  public static SortedSet<String> needs(Object value) {
    return value instanceof Unknown unknown ? unknown.needs() : Ternary.YES.needs();
  }
}

package nestor.engine.ternary;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import nestor.engine.ternary.Unknown.AnythingBut;
import nestor.engine.ternary.Unknown.AtLeast;
import nestor.engine.ternary.Unknown.Between;
import nestor.engine.ternary.Unknown.OneOf;
import nestor.rulebook.syntax.Expression.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons of the rule language on values that may be missing. On values that are known, or none
 * on record, they answer as Drools does: an order with none never holds, and none equals only none.
 */
public final class Comparisons {
  private Comparisons() {}

  public static Ternary compare(
      Comparator operator, @Nullable Object left, @Nullable Object right) {
    if (left instanceof Unknown || right instanceof Unknown) {
      record(operator, left, right);
      Ternary onRecord = onRecord(operator, left, right);
      return onRecord == null ? cautious(unknown(operator, left, right), left, right) : onRecord;
    }
    return Ternary.of(known(operator, left, right));
  }

  private static void record(Comparator operator, @Nullable Object left, @Nullable Object right) {
    if (left instanceof Unknown unknown && unknown.field() != null) {
      unknown.field().compared(operator, true, right);
    }
    if (right instanceof Unknown unknown && unknown.field() != null) {
      unknown.field().compared(operator, false, left);
    }
  }

  /**
   * A value that an entry does not give never makes a test hold, not even one that any value would
   * pass.
   */
  private static Ternary cautious(Ternary ternary, @Nullable Object left, @Nullable Object right) {
    return ternary.isYes() && (offRecord(left) || offRecord(right)) ? open(left, right) : ternary;
  }

  private static boolean offRecord(@Nullable Object value) {
    return value instanceof Unknown unknown && unknown.offRecord();
  }

  private static boolean known(Comparator operator, @Nullable Object left, @Nullable Object right) {
    return switch (operator) {
      case EQUAL -> same(left, right);
      case NOT_EQUAL -> !same(left, right);
      case LESS -> ordered(left, right) && order(left, right) < 0;
      case AT_MOST -> ordered(left, right) && order(left, right) <= 0;
      case GREATER -> ordered(left, right) && order(left, right) > 0;
      case AT_LEAST -> ordered(left, right) && order(left, right) >= 0;
      case CONTAINS -> left instanceof List<?> list && list.contains(right);
      case NOT_CONTAINS -> !(left instanceof List<?> list && list.contains(right));
      case MEMBER_OF -> right instanceof List<?> list && list.contains(left);
      case NOT_MEMBER_OF -> !(right instanceof List<?> list && list.contains(left));
      case STARTS_WITH ->
          left instanceof String text && right instanceof String start && text.startsWith(start);
    };
  }

  private static boolean same(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return left == right;
    }
    boolean numbers = left instanceof Number && right instanceof Number;
    return numbers ? number(left).compareTo(number(right)) == 0 : left.equals(right);
  }

  private static boolean ordered(@Nullable Object left, @Nullable Object right) {
    return left != null && right != null;
  }

  private static int order(@Nullable Object left, @Nullable Object right) {
    if (left instanceof LocalDate a && right instanceof LocalDate b) {
      return a.compareTo(b);
    }
    return number(left).compareTo(number(right));
  }

  public static BigDecimal number(@Nullable Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof Number whole) {
      return BigDecimal.valueOf(whole.longValue());
    }
    throw new IllegalArgumentException(value + " is no number");
  }

  private static Ternary unknown(
      Comparator operator, @Nullable Object left, @Nullable Object right) {
    if (left instanceof Unknown unknown && unknown.range() instanceof OneOf one) {
      return overOptions(one, unknown, option -> compare(operator, option, right));
    }
    if (right instanceof Unknown unknown && unknown.range() instanceof OneOf one) {
      return overOptions(one, unknown, option -> compare(operator, left, option));
    }
    if (operator.orders()) {
      Between a = between(left);
      Between b = between(right);
      if (a != null && b != null) {
        return bounds(operator, a, b, open(left, right));
      }
      return left == null || right == null ? Ternary.NO : open(left, right);
    }
    Ternary contained = contained(operator, left, right);
    if (contained != null) {
      return contained;
    }
    if (operator == Comparator.EQUAL || operator == Comparator.NOT_EQUAL) {
      boolean apart = excludes(left, right) || excludes(right, left);
      return apart ? Ternary.of(operator == Comparator.NOT_EQUAL) : open(left, right);
    }
    return open(left, right);
  }

  /** Whether a partly known list contains a value; null where that is not asked. */
  private static @Nullable Ternary contained(
      Comparator operator, @Nullable Object left, @Nullable Object right) {
    boolean contains = operator == Comparator.CONTAINS || operator == Comparator.NOT_CONTAINS;
    boolean member = operator == Comparator.MEMBER_OF || operator == Comparator.NOT_MEMBER_OF;
    Object list = contains ? left : right;
    Object value = contains ? right : left;
    if (!(contains || member)
        || value instanceof Unknown
        || !(list instanceof Unknown unknown && unknown.range() instanceof AtLeast part)) {
      return null;
    }
    boolean negated = operator == Comparator.NOT_CONTAINS || operator == Comparator.NOT_MEMBER_OF;
    if (part.known().contains(value)) {
      return Ternary.of(!negated);
    }
    List<Object> possible = part.possible();
    return possible != null && !possible.contains(value) ? Ternary.of(negated) : unknown.open();
  }

  /** {@code field == null} asks what is on record, which is known even where the value is not. */
  private static @Nullable Ternary onRecord(
      Comparator operator, @Nullable Object left, @Nullable Object right) {
    Object other = left == null ? right : right == null ? left : null;
    return other instanceof Unknown unknown
            && unknown.offRecord()
            && (operator == Comparator.EQUAL || operator == Comparator.NOT_EQUAL)
        ? unknown.doubted() ? unknown.open() : Ternary.of(operator == Comparator.EQUAL)
        : null;
  }

  private static Ternary overOptions(
      OneOf one, Unknown unknown, java.util.function.Function<@Nullable Object, Ternary> compare) {
    Ternary any = Ternary.NO;
    Ternary all = Ternary.YES;
    for (Object option : one.options()) {
      Ternary ternary = compare.apply(option);
      any = any.or(ternary);
      all = all.and(ternary);
    }
    if (any.isNo() || all.isYes()) {
      return any;
    }
    return Ternary.dependsOn(
        Ternary.union(unknown.needs(), Ternary.union(any.needs(), all.needs())));
  }

  private static Ternary bounds(Comparator operator, Between a, Between b, Ternary open) {
    return switch (operator) {
      case LESS -> below(a, b, open, true);
      case AT_MOST -> below(a, b, open, false);
      case GREATER -> below(b, a, open, true);
      case AT_LEAST -> below(b, a, open, false);
      default -> open;
    };
  }

  /** Whether every value of a lies below every value of b, or none does. */
  private static Ternary below(Between a, Between b, Ternary open, boolean strictly) {
    if (a.high() != null && b.low() != null) {
      int gap = a.high().compareTo(b.low());
      if (gap < 0 || (gap == 0 && !strictly)) {
        return Ternary.YES;
      }
    }
    if (a.low() != null && b.high() != null) {
      int gap = a.low().compareTo(b.high());
      if (gap > 0 || (gap == 0 && strictly)) {
        return Ternary.NO;
      }
    }
    return open;
  }

  private static @Nullable Between between(@Nullable Object value) {
    if (value instanceof Unknown unknown) {
      return unknown.range() instanceof Between between ? between : null;
    }
    return value instanceof Number ? new Between(number(value), number(value)) : null;
  }

  private static boolean excludes(@Nullable Object unknown, @Nullable Object value) {
    if (!(unknown instanceof Unknown u) || value == null || value instanceof Unknown) {
      return false;
    }
    if (u.range() instanceof AnythingBut but) {
      return but.excluded().contains(value);
    }
    return u.range() instanceof Between between
        && value instanceof Number
        && bounds(Comparator.LESS, between, new Between(number(value), number(value)), u.open())
            .or(
                bounds(
                    Comparator.GREATER,
                    between,
                    new Between(number(value), number(value)),
                    u.open()))
            .isYes();
  }

  private static Ternary open(@Nullable Object left, @Nullable Object right) {
    Ternary open = left instanceof Unknown a ? a.open() : Ternary.YES;
    return right instanceof Unknown b ? open.and(b.open()) : open;
  }
}

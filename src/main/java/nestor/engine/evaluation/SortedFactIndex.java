package nestor.engine.evaluation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nestor.engine.ternary.Comparisons;
import nestor.engine.ternary.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * Index of facts in the order of a field, so that "is there a later one?" looks at later ones
 * alone. Use it where the order of matches does not matter.
 */
final class SortedFactIndex {
  private final boolean greater;
  private final List<Fact> known = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();
  private final List<Fact> unknown = new ArrayList<>();

  private SortedFactIndex(boolean greater) {
    this.greater = greater;
  }

  private record Valued(Fact fact, Object value) {}

  /**
   * Orders facts.
   *
   * @param greater whether those with a greater value will be asked for, else those with a lesser
   */
  static SortedFactIndex of(List<Fact> facts, String field, boolean greater) {
    SortedFactIndex order = new SortedFactIndex(greater);
    List<Valued> valued = new ArrayList<>();
    for (Fact fact : facts) {
      Object of = fact.value(field);
      Object value = value(of);
      if (value != null) {
        valued.add(new Valued(fact, value));
      } else if (of instanceof Unknown) {
        order.unknown.add(fact);
      }
    }
    Comparator<Valued> byValue = (a, b) -> compare(a.value(), b.value());
    valued.sort(greater ? byValue.reversed() : byValue);
    for (Valued one : valued) {
      order.known.add(one.fact());
      order.values.add(one.value());
    }
    return order;
  }

  /** A date or a number; null for what has no order. */
  static @Nullable Object value(@Nullable Object value) {
    return value instanceof LocalDate
        ? value
        : value instanceof Number ? Comparisons.number(value) : null;
  }

  private static int compare(Object a, Object b) {
    return a instanceof LocalDate date && b instanceof LocalDate other
        ? date.compareTo(other)
        : a instanceof BigDecimal number && b instanceof BigDecimal other
            ? number.compareTo(other)
            : 0;
  }

  /** The facts whose value lies beyond that one or is the same, or could. */
  List<Fact> beyond(Object value) {
    int from = 0;
    int to = known.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      int order = compare(values.get(middle), value);
      if (greater ? order >= 0 : order <= 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    List<Fact> some = known.subList(0, from);
    if (unknown.isEmpty()) {
      return some;
    }
    List<Fact> both = new ArrayList<>(some);
    both.addAll(unknown);
    return both;
  }
}

package nestor.engine.evaluation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nestor.engine.ternary.Comparisons;
import nestor.engine.ternary.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * Index of the facts of one type by the value of one field, so that a join looks at few of many
 * facts.
 */
final class FactIndex {
  private final Map<Object, List<Fact>> byValue = new HashMap<>();
  private final List<Fact> unknown = new ArrayList<>();

  private FactIndex() {}

  static FactIndex of(List<Fact> facts, String field) {
    Map<Object, List<Fact>> known = new LinkedHashMap<>();
    FactIndex index = new FactIndex();
    for (Fact fact : facts) {
      Object value = fact.value(field);
      Object key = key(value);
      if (key != null) {
        known.computeIfAbsent(key, k -> new ArrayList<>()).add(fact);
      } else if (value instanceof Unknown) {
        index.unknown.add(fact);
      }
    }
    known.forEach(
        (key, some) -> {
          some.addAll(index.unknown);
          index.byValue.put(key, some);
        });
    return index;
  }

  /** Key that is equal for equal values; null for a value by which no facts are found. */
  static @Nullable Object key(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros();
    }
    if (value instanceof Number) {
      return Comparisons.number(value).stripTrailingZeros();
    }
    return value instanceof String || value instanceof LocalDate || value instanceof Boolean
        ? value
        : null;
  }

  /** The facts whose field has the value of that key, or could have it. */
  List<Fact> with(Object key) {
    return byValue.getOrDefault(key, unknown);
  }
}

package nestor.reasoning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The facts of one type by the text of one field, so that a join looks at few of many facts. */
final class FactIndex {
  private final Map<String, List<Fact>> byText = new HashMap<>();
  private final List<Fact> unknown = new ArrayList<>();

  private FactIndex() {}

  static FactIndex of(List<Fact> facts, String field) {
    Map<String, List<Fact>> known = new LinkedHashMap<>();
    FactIndex index = new FactIndex();
    for (Fact fact : facts) {
      Object value = fact.value(field);
      if (value instanceof String text) {
        known.computeIfAbsent(text, t -> new ArrayList<>()).add(fact);
      } else if (value instanceof Unknown) {
        index.unknown.add(fact);
      }
    }
    known.forEach(
        (text, some) -> {
          some.addAll(index.unknown);
          index.byText.put(text, some);
        });
    return index;
  }

  /** The facts whose field has that text, or could have it. */
  List<Fact> withText(String text) {
    return byText.getOrDefault(text, unknown);
  }
}

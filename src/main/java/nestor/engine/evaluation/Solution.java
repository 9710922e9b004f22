package nestor.engine.evaluation;

import java.util.List;
import nestor.engine.ternary.Ternary;

/**
 * A way to satisfy conditions, now or with data that is missing.
 *
 * @param ternary yes, or what it depends on
 * @param matched the facts (or elements of a list) that the patterns matched, in their order
 */
public record Solution(Bindings bindings, Ternary ternary, List<Object> matched) {

  /** The facts that the patterns matched. */
  public List<Fact> facts() {
    return matched.stream().filter(Fact.class::isInstance).map(Fact.class::cast).toList();
  }

  /** The same for the same matches, however they were found. */
  String key() {
    return ValueKeys.match(matched);
  }
}

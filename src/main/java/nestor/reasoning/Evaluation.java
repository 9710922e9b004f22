package nestor.reasoning;

import java.util.List;
import nestor.rulebook.language.Condition;
import nestor.rulebook.language.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates conditions on what is known and what could be. A condition's own text is the only
 * description of what it reads, so what would settle it follows from the text.
 */
final class Evaluation {
  private final Knowledge knowledge;

  Evaluation(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  /**
   * A way to satisfy conditions, now or with data that is missing.
   *
   * @param truth yes, or what it depends on
   * @param matched the facts (or elements of a list) that the patterns matched, in their order
   */
  record Solution(Bindings bindings, Truth truth, List<Object> matched) {

    /** The facts that the patterns matched. */
    List<Fact> facts() {
      return matched.stream().filter(Fact.class::isInstance).map(Fact.class::cast).toList();
    }

    /** The same for the same matches, however they were found. */
    String key() {
      return Keys.match(matched);
    }
  }

  /** All ways to satisfy the conditions. */
  List<Solution> solve(List<Condition> conditions) {
    return solve(conditions, Bindings.NONE);
  }

  List<Solution> solve(List<Condition> conditions, Bindings bindings) {
    return Plan.of(conditions, null).solutions(knowledge, bindings);
  }

  /** Whether a test holds. */
  Truth truth(Expression expression, @Nullable Object subject, Bindings bindings) {
    return Readings.question(expression).of(subject, bindings);
  }

  /**
   * The value of an expression: a value, an {@link Unknown}, a {@link Fact}, or null for none on
   * record.
   */
  @Nullable Object value(Expression expression, @Nullable Object subject, Bindings bindings) {
    return Readings.reading(expression).of(subject, bindings);
  }
}

package nestor.engine.evaluation;

import java.util.List;
import nestor.engine.ternary.Ternary;
import nestor.engine.ternary.Unknown;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Three-valued evaluation of conditions on what is known and what could be. The condition's own
 * text is the only description of what it reads, so that the data that would settle it follows from
 * the text.
 */
public final class Evaluation {
  private final FactBase factBase;

  Evaluation(FactBase factBase) {
    this.factBase = factBase;
  }

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

  /** All ways to satisfy the conditions. */
  List<Solution> solve(List<Condition> conditions) {
    return solve(conditions, Bindings.NONE);
  }

  public List<Solution> solve(List<Condition> conditions, Bindings bindings) {
    return CompiledConditions.of(conditions, null).solutions(factBase, bindings);
  }

  /** Whether a test holds. */
  public Ternary truth(Expression expression, @Nullable Object subject, Bindings bindings) {
    return CompiledExpressions.question(expression).of(subject, bindings);
  }

  /**
   * The value of an expression: a value, an {@link Unknown}, a {@link Fact}, or null for none on
   * record.
   */
  @Nullable
  public Object value(Expression expression, @Nullable Object subject, Bindings bindings) {
    return CompiledExpressions.reading(expression).of(subject, bindings);
  }
}

package nestor.rulebook.syntax;

import java.util.List;
import nestor.diagnostics.SourcePosition;
import org.jspecify.annotations.Nullable;

/** One condition between {@code when} and {@code then}; all of them must hold. */
public sealed interface Condition {

  /** Where the condition starts. */
  SourcePosition position();

  /**
   * {@code $name : Type(tests)}: there is a fact of that type for which the tests hold.
   *
   * @param binding the variable that names the fact, or null
   * @param from the list whose elements are matched instead of facts, or null
   */
  record Pattern(
      @Nullable String binding,
      String type,
      List<Test> tests,
      @Nullable Expression from,
      SourcePosition position)
      implements Condition {}

  /** {@code not Type(...)} or {@code not (A(...) and B(...))}. */
  record Not(List<Condition> of, SourcePosition position) implements Condition {}

  /** {@code exists Type(...)} or {@code exists (A(...) and not B(...))}. */
  record Exists(List<Condition> of, SourcePosition position) implements Condition {}

  /** {@code accumulate(conditions; $n : count(), ...; tests)}. */
  record Accumulate(
      List<Condition> over,
      List<Function> functions,
      List<Expression> tests,
      SourcePosition position)
      implements Condition {}

  /** {@code $total : sum($share)}; the argument is null for {@code count()}. */
  record Function(
      String binding, String name, @Nullable Expression argument, SourcePosition position) {}

  /** {@code expression} or {@code $name : field}; a binding alone is no test and always holds. */
  record Test(@Nullable String binding, Expression expression, SourcePosition position) {}
}

package nestor.rulebook.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One condition between {@code when} and {@code then}; all of them must hold. */
public sealed interface Condition {

  /** Where the condition starts. */
  Place place();

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
      Place place)
      implements Condition {}

  /** {@code not Type(...)} or {@code not (A(...) and B(...))}. */
  record Absence(List<Condition> of, Place place) implements Condition {}

  /** {@code exists Type(...)} or {@code exists (A(...) and not B(...))}. */
  record Presence(List<Condition> of, Place place) implements Condition {}

  /** {@code accumulate(conditions; $n : count(), ...; tests)}. */
  record Aggregate(
      List<Condition> over, List<Function> functions, List<Expression> tests, Place place)
      implements Condition {}

  /** {@code $total : sum($share)}; the argument is null for {@code count()}. */
  record Function(String binding, String name, @Nullable Expression argument, Place place) {}

  /** {@code expression} or {@code $name : field}; a binding alone is no test and always holds. */
  record Test(@Nullable String binding, Expression expression, Place place) {}
}

package nestor.rulebook.syntax;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nestor.diagnostics.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * One condition between {@code when} and {@code then}; all of them must hold. To do something else
 * for each kind, write a {@link Visitor}, or use {@link #match} or {@link #visit}; to look at the
 * conditions within one whatever its kind, use {@link #inner} and {@link Conditions}.
 */
public sealed interface Condition {

  /** Position of the condition's start. */
  SourcePosition position();

  /** The conditions within this one; empty for a pattern. */
  List<Condition> inner();

  /** The visitor's answer for the kind of condition that this is. */
  <R> R accept(Visitor<R> visitor);

  /** One answer for each kind of condition. */
  interface Visitor<R> {
    R visitPattern(Pattern pattern);

    R visitNot(Not not);

    R visitExists(Exists exists);

    R visitAccumulate(Accumulate accumulate);
  }

  /** {@link #accept} where four lambdas read better than a class. */
  default <R> R match(
      java.util.function.Function<Pattern, R> onPattern,
      java.util.function.Function<Not, R> onNot,
      java.util.function.Function<Exists, R> onExists,
      java.util.function.Function<Accumulate, R> onAccumulate) {
    return accept(
        new Visitor<>() {
          @Override
          public R visitPattern(Pattern pattern) {
            return onPattern.apply(pattern);
          }

          @Override
          public R visitNot(Not not) {
            return onNot.apply(not);
          }

          @Override
          public R visitExists(Exists exists) {
            return onExists.apply(exists);
          }

          @Override
          public R visitAccumulate(Accumulate accumulate) {
            return onAccumulate.apply(accumulate);
          }
        });
  }

  /** This condition where it is a pattern; empty for every other kind. */
  default Optional<Pattern> asPattern() {
    return match(
        Optional::of,
        not -> Optional.empty(),
        exists -> Optional.empty(),
        accumulate -> Optional.empty());
  }

  /** Calls the action for the kind of condition that this is. */
  default void visit(
      Consumer<Pattern> onPattern,
      Consumer<Not> onNot,
      Consumer<Exists> onExists,
      Consumer<Accumulate> onAccumulate) {
    Runnable action =
        match(
            pattern -> () -> onPattern.accept(pattern),
            not -> () -> onNot.accept(not),
            exists -> () -> onExists.accept(exists),
            accumulate -> () -> onAccumulate.accept(accumulate));
    action.run();
  }

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
      implements Condition {
    @Override
    public List<Condition> inner() {
      return List.of();
    }

    /** The same pattern with other tests. */
    public Pattern withTests(List<Test> changed) {
      return new Pattern(binding, type, changed, from, position);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitPattern(this);
    }
  }

  /** {@code not Type(...)} or {@code not (A(...) and B(...))}. */
  record Not(List<Condition> of, SourcePosition position) implements Condition {
    @Override
    public List<Condition> inner() {
      return of;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNot(this);
    }
  }

  /** {@code exists Type(...)} or {@code exists (A(...) and not B(...))}. */
  record Exists(List<Condition> of, SourcePosition position) implements Condition {
    @Override
    public List<Condition> inner() {
      return of;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitExists(this);
    }
  }

  /** {@code accumulate(conditions; $n : count(), ...; tests)}. */
  record Accumulate(
      List<Condition> over,
      List<Function> functions,
      List<Expression> tests,
      SourcePosition position)
      implements Condition {
    @Override
    public List<Condition> inner() {
      return over;
    }

    /** The same aggregation of what other conditions match. */
    public Accumulate withOver(List<Condition> changed) {
      return new Accumulate(changed, functions, tests, position);
    }

    /** The same aggregation with other tests of its results. */
    public Accumulate withTests(List<Expression> changed) {
      return new Accumulate(over, functions, changed, position);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAccumulate(this);
    }
  }

  /** {@code $total : sum($share)}; the argument is null for {@code count()}. */
  record Function(
      String binding, String name, @Nullable Expression argument, SourcePosition position) {}

  /** {@code expression} or {@code $name : field}; a binding alone is no test and always holds. */
  record Test(@Nullable String binding, Expression expression, SourcePosition position) {}
}

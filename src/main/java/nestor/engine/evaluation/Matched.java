package nestor.engine.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The facts, or elements of a list, that patterns matched so far, newest first; and conditions that
 * were open when they were looked at.
 */
class Matched {
  private final @Nullable Matched before;
  private final @Nullable Object last;
  private final int count;

  /** Requirement of something that matched. */
  interface Condition {
    /** Whether it could hold, by what is known now. */
    boolean isPossible(@Nullable Object last, Bindings bindings);
  }

  /** Something that matched if a condition holds which is open. */
  private static final class Open extends Matched {
    private final Condition condition;

    Open(@Nullable Matched before, @Nullable Object last, Condition condition) {
      super(before, last);
      this.condition = condition;
    }

    @Override
    Matched replacing(UnaryOperator<@Nullable Object> replacement) {
      return new Open(
          before() == null ? null : before().replacing(replacement),
          replacement.apply(last()),
          condition);
    }

    @Override
    boolean isPossible(Bindings bindings) {
      return condition.isPossible(last(), bindings) && super.isPossible(bindings);
    }
  }

  private Matched(@Nullable Matched before, @Nullable Object last) {
    this.before = before;
    this.last = last;
    this.count = (before == null ? 0 : before.count) + (last == null ? 0 : 1);
  }

  /** Previous match; null for none. */
  @Nullable Matched before() {
    return before;
  }

  /** Matched fact; null for a condition that matches nothing itself. */
  @Nullable Object last() {
    return last;
  }

  static List<Object> list(@Nullable Matched matched) {
    if (matched == null) {
      return List.of();
    }
    Object[] list = new Object[matched.count];
    for (Matched at = matched; at != null; at = at.before) {
      if (at.last != null) {
        list[at.count - 1] = at.last;
      }
    }
    return Arrays.asList(list);
  }

  /** The same and something more that is certain. */
  static Matched with(@Nullable Matched before, Object last) {
    return new Matched(before, last);
  }

  /**
   * The same and something more with an open condition.
   *
   * @param last null where the condition matches nothing itself
   */
  static Matched with(@Nullable Matched before, @Nullable Object last, Condition condition) {
    return new Open(before, last, condition);
  }

  /** The same with others in the place of some. */
  Matched replacing(UnaryOperator<@Nullable Object> replacement) {
    return new Matched(
        before == null ? null : before.replacing(replacement), replacement.apply(last));
  }

  /** Whether all conditions could still hold, by what is known now. */
  boolean isPossible(Bindings bindings) {
    return before == null || before.isPossible(bindings);
  }
}

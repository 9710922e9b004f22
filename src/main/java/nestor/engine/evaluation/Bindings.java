package nestor.engine.evaluation;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Variables bound so far, as an immutable list with the newest first. Adding one makes a new list,
 * so that ways to satisfy conditions share what they have in common.
 */
public record Bindings(@Nullable Bindings older, String name, @Nullable Object value) {
  public static final Bindings NONE = new Bindings(null, "", null);

  public Bindings with(String name, @Nullable Object value) {
    return new Bindings(this, name, value);
  }

  /** These variables, with other values in the place of some. */
  @SuppressWarnings("ReferenceEquality") // Whether anything was replaced, not by what.
  Bindings replacing(UnaryOperator<@Nullable Object> replacement) {
    if (older == null) {
      return this;
    }
    Bindings before = older.replacing(replacement);
    Object changed = replacement.apply(value);
    return before == older && changed == value ? this : before.with(name, changed);
  }

  boolean holds(String wanted) {
    for (Bindings at = this; at != null; at = at.older) {
      if (at.name.equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  @Nullable
  public Object get(String wanted) {
    for (Bindings at = this; at != null; at = at.older) {
      if (at.name.equals(wanted)) {
        return at.value;
      }
    }
    throw new IllegalStateException(
        wanted + " is not bound; the rulebook's check lets this through");
  }
}

package nestor.engine.evaluation;

import org.jspecify.annotations.Nullable;

/** Variables bound so far, as an immutable list with the newest first. */
public record Bindings(@Nullable Bindings older, String name, @Nullable Object value) {
  public static final Bindings NONE = new Bindings(null, "", null);

  public Bindings with(String name, @Nullable Object value) {
    return new Bindings(this, name, value);
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

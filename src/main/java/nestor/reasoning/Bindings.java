package nestor.reasoning;

import org.jspecify.annotations.Nullable;

/** The variables bound so far, newest first; adding one leaves the others untouched. */
record Bindings(@Nullable Bindings older, String name, @Nullable Object value) {
  static final Bindings NONE = new Bindings(null, "", null);

  Bindings with(String name, @Nullable Object value) {
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

  @Nullable Object get(String wanted) {
    for (Bindings at = this; at != null; at = at.older) {
      if (at.name.equals(wanted)) {
        return at.value;
      }
    }
    throw new IllegalStateException(
        wanted + " is not bound; the rulebook's check lets this through");
  }
}

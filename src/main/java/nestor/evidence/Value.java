package nestor.evidence;

import org.jspecify.annotations.Nullable;

/** What a place in a document came to: a value, nothing, or a fault that was told already. */
record Value(@Nullable Object content, boolean faulty) {
  static final Value ABSENT = new Value(null, false);
  static final Value FAULTY = new Value(null, true);

  static Value of(Object content) {
    return new Value(content, false);
  }
}

package nestor.evidence;

import org.jspecify.annotations.Nullable;

/**
 * Outcome of reading one place of a document: a value, nothing (null), or a fault that is recorded
 * already.
 */
record Value(@Nullable Object content, boolean faulty) {
  static final Value ABSENT = new Value(null, false);
  static final Value FAULTY = new Value(null, true);

  static Value of(Object content) {
    return new Value(content, false);
  }
}

package nestor.rulebook;

import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import nestor.diagnostics.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * Structural comparison of parts of two rulebooks: by what they say, not by where they stand. The
 * version of a rulebook changes with every byte; use this to see whether an answer can change.
 */
public final class StructuralEquality {
  private StructuralEquality() {}

  /** Whether two values are equal but for the {@link SourcePosition}s in them. */
  public static boolean are(@Nullable Object one, @Nullable Object other) {
    if (one instanceof SourcePosition && other instanceof SourcePosition) {
      return true;
    }
    if (one instanceof Record && other != null && one.getClass() == other.getClass()) {
      for (RecordComponent component : one.getClass().getRecordComponents()) {
        if (!are(value(component, one), value(component, other))) {
          return false;
        }
      }
      return true;
    }
    if (one instanceof List<?> list && other instanceof List<?> others) {
      Iterator<?> left = list.iterator();
      Iterator<?> right = others.iterator();
      while (left.hasNext() && right.hasNext()) {
        if (!are(left.next(), right.next())) {
          return false;
        }
      }
      return left.hasNext() == right.hasNext();
    }
    return Objects.equals(one, other);
  }

  private static @Nullable Object value(RecordComponent component, Object of) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record hides " + component, e);
    }
  }
}

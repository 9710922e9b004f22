package nestor.engine.evaluation;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Value that is not known, with the bounds or choices that are known of it.
 *
 * @param needs the sections or fields that would tell it
 * @param range what it can be
 * @param offRecord whether an entry that is there says nothing of it; {@code == null} then holds
 */
public record Unknown(SortedSet<String> needs, Range range, boolean offRecord) {

  /** What an unknown value can be. */
  sealed interface Range {}

  /** Anything but these. */
  record AnythingBut(Set<Object> excluded) implements Range {}

  /** One of these; null stands for none on record. */
  public record OneOf(List<@Nullable Object> options) implements Range {}

  /** A number between these, ends included; null is no limit. */
  public record Between(@Nullable BigDecimal low, @Nullable BigDecimal high) implements Range {}

  /** A list with these in it, and perhaps more. */
  record AtLeast(List<Object> known) implements Range {}

  public static final Range ANYTHING = new AnythingBut(Set.of());

  public static SortedSet<String> need(String what) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(Set.of(what)));
  }

  Ternary open() {
    return Ternary.dependsOn(needs);
  }
}

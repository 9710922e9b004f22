package nestor.engine.ternary;

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
 * @param stated what an entry says that can be read in several ways, or null
 * @param identity whose value it is, where that matters; two of one identity are the same value
 * @param doubted whether more may be said of it, so that {@code == null} is open, too
 */
public record Unknown(
    SortedSet<String> needs,
    Range range,
    boolean offRecord,
    @Nullable Stated stated,
    @Nullable Identity identity,
    boolean doubted) {

  /** A value that the data do not mention. */
  public Unknown(SortedSet<String> needs, Range range, boolean offRecord) {
    this(needs, range, offRecord, null);
  }

  /** A value for which no condition needs to know which entry leaves it open. */
  public Unknown(SortedSet<String> needs, Range range, boolean offRecord, @Nullable Stated stated) {
    this(needs, range, offRecord, stated, null, false);
  }

  /**
   * Statement of an entry that can be read in several ways.
   *
   * @param written may be empty, where nothing is said and one value is the usual one
   * @param taken one of the values that it can be, which stands for it where there must be one, as
   *     in a session of Drools; no answer may rest on which one it is
   */
  public record Stated(String written, @Nullable Object taken) {}

  /** Text of the entry; null where it says nothing of it. */
  public @Nullable String written() {
    return stated == null || stated.written().isEmpty() ? null : stated.written();
  }

  /** Identity of what is unknown. */
  public sealed interface Identity permits OpenField, OneMatch {}

  /** A value of one match of a fact that could be there, whichever that match is. */
  public static final class OneMatch implements Identity {}

  /**
   * The field of an entry that leaves it open, where one value of several is supposed; else null.
   */
  public @Nullable OpenField field() {
    return identity instanceof OpenField field ? field : null;
  }

  /** The same value, by an identity of its own. */
  public Unknown ofOneMatch() {
    return new Unknown(needs, range, offRecord, stated, new OneMatch(), doubted);
  }

  /** The same value, within a narrower range. */
  public Unknown within(Range narrower) {
    return new Unknown(needs, narrower, offRecord, stated, identity, doubted);
  }

  /** Values that an unknown one can have. */
  public sealed interface Range {}

  /** Anything but these. */
  public record AnythingBut(Set<Object> excluded) implements Range {}

  /** One of these; null stands for none on record. */
  public record OneOf(List<@Nullable Object> options) implements Range {}

  /** A number between these, ends included; null is no limit. */
  public record Between(@Nullable BigDecimal low, @Nullable BigDecimal high) implements Range {}

  /**
   * A list with these in it, and perhaps more.
   *
   * @param possible what else alone could be in it; null where that may be anything
   */
  public record AtLeast(List<Object> known, @Nullable List<Object> possible) implements Range {}

  public static final Range ANYTHING = new AnythingBut(Set.of());

  public static SortedSet<String> need(String what) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(Set.of(what)));
  }

  public Ternary open() {
    return Ternary.dependsOn(needs);
  }
}

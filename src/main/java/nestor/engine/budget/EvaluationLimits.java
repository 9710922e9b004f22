package nestor.engine.budget;

import java.time.Duration;

/**
 * Limits on what one rule may do for one organisation. The first two do not depend on the machine,
 * so that an answer never depends on its speed; the times are for what these do not see.
 *
 * @param combinations of entries that the conditions of one rule may try
 * @param matches that one rule may find, and all rules together may fire for
 * @param work processor time for one rule's conditions, and for Drools over all rules; how long it
 *     takes on a busy machine does not count
 * @param standstill how long Drools may go without any processor time at all
 * @param timing the clock for both times
 */
public record EvaluationLimits(
    long combinations, int matches, Duration work, Duration standstill, Timing timing) {
  private static final Duration STANDSTILL = Duration.ofMinutes(10);

  public static final EvaluationLimits USUAL =
      new EvaluationLimits(1_000_000, 100_000, Duration.ofSeconds(10));

  /** The same limits but for the combinations of entries. */
  public EvaluationLimits withCombinations(long most) {
    return new EvaluationLimits(Math.min(combinations, most), matches, work, standstill, timing);
  }

  public EvaluationLimits(long combinations, int matches, Duration work) {
    this(combinations, matches, work, STANDSTILL, Timing.OF_THE_MACHINE);
  }
}

package nestor.reasoning;

import java.time.Duration;

/**
 * How much one rule may do for one organisation before it is stopped. The first two are the same on
 * every machine, so that an answer never depends on its speed; the deadline is for what they do not
 * see.
 *
 * @param combinations of entries that the conditions of one rule may try
 * @param matches that one rule may find, and all rules together may fire for
 * @param deadline for one rule's conditions, and for Drools over all rules
 */
record Limits(long combinations, int matches, Duration deadline) {
  static final Limits USUAL = new Limits(1_000_000, 100_000, Duration.ofSeconds(10));
}

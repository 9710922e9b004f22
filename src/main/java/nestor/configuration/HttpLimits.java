package nestor.configuration;

import java.time.Duration;

/**
 * Limits on what one HTTP client may use up. They are not in {@code nestor.yaml}: the defaults suit
 * every installation, and tests choose smaller ones.
 *
 * @param head how long a client may take for the address and headers of its first request
 * @param idle how long a connection may wait for the next request, and for its headers to be whole
 * @param body how long a body may take beyond the time that {@code leastRate} gives it
 * @param leastRate bytes a second at which a body must arrive, and an answer be taken, in the long
 *     run
 * @param bodies how many bodies may be on their way at once, from all
 * @param bodiesOfOne how many of those of one caller at one address
 * @param waitingOfOne how many complete requests of one caller may wait for their answers
 */
public record HttpLimits(
    Duration head,
    Duration idle,
    Duration body,
    int leastRate,
    int bodies,
    int bodiesOfOne,
    int waitingOfOne) {

  /** The limits of a server that serves people. */
  public static final HttpLimits USUAL =
      new HttpLimits(
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          16 << 10,
          200,
          20,
          200);

  /** Longest time for that many bytes, in nanoseconds. */
  public long nanosFor(long bytes) {
    return body.toNanos() + bytes * 1_000_000_000L / leastRate;
  }
}

package nestor.server.pipeline;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import nestor.dossier.AdvisoryState;

/**
 * Failed attempts to advise organisations. One that failed is held back for a while, unless its
 * data or the rulebook change. Held in memory: after a restart each is tried at once. Safe for use
 * by several threads.
 */
final class AdviceFailures {
  static final Duration LONGEST_RETRY = Duration.ofMinutes(10);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(10);

  private final Map<String, Failure> failures = new ConcurrentHashMap<>();

  private record Failure(long revision, String rulebook, Duration delay, long retryAt, String why) {
    boolean holdsBack(AdvisoryState state, String rulebookNow) {
      return state.revision() == revision
          && rulebook.equals(rulebookNow)
          && System.nanoTime() - retryAt < 0;
    }
  }

  void add(AdvisoryState state, String rulebook, Duration delay, Throwable why) {
    failures.put(
        state.organisation(),
        new Failure(
            state.revision(),
            rulebook,
            delay,
            System.nanoTime() + delay.toNanos(),
            why.getMessage() == null ? why.toString() : why.getMessage()));
  }

  void remove(String organisation) {
    failures.remove(organisation);
  }

  boolean holdBack(AdvisoryState state, String rulebook) {
    Failure failure = failures.get(state.organisation());
    return failure != null && failure.holdsBack(state, rulebook);
  }

  /** Returns how long an organisation that fails now is held back: twice as long as before. */
  Duration nextDelay(String organisation) {
    Failure before = failures.get(organisation);
    Duration delay = before == null ? FIRST_RETRY : before.delay().multipliedBy(2);
    return delay.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : delay;
  }

  /** Returns when the first of them is tried again, by {@link System#nanoTime}. */
  long nextRetry() {
    long now = System.nanoTime();
    return now
        + failures.values().stream().mapToLong(failure -> failure.retryAt() - now).min().orElse(0);
  }

  /** Returns why organisations are not advised, by their ids. */
  SortedMap<String, String> reasons() {
    SortedMap<String, String> reasons = new TreeMap<>();
    failures.forEach((organisation, failure) -> reasons.put(organisation, failure.why()));
    return reasons;
  }

  boolean isEmpty() {
    return failures.isEmpty();
  }

  int size() {
    return failures.size();
  }
}

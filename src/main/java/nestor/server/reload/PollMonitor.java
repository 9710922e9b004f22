package nestor.server.reload;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Route;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * Monitor of polling routes. Camel reports no thread that hangs, so polls are counted between two
 * questions.
 */
final class PollMonitor {
  /** A look that hands over a large backlog takes its time. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Clock clock;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  PollMonitor(Clock clock) {
    this.clock = clock;
  }

  /** Number of looks, and since when it has not changed. */
  private record Seen(ScheduledPollConsumer consumer, long looks, Instant since) {}

  /** Since when a running route has not looked any more, if that is too long. */
  Optional<Instant> silentSince(Route route) {
    if (!(route.getConsumer() instanceof ScheduledPollConsumer consumer)) {
      return Optional.empty();
    }
    long looks = consumer.getCounter();
    Instant now = clock.instant();
    Seen last =
        seen.compute(
            route.getRouteId(),
            (id, former) ->
                former != null && former.consumer() == consumer && former.looks() == looks
                    ? former
                    : new Seen(consumer, looks, now));
    Duration most =
        LONGEST.plus(Duration.of(consumer.getDelay(), consumer.getTimeUnit().toChronoUnit()));
    return Duration.between(last.since(), now).compareTo(most) > 0
        ? Optional.of(last.since())
        : Optional.empty();
  }
}

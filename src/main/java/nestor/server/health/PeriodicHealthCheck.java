package nestor.server.health;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Health check that runs every few seconds on its own thread and answers at once with what was seen
 * last. Use it for checks that cost something or may hang; a check that does not return counts as
 * failed. What is in memory is checked directly. Safe for use by several threads.
 */
public final class PeriodicHealthCheck implements HealthChecks.Condition, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeriodicHealthCheck.class);

  private static final Duration USUAL_PAUSE = Duration.ofSeconds(2);
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);

  private final HealthChecks.Condition condition;
  private final Duration pause;
  private final Duration patience;
  private final String silence;
  private final LongSupplier clock;
  private final Thread thread;
  private final CountDownLatch looked = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Seen seen;
  private volatile long lookedAt;

  private record Seen(Optional<String> trouble) {}

  /** As below, looked at every two seconds, and reported where a look takes more than ten. */
  public PeriodicHealthCheck(String name, HealthChecks.Condition condition, String silence) {
    this(name, condition, USUAL_PAUSE, USUAL_PATIENCE, silence, System::nanoTime);
  }

  /**
   * A condition that is not looked at before it is {@linkplain #start started}.
   *
   * @param name of the thread
   * @param silence what to say, and the cure, where a look does not come back; behind it stands for
   *     how long
   * @param clock nanoseconds that only go up
   */
  PeriodicHealthCheck(
      String name,
      HealthChecks.Condition condition,
      Duration pause,
      Duration patience,
      String silence,
      LongSupplier clock) {
    this.condition = condition;
    this.pause = pause;
    this.patience = patience;
    this.silence = silence;
    this.clock = clock;
    this.lookedAt = clock.getAsLong();
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
  }

  /** Looks from now on; comes back once it has looked, or its patience is over. */
  public void start() {
    thread.start();
    try {
      if (!looked.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("{}", silence);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Optional<String> trouble() {
    long silent = clock.getAsLong() - lookedAt;
    if (silent > pause.plus(patience).toNanos()) {
      return Optional.of(silence + " (no answer for " + silent / 1_000_000_000L + " s)");
    }
    Seen last = seen;
    return last == null ? Optional.of("it was not looked at yet; wait a second") : last.trouble();
  }

  private void run() {
    try {
      do {
        Optional<String> trouble;
        try {
          trouble = condition.trouble();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
          trouble = Optional.of("it cannot be told: " + e);
        }
        seen = new Seen(trouble);
        lookedAt = clock.getAsLong();
        looked.countDown();
      } while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks no more; a look under way may still end, and is not waited for. */
  @Override
  public void close() {
    closing.countDown();
  }
}

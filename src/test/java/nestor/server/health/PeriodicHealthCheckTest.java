package nestor.server.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PeriodicHealthCheckTest {
  private final AtomicLong clock = new AtomicLong();

  private PeriodicHealthCheck watching(HealthChecks.Condition condition) {
    return new PeriodicHealthCheck(
        "test",
        condition,
        Duration.ofMillis(20),
        Duration.ofSeconds(10),
        "the disk does not answer; mend it",
        clock::get);
  }

  @Test
  void howeverManyAskOneThreadLooksAndWhatChangesIsSeen() {
    AtomicReference<Optional<String>> now = new AtomicReference<>(Optional.empty());
    AtomicInteger looking = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (PeriodicHealthCheck condition =
        watching(
            () -> {
              most.accumulateAndGet(looking.incrementAndGet(), Math::max);
              looking.decrementAndGet();
              return now.get();
            })) {
      condition.start();
      assertThat(condition.trouble()).isEmpty();
      now.set(Optional.of("it is gone; put it back"));
      await().until(() -> condition.trouble().isPresent());
      assertThat(condition.trouble()).contains("it is gone; put it back");
      now.set(Optional.empty());
      await().until(() -> condition.trouble().isEmpty());
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void aLookThatNeverComesBackIsTheTroubleAndHoldsUpNobody() throws Exception {
    CountDownLatch hung = new CountDownLatch(1);
    AtomicInteger looks = new AtomicInteger();
    try (PeriodicHealthCheck condition =
        watching(
            () -> {
              if (looks.incrementAndGet() > 1) {
                try {
                  hung.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
              return Optional.empty();
            })) {
      condition.start();
      await().until(() -> looks.get() == 2);
      assertThat(condition.trouble()).isEmpty();
      clock.addAndGet(Duration.ofSeconds(11).toNanos());
      assertThat(condition.trouble())
          .contains("the disk does not answer; mend it (no answer for 11 s)");
      hung.countDown();
      await().until(() -> condition.trouble().isEmpty());
    }
  }

  @Test
  void aLookThatFailsIsTold() {
    try (PeriodicHealthCheck condition =
        watching(
            () -> {
              throw new IllegalStateException("broken");
            })) {
      condition.start();
      assertThat(condition.trouble().orElseThrow()).contains("it cannot be told", "broken");
    }
  }
}

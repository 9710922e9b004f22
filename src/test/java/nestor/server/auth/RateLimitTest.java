package nestor.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final AtomicLong now = new AtomicLong();
  private final RateLimit limit = new RateLimit(3, 60, now::get);

  @Test
  void soManyAtOnceAndThenOneASecond() {
    for (int i = 0; i < 3; i++) {
      assertThat(limit.take("a")).isZero();
    }
    assertThat(limit.take("a")).isEqualTo(1);
    seconds(1);
    assertThat(limit.take("a")).isZero();
    assertThat(limit.take("a")).isEqualTo(1);
  }

  @Test
  void whoIsPutOffDoesNotWaitLongerForTrying() {
    for (int i = 0; i < 100; i++) {
      limit.take("a");
    }
    seconds(1);
    assertThat(limit.take("a")).isZero();
  }

  @Test
  void oneDoesNotPayForAnother() {
    for (int i = 0; i < 10; i++) {
      limit.take("a");
    }
    assertThat(limit.take("b")).isZero();
  }

  @Test
  void aLongSilenceEarnsNoMoreThanTheBeginning() {
    limit.take("a");
    seconds(3600);
    for (int i = 0; i < 3; i++) {
      assertThat(limit.take("a")).isZero();
    }
    assertThat(limit.take("a")).isPositive();
  }

  private void seconds(long seconds) {
    now.addAndGet(seconds * 1_000_000_000L);
  }
}

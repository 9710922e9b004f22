package nestor.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The threads that the server lives by go on whatever is thrown in them, and tell what it was. */
class WorkerLoopTest {
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private final AtomicInteger steps = new AtomicInteger();
  private final AtomicReference<Throwable> thrown = new AtomicReference<>();
  private WorkerLoop loop = loop(Duration.ofMinutes(15), () -> step());

  @AfterEach
  void stop() {
    loop.stop();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        StackOverflowError.class,
        OutOfMemoryError.class,
        AssertionError.class,
        ExceptionInInitializerError.class,
        ThreadDeath.class,
        InterruptedException.class,
        IllegalStateException.class,
      })
  void whateverIsThrownItIsToldAndTheNextStepComes(Class<? extends Throwable> kind)
      throws Exception {
    thrown.set(kind.getConstructor().newInstance());
    loop.start();
    await().until(() -> steps.get() > 0);
    if (kind != InterruptedException.class) {
      await().untilAsserted(() -> assertThat(loop.trouble()).contains(kind.getName()));
      assertThat(console.toString(StandardCharsets.UTF_8))
          .startsWith("trouble     " + kind.getName() + "; trying again until it works");
    }
    thrown.set(null);
    int before = steps.get();
    loop.nudge();
    await().untilAsserted(() -> assertThat(steps.get()).isGreaterThan(before + 1));
    await().untilAsserted(() -> assertThat(loop.trouble()).isEmpty());
  }

  @Test
  void anInterruptionFromOutsideEndsItNot() {
    loop.start();
    await().until(() -> steps.get() > 0);
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("worker of a test"))
        .forEach(Thread::interrupt);
    int before = steps.get();
    await().until(() -> steps.get() > before + 1);
    assertThat(loop.trouble()).isEmpty();
  }

  @Test
  void aStepThatNeverComesBackIsToldWithTheThreadAndSinceWhen() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    loop =
        loop(
            Duration.ofMillis(50),
            () -> {
              held.await();
              return step();
            });
    loop.start();
    await()
        .untilAsserted(
            () ->
                assertThat(loop.trouble())
                    .hasValueSatisfying(
                        said ->
                            assertThat(said)
                                .matches(
                                    "its thread 'worker of a test' has been at one step since"
                                        + " \\d{4}-.*Z; see log/nestor.log, and start Nestor again")));
    held.countDown();
    await().untilAsserted(() -> assertThat(loop.trouble()).isEmpty());
  }

  @Test
  void oneThatHasNotBegunOrWasStoppedIsNoTrouble() throws Exception {
    assertThat(loop.trouble()).isEmpty();
    loop.start();
    loop.stop();
    assertThat(loop.ended(Duration.ofSeconds(30))).isTrue();
    assertThat(loop.trouble()).isEmpty();
  }

  private boolean step() throws Exception {
    steps.incrementAndGet();
    Throwable now = thrown.get();
    if (now instanceof Error error) {
      throw error;
    }
    if (now instanceof Exception exception) {
      throw exception;
    }
    return false;
  }

  private WorkerLoop loop(Duration longestStep, WorkerLoop.Step step) {
    return new WorkerLoop(
        "worker of a test",
        Duration.ofMillis(10),
        step,
        new ConsoleReporter(new PrintStream(console, true, StandardCharsets.UTF_8)),
        longestStep);
  }
}

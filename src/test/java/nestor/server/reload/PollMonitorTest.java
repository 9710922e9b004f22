package nestor.server.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route that hangs in what it found is reported, since Camel goes on calling it started. */
class PollMonitorTest {
  private static final Instant MORNING = Instant.parse("2026-11-21T08:00:00Z");

  private @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(MORNING);

  private final class SetClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now.get();
    }
  }

  @Test
  void aRouteThatDoesNotLookAnyMoreIsToldWithSinceWhen() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Path routes = Files.createDirectories(folder.resolve("routes"));
    Path inbox = Files.createDirectories(folder.resolve("inbox"));
    Files.writeString(
        routes.resolve("slow.camel.yaml"),
        """
        - route:
            id: slow
            from:
              uri: file
              parameters:
                directoryName: "{{nestor.inbox}}"
                initialDelay: 0
                delay: 50
              steps:
                - to:
                    uri: bean:slow
        """);
    CamelRuntime transport = new CamelRuntime(routes);
    transport.setProperty("nestor.inbox", inbox.toString());
    transport.bind(
        "slow",
        (Processor)
            exchange -> {
              begun.countDown();
              held.await();
            });
    transport.start();
    try {
      PollMonitor polls = new PollMonitor(new SetClock());
      Route route = transport.context().getRoute("slow");
      assertThat(polls.silentSince(route)).isEmpty();
      Files.writeString(inbox.resolve("first"), "1");
      begun.await();
      polls.silentSince(route);
      now.set(MORNING.plus(Duration.ofMinutes(59)));
      assertThat(polls.silentSince(route)).isEmpty();
      now.set(MORNING.plus(Duration.ofMinutes(61)));
      assertThat(polls.silentSince(route)).contains(MORNING);
      held.countDown();
      await().untilAsserted(() -> assertThat(polls.silentSince(route)).isEmpty());
    } finally {
      held.countDown();
      transport.stop();
    }
  }
}

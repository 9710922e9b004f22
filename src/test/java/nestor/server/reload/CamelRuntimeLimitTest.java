package nestor.server.reload;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to an edit of a route that does not finish what it has in hand. */
class CamelRuntimeLimitTest {
  private static final String ROUTE =
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
      """;

  private @TempDir Path folder;

  @Test
  void aRouteThatDoesNotFinishWithinTheLimitStaysAsItIs() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    List<String> begun = new CopyOnWriteArrayList<>();
    Path routes = Files.createDirectories(folder.resolve("routes"));
    Path inbox = Files.createDirectories(folder.resolve("inbox"));
    Files.writeString(routes.resolve("slow.camel.yaml"), ROUTE);
    CamelRuntime transport = new CamelRuntime(routes, Duration.ofSeconds(1));
    transport.setProperty("nestor.inbox", inbox.toString());
    transport.bind(
        "slow",
        (Processor)
            exchange -> {
              begun.add(exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class));
              held.await();
            });
    transport.start();
    try {
      Files.writeString(inbox.resolve("first"), "1");
      await().atMost(Duration.ofSeconds(30)).until(() -> begun.contains("first"));

      assertThatThrownBy(() -> transport.replace(file(ROUTE), file(ROUTE.replace("50", "60"))))
          .isInstanceOf(InvalidRoutesException.class)
          .hasMessageContaining("the route slow did not finish what it does within 1 seconds");

      held.countDown();
      Files.writeString(inbox.resolve("second"), "2");
      await().atMost(Duration.ofSeconds(30)).until(() -> begun.contains("second"));
    } finally {
      held.countDown();
      transport.stop();
    }
  }

  private static RouteFile file(String text) throws IOException {
    return RouteFile.read("slow.camel.yaml", text, new ArrayList<>());
  }
}

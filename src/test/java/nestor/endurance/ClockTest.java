package nestor.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import nestor.server.StubEngineServer;
import nestor.server.http.HttpTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose clock is set while it works. */
class ClockTest {
  private @TempDir Path folder;

  @Test
  void aClockThatIsSetBackOrForwardStopsNothingAndChangesNoOrder() throws IOException {
    try (StubEngineServer server = new StubEngineServer(folder.resolve("desk")).open()) {
      HttpTestClient ask = new HttpTestClient(server.server().web().address());
      server.drop("acme/a.json", "{\"systems\": [{\"name\": \"a\"}]}");
      await().until(() -> kept(server).size() == 1);

      set(server, Duration.ofDays(-2));
      upload(ask, "b");
      await().until(() -> kept(server).size() == 2);
      server.drop("acme/c.json", "{\"systems\": [{\"name\": \"c\"}]}");
      await().until(() -> kept(server).size() == 3);

      set(server, Duration.ofDays(3));
      upload(ask, "d");
      await().until(() -> kept(server).size() == 4);
      set(server, Duration.ZERO);
      upload(ask, "e");
      await().until(() -> kept(server).size() == 5);

      assertThat(kept(server)).containsExactly("a.json", "b.json", "c.json", "d.json", "e.json");
      await()
          .untilAsserted(
              () ->
                  assertThat(ask.get("/organisations/acme/sections/systems").text())
                      .contains("\"e\""));
      await()
          .until(
              () ->
                  ask.get("/organisations/acme/advisories/latest", "Accept", "application/json")
                      .text()
                      .contains("[{name=e}]"));
      assertThat(server.lines("trouble")).isEmpty();
      assertThat(ask.get("/health/ready").status()).isEqualTo(200);
    }
  }

  private static void set(StubEngineServer server, Duration by) {
    server.clock.set(Clock.offset(Clock.systemUTC(), by));
  }

  private static void upload(HttpTestClient ask, String name) throws IOException {
    assertThat(
            ask.post(
                    "/organisations/acme/documents?name=" + name + ".json",
                    "application/json",
                    "{\"systems\": [{\"name\": \"" + name + "\"}]}")
                .status())
        .isEqualTo(202);
  }

  /** The documents in the archive by their names there, which begin with the receipt's id. */
  private static List<String> kept(StubEngineServer server) throws IOException {
    return server.files("archive").stream()
        .map(file -> file.getFileName().toString())
        .sorted()
        .map(name -> name.substring(27))
        .toList();
  }
}

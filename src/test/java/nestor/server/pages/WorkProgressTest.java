package nestor.server.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.server.StubEngineServer;
import nestor.server.http.HttpTestClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Progress of long work, as open pages show it. */
@Tag("server")
class WorkProgressTest {
  private static final Pattern MARK = Pattern.compile("data-mark=\"([^\"]+)\"");

  @Test
  void aPageTellsHowFarTheAdviceIsAndThatItWentOn(@TempDir Path folder) throws IOException {
    try (StubEngineServer server = new StubEngineServer(folder)) {
      server.open();
      for (int i = 0; i < 6; i++) {
        server.drop("client-" + i + ".json", "{\"backups\": []}");
      }
      await().untilAsserted(() -> assertThat(server.advised.get()).isEqualTo(6));
      await().untilAsserted(() -> assertThat(page(server)).doesNotContain("Advising:"));
      Semaphore turns = new Semaphore(2);
      server.turns.set(turns);
      server.version.set("rules-2");
      await().untilAsserted(() -> assertThat(page(server)).contains("2 of 6 organisations"));
      assertThat(page(server)).contains("<progress id=\"advised\" max=\"6\" value=\"2\">");
      String before = mark(server);
      turns.release();
      await().untilAsserted(() -> assertThat(page(server)).contains("3 of 6 organisations"));
      // By another mark open pages are told that they are out of date.
      assertThat(mark(server)).isNotEqualTo(before);
      turns.release(10);
      await().untilAsserted(() -> assertThat(page(server)).doesNotContain("Advising:"));
    }
  }

  private static String page(StubEngineServer server) throws IOException {
    return new HttpTestClient(server.server().web().address())
        .get("/status", "Accept", HttpTestClient.HTML)
        .text();
  }

  private static String mark(StubEngineServer server) throws IOException {
    Matcher mark = MARK.matcher(page(server));
    assertThat(mark.find()).isTrue();
    return mark.group(1);
  }
}

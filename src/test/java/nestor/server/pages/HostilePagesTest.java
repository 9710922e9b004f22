package nestor.server.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nestor.server.RunningServer;
import nestor.server.http.HttpTestClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that show what strangers wrote. */
class HostilePagesTest {
  private static final String HTML = "text/html,application/xhtml+xml,*/*;q=0.8";
  private static final String SCRIPT = "<script>alert(1)</script>";
  private static final String PICTURE = "\"'><img src=x onerror=alert(2)>";

  @TempDir Path folder;

  @Test
  void whatStrangersWroteNeverBecomesMarkup() throws IOException {
    try (RunningServer server = RunningServer.in(folder.resolve("desk"))) {
      HttpTestClient ask = server.ask();
      String name = quoted(SCRIPT);
      String system = quoted(PICTURE);
      send(
          ask,
          "acme",
          SCRIPT + ".json",
          "{\"organisation\": {\"name\": "
              + name
              + "}, \"systems\": [{\"name\": "
              + system
              + ", \"critical\": true}], \"backups\": [{\"system\": "
              + system
              + "}], \"executives\": [{\"role\": "
              + name
              + ", \"directReports\": 40}]}");
      String bad =
          send(ask, "acme", PICTURE + ".json", "{\"backups\": [{\"system\": [" + name + "]}]}");
      send(ask, "beta", "beta.json", "{" + name + ": 1}");
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () ->
                  assertThat(ask.get("/organisations/acme", "Accept", HTML).text())
                      .contains("Read the advisory", "&lt;script&gt;"));

      String query = URLEncoder.encode(PICTURE + SCRIPT, StandardCharsets.UTF_8);
      List<String> pages =
          new ArrayList<>(
              List.of(
                  "/",
                  "/organisations",
                  "/organisations/acme",
                  "/organisations/acme/advisories",
                  "/organisations/acme/advisories/latest",
                  "/organisations/acme/sections/systems",
                  "/organisations/acme/sections/backups",
                  "/organisations/acme/what-if?section=systems",
                  "/receipts/" + bad,
                  "/status",
                  "/organisations?q=" + query,
                  "/organisations/acme?reply=" + query,
                  "/rules?q=" + query,
                  "/log-in?next=/" + query,
                  "/" + query));
      for (String page : pages) {
        HttpTestClient.Got got = ask.get(page, "Accept", HTML);
        assertThat(got.text())
            .as(page)
            .contains("<html")
            .doesNotContain("<script>alert", "<img src=x", "onerror=alert(2)>'", "<%");
        assertThat(got.header("Content-Security-Policy"))
            .as(page)
            .contains("default-src 'none'")
            .doesNotContain("unsafe-eval")
            .doesNotContainPattern("script-src[^;]*unsafe-inline");
        assertThat(got.header("X-Content-Type-Options")).isEqualTo("nosniff");
      }
    }
  }

  @Tag("flood")
  @Test
  void whoLogsInWithoutEndIsPutOff() throws IOException {
    try (RunningServer server = RunningServer.in(folder.resolve("desk"))) {
      HttpTestClient ask = server.ask();
      HttpTestClient.Got got = ask.post("/log-in", "application/x-www-form-urlencoded", "secret=a");
      for (int i = 0; i < 200 && got.status() != 429; i++) {
        got = ask.post("/log-in", "application/x-www-form-urlencoded", "secret=a");
      }
      assertThat(got.status()).isEqualTo(429);
      assertThat(got.header("Retry-After")).isNotEmpty();
    }
  }

  /** Sends a document under a name, and returns its receipt. */
  private static String send(HttpTestClient ask, String organisation, String name, String content)
      throws IOException {
    HttpTestClient.Got got =
        ask.send(
            ask.to(
                    "/organisations/"
                        + organisation
                        + "/documents?name="
                        + URLEncoder.encode(name, StandardCharsets.UTF_8))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(content)));
    assertThat(got.status()).isEqualTo(202);
    return got.json().at("/receipts/0/id").asText();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\\\"") + "\"";
  }
}

package nestor.server.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.server.RunningServer;
import nestor.server.http.HttpTestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages as any client gets them, and what their forms do where no script runs. */
class PagesTest {
  private static final int LARGEST = 100_000;

  /** An advisory links each recommendation to its reply and its owner's list. */
  private static final int LARGEST_ADVISORY = 125_000;

  private static final List<String> PAGES =
      List.of(
          "/",
          "/organisations",
          "/organisations?q=lumen",
          "/organisations/lumen-labs",
          "/organisations/lumen-labs?reply=security/backup-missing",
          "/organisations/lumen-labs/advisories",
          "/organisations/lumen-labs/sections/systems",
          "/organisations/lumen-labs/what-if",
          "/organisations/lumen-labs/what-if?section=responsibilities",
          "/rules",
          "/rules?q=backup&priority=critical",
          "/rules/security/backup-unverified",
          "/rulebook",
          "/status",
          "/log-in");

  private static @TempDir Path folder;
  private static RunningServer served;

  @BeforeAll
  static void open() throws IOException {
    Path home = folder.resolve("desk");
    Files.createDirectories(home.resolve("inbox"));
    Files.copy(Path.of("examples/lumen-labs.yaml"), home.resolve("inbox/lumen-labs.yaml"));
    served = RunningServer.in(home);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> page("/organisations/lumen-labs").text().contains("Read the advisory"));
  }

  @AfterAll
  static void close() {
    served.close();
  }

  private static HttpTestClient.Got page(String path) throws IOException {
    return served.ask().get(path, "Accept", HttpTestClient.HTML);
  }

  @Test
  void everyPageIsSmallAndFetchesNothingFromElsewhere() throws IOException {
    for (String path : PAGES) {
      HttpTestClient.Got got = page(path);
      assertThat(got.status()).as(path).isEqualTo(200);
      assertThat(got.header("Content-Type")).as(path).isEqualTo("text/html; charset=utf-8");
      assertThat(got.text().getBytes(StandardCharsets.UTF_8).length).as(path).isLessThan(LARGEST);
      assertThat(got.text())
          .as(path)
          .doesNotContain("src=\"http")
          .doesNotContainPattern("<link[^>]*href=\"http")
          .doesNotContainPattern("<style|style=\"|<script>| on[a-z]+=\"");
      assertThat(got.header("Content-Security-Policy"))
          .as(path)
          .contains("default-src 'none'")
          .contains("script-src 'self'")
          .contains("style-src 'self'")
          .doesNotContain("unsafe");
      assertThat(got.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(got.header("Cache-Control")).isEqualTo("no-cache");
    }
    String page = page("/").text();
    HttpTestClient.Got styles = served.ask().get(found(page, "href=\"(/pages.css[^\"]*)\""));
    assertThat(styles.header("Cache-Control")).contains("immutable");
    assertThat(styles.text()).doesNotContain("url(").doesNotContain("@import");
    assertThat(served.ask().get(found(page, "src=\"(/pages.js[^\"]*)\"")).status()).isEqualTo(200);
    assertThat(served.ask().get("/icon.svg").header("Content-Type")).isEqualTo("image/svg+xml");
  }

  @Test
  void programsGetWhatTheyGotBeforeThereWerePages() throws IOException {
    for (String path : List.of("/organisations", "/organisations/lumen-labs", "/rules")) {
      assertThat(served.ask().get(path).header("Content-Type")).isEqualTo("application/json");
      assertThat(served.ask().get(path, "Accept", "*/*").header("Content-Type"))
          .isEqualTo("application/json");
      assertThat(served.ask().get(path).header("Vary")).isEqualTo("Accept");
    }
    HttpTestClient.Got rule = served.ask().get("/rules/security/backup-unverified");
    assertThat(rule.json().get("id").asText()).isEqualTo("security/backup-unverified");
    HttpTestClient.Got section = served.ask().get("/organisations/lumen-labs/sections/backups");
    assertThat(section.json().at("/entries/0/system").asText()).isEqualTo("Customer database");
    HttpTestClient.Got nowhere = served.ask().get("/nowhere");
    assertThat(nowhere.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(page("/nowhere").text()).contains("<h1>Nothing there</h1>");
  }

  @Test
  void thePageOfARuleSaysToWhomItApplies() throws IOException {
    assertThat(page("/rules/delegation/cto-authority").text())
        .contains("Applies to organisations with a CTO.");
    assertThat(page("/rules/security/backup-unverified").text()).doesNotContain("Applies to");
  }

  @Test
  void anAdvisoryIsSavedInTheFormatThatALinkNames() throws IOException {
    String path = "/organisations/lumen-labs/advisories/latest?format=";
    HttpTestClient.Got csv = served.ask().get(path + "csv", "Accept", HttpTestClient.HTML);
    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.header("Content-Disposition"))
        .matches("attachment; filename=\"lumen-labs-\\d{4}-\\d\\d-\\d\\d\\.csv\"");
    String whole = page("/organisations/lumen-labs/advisories/latest").text();
    assertThat(whole.getBytes(StandardCharsets.UTF_8).length).isLessThan(LARGEST_ADVISORY);
    HttpTestClient.Got unknown = served.ask().get(path + "pfd");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text()).contains("'pfd'").contains("pdf");
  }

  @Test
  void aFormWithoutTheTokenOfOurPagesChangesNothing() throws IOException {
    for (String path :
        List.of(
            "/documents",
            "/organisations/lumen-labs/replies",
            "/organisations/lumen-labs/what-if",
            "/receipts/x/put-back",
            "/log-in",
            "/log-out")) {
      HttpTestClient.Got got = form(path, "", Map.of("secret", "x"), Map.of("x.json", "{}"));
      assertThat(got.status()).as(path).isEqualTo(403);
      assertThat(got.text()).as(path).contains("Not sent by a page of this server");
    }
    assertThat(page("/").text()).doesNotContain("x.json");
  }

  @Test
  void documentsOfAFormAreKeptWithoutAnyScript() throws IOException {
    String token = HttpTestClient.token(page("/").text());
    HttpTestClient.Got got =
        form(
            "/documents",
            token,
            Map.of("organisation", "acme"),
            Map.of("one.json", "{\"backups\": []}", "bad.json", "{\"bakups\": []}"));
    assertThat(got.status()).isEqualTo(303);
    assertThat(got.header("Location")).isEqualTo("/");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                page("/").text().contains("taken in</span>")
                    && quarantine(page("/").text()).contains("bad.json"));

    String receipt = found(page("/").text(), "href=\"(/receipts/[^\"]*)\">bad.json");
    assertThat(page(receipt).text()).contains("not taken in").contains("backups");
    HttpTestClient.Got again = form(receipt + "/put-back", token, Map.of(), Map.of());
    assertThat(again.status()).isEqualTo(303);
    assertThat(again.header("Location")).startsWith("/receipts/").isNotEqualTo(receipt);
    // The later one counts; the former is dealt with.
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> page(again.header("Location")).text().contains("not taken in"));
    assertThat(quarantine(page("/").text()))
        .contains(again.header("Location"))
        .doesNotContain(receipt + "\"");
    form(
        "/documents",
        token,
        Map.of("organisation", "acme"),
        Map.of("bad.json", "{\"systems\": []}"));
    await().atMost(Duration.ofSeconds(10)).until(() -> !page("/").text().contains("card fault"));

    HttpTestClient.Got wrong =
        form("/documents", token, Map.of("organisation", "No Id"), Map.of("a.json", "{}"));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(form("/documents", token, Map.of(), Map.of()).status()).isEqualTo(400);
  }

  private static String quarantine(String page) {
    return page.substring(page.indexOf("id=\"quarantine\""), page.indexOf("class=\"halves\""));
  }

  @Test
  void aRecommendationIsSetAsideAndTakenBackByForms() throws IOException {
    String rule = "people/key-person";
    String path = "/organisations/lumen-labs";
    String token = HttpTestClient.token(page("/").text());
    HttpTestClient.Got got =
        form(
            path + "/replies",
            token,
            Map.of(
                "rule", rule, "what", "aside", "day", "2199-12-31", "by", "A. N.", "why", "soon"),
            Map.of());
    assertThat(got.status()).isEqualTo(303);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> served.ask().get(path + "/advisories/latest").json().get("waived").size() == 1);
    assertThat(page(path).text()).contains("waived by A. N. until").contains(": soon");

    HttpTestClient.Got endless =
        form(
            path + "/replies",
            token,
            Map.of("rule", "people/key-persn", "what", "aside", "by", "A. N."),
            Map.of());
    assertThat(endless.status()).isEqualTo(422);
    assertThat(endless.text()).contains("people/key-person");

    // Before the one is read, the other must not be lost.
    String other = "delegation/in-the-weeds";
    Map<String, String> waived =
        Map.of("rule", other, "what", "aside", "day", "2199-12-31", "by", "A. N.", "why", "soon");
    form(
        path + "/replies",
        token,
        Map.of("rule", rule, "what", "done", "by", "A. N.", "day", "2026-11-20"),
        Map.of());
    form(path + "/replies", token, waived, Map.of());
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              String replies = served.ask().get(path + "/sections/waivers").text();
              assertThat(replies).contains(rule).contains(other);
            });

    form(path + "/replies", token, Map.of("rule", other, "what", "nothing"), Map.of());
    form(path + "/replies", token, Map.of("rule", rule, "what", "nothing"), Map.of());
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> served.ask().get(path + "/advisories/latest").json().get("waived").isEmpty());
  }

  @Test
  void whatWouldChangeIsToldForATableAndForLines() throws IOException {
    String path = "/organisations/lumen-labs/what-if";
    String token = HttpTestClient.token(page(path + "?section=backups").text());
    String told =
        form(
                path,
                token,
                Map.of(
                    "do", "try",
                    "section", "backups",
                    "shown", "backups",
                    "cell:1:lastRun", LocalDate.now(ZoneOffset.UTC).toString(),
                    "cell:1:lastRestoreTest", "2020-01-01",
                    "cell:+:system", ""),
                Map.of())
            .text();
    assertThat(told)
        .contains("backups[Upload store].lastRestoreTest=2020-01-01")
        .contains("Would be recommended")
        .contains("/rules/security/backup-unverified");
    String faulty =
        form(path, token, Map.of("do", "try", "lines", "bakups=[]\nbackups[9].lastRun=x"), Map.of())
            .text();
    assertThat(faulty)
        .contains("That cannot be supposed")
        .contains("there is no section &#39;bakups&#39;")
        .contains("backups has 2 entries");
  }

  @Test
  void theRulebookPageTellsOfAnEditThatIsNotInForce() throws IOException {
    assertThat(page("/rulebook").text()).contains("is in force since").contains("in order");
    String status = page("/status").text();
    assertThat(status).contains("All of it works.").contains("<span class=\"main\">store</span>");
  }

  @Test
  void openPagesAreToldOfWhatHappens() throws IOException, InterruptedException {
    BlockingQueue<String> ids = new LinkedBlockingQueue<>();
    try (Socket page =
        new Socket(InetAddress.getLoopbackAddress(), URI.create(served.address()).getPort())) {
      String request = "GET /events?since=x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
      page.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(page.getInputStream(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).isEqualTo("HTTP/1.1 200 OK");
      Thread reader =
          new Thread(
              () -> {
                try {
                  lines.lines().filter(line -> line.startsWith("id: ")).forEach(ids::add);
                } catch (UncheckedIOException e) {
                  ids.add("the end");
                }
              });
      reader.start();
      String first = ids.poll(10, TimeUnit.SECONDS);
      assertThat(first).startsWith("id: ");
      served.ask().post("/organisations/news/documents", "application/json", "{\"backups\": []}");
      assertThat(ids.poll(10, TimeUnit.SECONDS)).startsWith("id: ").isNotEqualTo(first);

      // An open page holds no edit of the routes up.
      long begun = System.nanoTime();
      served.server().web().quietly(() -> {});
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }
  }

  private static HttpTestClient.Got form(
      String path, String token, Map<String, String> fields, Map<String, String> files)
      throws IOException {
    return served.ask().form(path, token, fields, files);
  }

  static String found(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
    return matcher.group(1);
  }
}

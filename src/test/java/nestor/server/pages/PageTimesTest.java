package nestor.server.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import nestor.server.RunningServer;
import nestor.server.http.HttpTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how large every page is and how long it takes on this machine, with all examples on
 * file: {@code mvn -B test -Dtest=PageTimesTest -Dpages.requests=100}.
 */
@EnabledIfSystemProperty(named = "pages.requests", matches = "\\d+")
class PageTimesTest {
  private static final int REQUESTS = Integer.getInteger("pages.requests", 100);
  private static final int WARMING = 20;
  private static final int LARGEST = 100_000;
  private static final List<String> ORGANISATIONS =
      List.of("harbour-city", "karoo-mining", "lumen-labs", "meridian-bank");

  /** Of one page: its bytes and how long it took, in milliseconds. */
  private record Figures(String page, int bytes, double median, double slowest) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%-64s %6.1f KB %7.1f %7.1f ms", page, bytes / 1000.0, median, slowest);
    }
  }

  @FunctionalInterface
  private interface Request {
    HttpTestClient.Got send() throws IOException;
  }

  @Test
  void everyPageIsMeasured(@TempDir Path folder) throws IOException {
    Path inbox = Files.createDirectories(folder.resolve("desk/inbox"));
    try (Stream<Path> examples = Files.walk(Path.of("examples"))) {
      for (Path example : examples.filter(Files::isRegularFile).toList()) {
        Path to = inbox.resolve(Path.of("examples").relativize(example).toString());
        if (!example.endsWith("nestor.yaml")) {
          Files.createDirectories(to.getParent());
          Files.copy(example, to);
        }
      }
    }
    Files.writeString(inbox.resolve("spoilt.json"), "{\"bakups\": []}");
    try (RunningServer server = RunningServer.in(folder.resolve("desk"))) {
      HttpTestClient ask = server.ask();
      for (String organisation : ORGANISATIONS) {
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> page(ask, "/organisations/" + organisation).contains("Read the advisory"));
      }
      List<Figures> figures = new ArrayList<>();
      for (Map.Entry<String, Request> request : requests(ask).entrySet()) {
        figures.add(measured(request.getKey(), request.getValue()));
      }
      System.out.printf(
          "%-64s %9s %7s %7s, of %d requests%n", "Page", "Size", "median", "slowest", REQUESTS);
      figures.forEach(System.out::println);
      System.out.printf(
          Locale.ROOT,
          "The largest page: %.1f KB; the slowest in the median: %.1f ms; the slowest answer: %.1f"
              + " ms%n",
          figures.stream().mapToInt(Figures::bytes).max().orElse(0) / 1000.0,
          figures.stream().mapToDouble(Figures::median).max().orElse(0),
          figures.stream().mapToDouble(Figures::slowest).max().orElse(0));
      assertThat(figures).allSatisfy(page -> assertThat(page.bytes()).isLessThan(LARGEST));
    }
  }

  private static Map<String, Request> requests(HttpTestClient ask) throws IOException {
    List<String> paths =
        new ArrayList<>(
            List.of("/", "/organisations", "/organisations?q=bank", "/rules", "/rules?q=backup"));
    paths.addAll(List.of("/rules/security/backup-unverified", "/rulebook", "/status", "/log-in"));
    for (String organisation : ORGANISATIONS) {
      String path = "/organisations/" + organisation;
      paths.add(path);
      paths.add(path + "/advisories");
      paths.add(path + "/advisories/latest");
      paths.add(path + "/advisories/latest?format=html&owner=CTO");
      paths.add(path + "/sections/systems");
      paths.add(path + "/what-if?section=backups");
    }
    paths.addAll(List.of("/nowhere", "/pages.css", "/pages.js"));
    Map<String, Request> requests = new LinkedHashMap<>();
    paths.forEach(path -> requests.put(path, () -> ask.get(path, "Accept", HttpTestClient.HTML)));
    for (String organisation : ORGANISATIONS) {
      String path = "/organisations/" + organisation + "/what-if";
      String token = HttpTestClient.token(page(ask, path));
      Map<String, String> asked = Map.of("do", "try", "lines", "backups=[]\nsystems");
      requests.put(path + " (an answer)", () -> ask.form(path, token, asked, Map.of()));
    }
    return requests;
  }

  private static String page(HttpTestClient ask, String path) throws IOException {
    return ask.get(path, "Accept", HttpTestClient.HTML).text();
  }

  private static Figures measured(String page, Request request) throws IOException {
    for (int i = 0; i < WARMING; i++) {
      request.send();
    }
    List<Double> millis = new ArrayList<>();
    int bytes = 0;
    for (int i = 0; i < REQUESTS; i++) {
      long begun = System.nanoTime();
      HttpTestClient.Got got = request.send();
      millis.add((System.nanoTime() - begun) / 1e6);
      bytes = got.text().getBytes(StandardCharsets.UTF_8).length;
      assertThat(got.status()).as(page).isIn(200, 404);
    }
    millis.sort(Comparator.naturalOrder());
    return new Figures(page, bytes, millis.get(REQUESTS / 2), millis.get(REQUESTS - 1));
  }
}

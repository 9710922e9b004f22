package nestor.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nestor.cli.Installation;
import nestor.cli.Main;
import nestor.delivery.Format;
import nestor.rulebook.RulebookCopy;
import nestor.server.reload.RulebookReloader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The server with the shipped rulebook and routes: documents in, advisories out. */
@Tag("server")
class ServerTest {
  private @TempDir Path folder;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private RulebookCopy rules;
  private RulebookReloader rulebook;
  private Server server;

  @BeforeEach
  void open() throws IOException {
    rules = RulebookCopy.in(folder.resolve("rules"));
    KnownRulebook.in(folder.resolve("desk"), rules.folder());
    PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
    rulebook =
        new RulebookReloader(
            rules.folder(),
            folder.resolve("desk"),
            Installation.compilationCache(),
            Clock.systemUTC(),
            out);
    ServerSettings settings =
        new ServerSettings(
            folder.resolve("desk"),
            Path.of("routes"),
            Clock.systemUTC(),
            new ServerSettings.Documents(Duration.ofMillis(400), Duration.ofMillis(200)),
            List.of(Format.JSON, Format.HTML));
    server = Server.open(settings, rulebook.active(), out);
    rulebook.start();
  }

  @AfterEach
  void close() {
    server.close();
    rulebook.close();
  }

  @Test
  void goodDocumentsAreAdvisedAndBadOnesAreAnsweredWithTheirCure() throws IOException {
    for (int i = 0; i < 10; i++) {
      drop(
          "org-" + i + ".json",
          "{\"systems\": [{\"name\": \"crm\", \"storage\": \"relational\"}], \"backups\": []}");
    }
    drop("date.json", "{\"backups\": [{\"system\": \"crm\", \"lastRun\": \"31/02/2026\"}]}");
    drop("section.json", "{\"bakups\": []}");
    drop("field.json", "{\"backups\": [{\"system\": \"crm\", \"lastRum\": \"2026-01-01\"}]}");
    drop("choice.json", "{\"systems\": [{\"name\": \"crm\", \"storage\": \"relationel\"}]}");
    drop("range.yaml", "time: [{role: CTO, activity: coding, share: 40}]");
    drop("missing.json", "{\"vacancies\": [{\"title\": \"Engineer\"}]}");
    drop("broken.json", "{\"backups\": [");
    drop("empty.json", "");
    drop("cells.backups.csv", "system,lastRun\ncrm,2026-01-01,2026-01-02\n");
    drop("picture.png", "PNG");

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              assertThat(lines("advised")).hasSize(10);
              assertThat(lines("quarantined")).hasSize(10);
            });
    assertThat(files("inbox")).isEmpty();
    assertThat(files("outbox")).hasSize(20);
    assertThat(reason("date.json")).contains("'31/02/2026' is not a date; write YYYY-MM-DD");
    assertThat(reason("section.json")).contains("backups");
    assertThat(reason("field.json")).contains("did you mean 'lastRun'?");
    assertThat(reason("choice.json")).contains("relational");
    assertThat(reason("range.yaml")).contains("time[0].share");
    assertThat(reason("missing.json")).contains("openedOn");
    assertThat(reason("broken.json")).contains("broken.json:1:");
    assertThat(reason("empty.json")).contains("empty");
    assertThat(reason("cells.backups.csv")).contains("cells.backups.csv:2");
    assertThat(reason("picture.png")).contains(".json, .yaml");
  }

  @Test
  void theSecondAdvisoryTellsWhatChanged() throws IOException {
    drop("acme.json", "{\"practices\": [], \"incidents\": []}");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(lines("advised")).hasSize(1));
    drop(
        "acme.practices.csv",
        "name,inPlace,lastDone,coverage\nvulnerability-monitoring,true,,\nstaff-awareness-training,true,2001-01-01,0.1\n");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(lines("advised")).hasSize(2));

    JsonNode second = latest("acme");
    assertThat(statusOf(second, "security/risk-assessment")).isEqualTo("standing");
    assertThat(statusOf(second, "security/staff-awareness")).isEqualTo("worse");
    assertThat(second.get("resolved").findValuesAsText("rule"))
        .containsExactly("security/monitoring");
  }

  @Test
  void aPastAdvisoryIsGivenAgainToTheByteThoughDataAndRulesWentOn() throws IOException {
    drop("acme.json", "{\"practices\": [], \"incidents\": []}");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(lines("advised")).hasSize(1));
    drop("acme.practices.csv", "name,inPlace\nvulnerability-monitoring,true\n");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(lines("advised")).hasSize(2));
    List<JsonNode> past = advisories("acme");
    String version = rulebook.active().rulebookVersion();
    Path edited = rules.folder().resolve("security.practices.drl");
    Files.writeString(
        edited,
        Files.readString(edited)
            .replace("Watch for vulnerabilities all the time", "Watch day and night"));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(rulebook.active().rulebookVersion()).isNotEqualTo(version));

    for (JsonNode advisory : past) {
      assertThat(reproduce(advisory.get("advisory").asText()))
          .startsWith(
              "The same as advisory " + advisory.get("advisory").asText() + ", byte for byte.");
    }
    assertThat(reproduce("ffffffffffffffff"))
        .isEqualTo("nestor: no advisory 'ffffffffffffffff' was given; its id stands at its end");
    server.close();
    assertThat(reproduce(past.get(0).get("advisory").asText())).contains("byte for byte");
  }

  private List<JsonNode> advisories(String organisation) throws IOException {
    List<JsonNode> advisories = new ArrayList<>();
    for (Path file : files("outbox/" + organisation)) {
      if (file.toString().endsWith(".json")) {
        advisories.add(JsonMapper.builder().build().readTree(file.toFile()));
      }
    }
    return advisories;
  }

  private String reproduce(String id) {
    StringWriter said = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(said, true));
    line.execute("reproduce", id, "--home", folder.resolve("desk").toString());
    return said.toString().strip();
  }

  @Test
  void anEditOfARuleIsLiveAndABadOneNever() throws IOException {
    drop("acme.json", "{\"practices\": []}");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(lines("advised")).hasSize(1));
    String before = rulebook.active().rulebookVersion();

    Path edited = rules.folder().resolve("security.practices.drl");
    String good = Files.readString(edited);
    Files.writeString(
        edited,
        good.replace("not Practice(name == \"vulnerability-monitoring\")", "not Practice(name =="));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(lines("rulebook"))
                    .anyMatch(
                        l ->
                            l.contains("the edit is not in force")
                                && l.contains("security.practices.drl:")));
    assertThat(rulebook.active().rulebookVersion()).isEqualTo(before);
    assertThat(Files.readString(folder.resolve("desk/rules.error.txt")))
        .contains("version " + before + " is", "security.practices.drl:");

    Files.writeString(
        edited, good.replace("Watch for vulnerabilities all the time", "Watch day and night"));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(rulebook.active().rulebookVersion()).isNotEqualTo(before));
    await().untilAsserted(() -> assertThat(folder.resolve("desk/rules.error.txt")).doesNotExist());
    drop("beta.json", "{\"practices\": []}");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(latest("beta").toString()).contains("Watch day and night"));
  }

  private void drop(String name, String text) throws IOException {
    Files.writeString(folder.resolve("desk/inbox").resolve(name), text);
  }

  private List<String> lines(String what) {
    return console
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(l -> l.startsWith(what))
        .toList();
  }

  private List<Path> files(String where) throws IOException {
    while (true) {
      try (Stream<Path> files = Files.walk(folder.resolve("desk").resolve(where))) {
        return files.filter(Files::isRegularFile).toList();
      } catch (UncheckedIOException e) {
        // The desk put a file away while the folder was listed.
        assertThat(e).hasCauseInstanceOf(NoSuchFileException.class);
      }
    }
  }

  private String reason(String name) throws IOException {
    for (Path file : files("quarantine")) {
      if (file.getFileName().toString().equals(name)) {
        return Files.readString(file.resolveSibling("reason.txt"));
      }
    }
    throw new AssertionError(name + " is not in quarantine");
  }

  private JsonNode latest(String organisation) throws IOException {
    Path newest = null;
    for (Path file : files("outbox")) {
      boolean one = file.toString().endsWith(".json") && file.getParent().endsWith(organisation);
      if (one
          && (newest == null
              || Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(newest))
                  > 0)) {
        newest = file;
      }
    }
    assertThat(newest).isNotNull();
    return JsonMapper.builder().build().readTree(newest.toFile());
  }

  private static String statusOf(JsonNode advisory, String rule) {
    for (JsonNode recommendation : advisory.get("recommended")) {
      if (recommendation.get("rule").asText().equals(rule)) {
        return recommendation.get("status").asText();
      }
    }
    return "not recommended";
  }
}

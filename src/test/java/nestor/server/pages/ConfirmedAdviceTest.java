package nestor.server.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import nestor.cli.Installation;
import nestor.cli.Main;
import nestor.configuration.HttpSettings;
import nestor.delivery.Format;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.RulebookCopy;
import nestor.server.KnownRulebook;
import nestor.server.Server;
import nestor.server.ServerSettings;
import nestor.server.http.HttpTestClient;
import nestor.server.mail.ServerMailSettings;
import nestor.server.pipeline.AdvisoryRetention;
import nestor.server.reload.RulebookReloader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Advice that still stands on later days, as those see it who read it. */
@Tag("server")
class ConfirmedAdviceTest {
  private static final String RULES =
      """
      rule "k/unchecked" @title("Check the fridges") @action("A.") @owner("chef") @priority("critical") @source("book, 1")
      when
        Threshold(name == "check-days", $limit : value, $since : since)
        $f : Fridge(checkedOn < $since)
      then
        advise.because("{$f.name} was checked {$f.checkedOn | ago}.");
      end
      """;

  static {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  @TempDir Path folder;
  private final AtomicReference<Clock> clock = new AtomicReference<>(Clock.systemUTC());
  private RulebookReloader rulebook;
  private Server server;
  private HttpTestClient ask;

  @BeforeEach
  void open() throws IOException {
    Path rules = folder.resolve("rules");
    KitchenRulebook.with(rules, RULES);
    RulebookCopy.templates(rules);
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Path home = folder.resolve("desk");
    KnownRulebook.in(home, rules);
    rulebook =
        new RulebookReloader(rules, home, Installation.compilationCache(), Clock.systemUTC(), out);
    server =
        Server.open(
            new ServerSettings(
                home,
                Path.of("routes").toAbsolutePath(),
                new Ticking(),
                new ServerSettings.Documents(Duration.ofMillis(300), Duration.ofMillis(100)),
                new ServerSettings.Advisories(List.of(Format.JSON), null),
                new HttpSettings("127.0.0.1", 0, null, 1L << 20, null),
                ServerMailSettings.NONE),
            rulebook.active(),
            out);
    rulebook.start();
    ask = new HttpTestClient(server.web().address());
  }

  @AfterEach
  void close() {
    server.close();
    rulebook.close();
  }

  @Test
  void whoReadsItIsToldOnWhichDayItStillStoodAndWhatIsOverdueByThen() throws IOException {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    drop(today.minusDays(30));
    await().until(() -> advisories().size() == 1);
    String id = advisories().get(0).path("advisory").asText();
    String path = "/organisations/bistro/advisories/" + id;
    assertThat(ask.get(path).json().has("confirmedOn")).isFalse();
    assertThat(ask.get(path, "Accept", "text/plain").text())
        .contains("was checked 30 days ago")
        .doesNotContain("confirmed on")
        .doesNotContain("overdue since");

    later(today, 9);
    String day = today.plusDays(9).toString();
    await()
        .untilAsserted(
            () ->
                assertThat(advisories().get(0).path("confirmed").path("on").asText())
                    .isEqualTo(day));
    assertThat(advisories()).hasSize(1);
    assertThat(ask.get(path).json().path("confirmedOn").asText()).isEqualTo(day);
    assertThat(ask.get(path).json().path("asOf").asText()).isEqualTo(today.toString());
    for (String type : List.of("text/plain", "text/markdown", HttpTestClient.HTML)) {
      assertThat(ask.get(path, "Accept", type).text()).contains("confirmed on");
    }
    assertThat(ask.get(path, "Accept", "text/plain").text()).contains("overdue since");
    assertThat(ask.get(path + "?owner=chef", "Accept", "text/plain").text())
        .contains("confirmed on");
    for (String page :
        List.of("/organisations", "/organisations/bistro", "/organisations/bistro/advisories")) {
      assertThat(ask.get(page, "Accept", HttpTestClient.HTML).text())
          .as(page)
          .contains("confirmed on");
    }
    assertThat(ask.get("/organisations/bistro").json().path("advisedOn").asText()).isEqualTo(day);
    assertThat(reproduced(id))
        .isEqualTo(
            "The same as advisory " + id + ", byte for byte. It was confirmed on " + day + ".");
  }

  @Test
  void anotherVersionOfTheRulebookConfirmsItUnlessItSaysItInOtherWords() throws IOException {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    drop(today.minusDays(30));
    await().until(() -> advisories().size() == 1);
    later(today, 3);
    await().until(() -> advisories().get(0).has("confirmed"));

    edit("rule \"k/unchecked\"", "// A remark changes no advice.\nrule \"k/unchecked\"");
    String version = rulebook.active().rulebookVersion();
    await()
        .untilAsserted(
            () ->
                assertThat(advisories().get(0).path("confirmed").path("rulebook").asText())
                    .isEqualTo(version));
    assertThat(advisories()).hasSize(1);

    edit("was checked {", "was looked at {");
    await().until(() -> advisories().size() == 2);
    assertThat(ask.get("/organisations/bistro/advisories/latest", "Accept", "text/plain").text())
        .contains("was looked at 33 days ago");
  }

  @Test
  void whatIsLeftAfterOldOnesWereTakenAwayCanBeMadeAgain() throws IOException {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    for (int days = 30; days < 34; days++) {
      int before = advisories().size();
      drop(today.minusDays(days));
      await().until(() -> advisories().size() == before + 1);
    }
    drop(today);
    await().until(() -> advisories().size() == 5);
    List<String> ids = advisories().stream().map(one -> one.path("advisory").asText()).toList();

    AdvisoryRetention retention =
        new AdvisoryRetention(
            server.repositories().database(),
            server.repositories().dossiers(),
            server.repositories().advisories(),
            server.repositories().outbox(),
            server.repositories().outboundMails(),
            Period.ofDays(1),
            Clock.offset(Clock.systemUTC(), Duration.ofDays(9)));
    while (retention.work()) {
      // A lot at a time.
    }
    assertThat(advisories())
        .extracting(one -> one.path("advisory").asText())
        .containsExactly(ids.get(0), ids.get(1), ids.get(4));
    assertThat(reproduced(ids.get(0))).contains("byte for byte");
    assertThat(reproduced(ids.get(4))).contains("byte for byte");
    assertThat(reproduced(ids.get(1)))
        .contains("the one with which it was compared is not kept any more")
        .contains("keep.advisories");
    try (var files = Files.list(folder.resolve("desk/outbox/bistro"))) {
      assertThat(files).hasSize(5);
    }
  }

  private void edit(String from, String to) throws IOException {
    String version = rulebook.active().rulebookVersion();
    Path file = folder.resolve("rules/k.drl");
    Files.writeString(file, Files.readString(file).replace(from, to));
    await().until(() -> !rulebook.active().rulebookVersion().equals(version));
  }

  private void later(LocalDate today, int days) {
    Instant then = today.plusDays(days).atTime(12, 0).toInstant(ZoneOffset.UTC);
    clock.set(Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), then)));
  }

  private void drop(LocalDate checkedOn) throws IOException {
    Path part = folder.resolve("desk/inbox/.bistro.part");
    Files.writeString(
        part, "{\"fridges\": [{\"name\": \"big\", \"checkedOn\": \"" + checkedOn + "\"}]}");
    Files.move(part, folder.resolve("desk/inbox/bistro.json"));
  }

  private List<JsonNode> advisories() throws IOException {
    JsonNode all = ask.get("/organisations/bistro/advisories").json();
    List<JsonNode> advisories = new java.util.ArrayList<>();
    if (all.isArray()) {
      all.forEach(advisories::add);
    }
    return advisories;
  }

  private String reproduced(String id) {
    StringWriter said = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(said, true));
    line.execute("reproduce", id, "--home", folder.resolve("desk").toString());
    return said.toString().strip();
  }

  private final class Ticking extends Clock {
    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return clock.get().instant();
    }
  }
}

package nestor.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nestor.advisory.Advisory;
import nestor.cli.CommandRun;
import nestor.cli.ExitCode;
import nestor.dossier.Origin;
import nestor.rulebook.ShippedRulebook;
import nestor.server.http.HttpTestClient;
import nestor.server.pipeline.Repositories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
class WaiversTest {
  private static final String RULE = "security/client-trust";

  @TempDir Path folder;

  @Test
  void aWaiverSetsARecommendationAsideUntilItsLastDay() throws IOException {
    Path waivers =
        waivers(
            "- {rule: security/client-trust, by: Anna Novak, why: new site in May, until: 2026-11-21}");

    JsonNode onItsLastDay = json(advised("2026-11-21", "json", waivers));
    String after = advised("2026-11-22", "text", waivers).out().replaceAll("\\s+", " ");

    assertThat(onItsLastDay.get("waived").toString())
        .isEqualTo(
            "[{\"rule\":\"security/client-trust\",\"by\":\"Anna Novak\",\"why\":\"new site in May\","
                + "\"until\":\"2026-11-21\"}]");
    assertThat(onItsLastDay.get("recommended").findValuesAsText("rule")).doesNotContain(RULE);
    assertThat(advised("2026-11-21", "text", waivers).out().replaceAll("\\s+", " "))
        .contains("waived by Anna Novak until 21 Nov 2026: new site in May");
    assertThat(after).contains("The waiver by Anna Novak ended on 21 Nov 2026.").contains(RULE);
  }

  @Test
  void whatIsMarkedDoneAndStillFoundIsSaidSo() throws IOException {
    Path waivers = waivers("- {rule: security/client-trust, by: IT, done: 2026-11-01}");

    CommandRun said = advised("2026-11-21", "markdown", waivers);

    assertThat(said.out())
        .contains("*IT marked it done on 1 Nov 2026, but the data still shows it.*");
    assertThat(json(advised("2026-11-21", "json", waivers)).fieldNames())
        .toIterable()
        .containsExactly(
            "advisory",
            "organisation",
            "asOf",
            "engine",
            "rulebook",
            "recommended",
            "headline",
            "why",
            "moves",
            "stories",
            "assumptions",
            "clear",
            "notAssessed",
            "notApplicable",
            "withheld",
            "waived",
            "resolved",
            "notes");
  }

  @Test
  void anExplanationSaysWhoWaivedTheRuleAndWhyItWouldBeDue() throws IOException {
    Path waivers =
        waivers(
            "- {rule: security/data-theft-api, by: Anna Novak, why: new site in May, until: 2026-11-21}");

    String onItsLastDay =
        nestor(
            "explain",
            "examples/meridian-bank.json",
            "security/data-theft-api",
            "--as-of",
            "2026-11-21",
            "--waivers",
            waivers.toString());
    String after =
        nestor(
            "explain",
            "examples/meridian-bank.json",
            "security/data-theft-api",
            "--as-of",
            "2026-11-22",
            "--waivers",
            waivers.toString());

    assertThat(onItsLastDay)
        .contains("WAIVED for")
        .contains("The waiver by Anna Novak counts until 21 Nov 2026: new site in May")
        .contains("Without it, the rule would be recommended; the lines below say why.")
        .contains("Why - ")
        .contains("It would be clear with")
        .doesNotContain("It would be recommended with")
        .contains("--waivers " + waivers);
    assertThat(after)
        .contains("RECOMMENDED for")
        .contains("A waiver by Anna Novak ended on 21 Nov 2026: new site in May");
  }

  @Test
  void whatIfCanWaiveAndEndAWaiver() throws IOException {
    String waive =
        nestor(
            "what-if",
            "examples/meridian-bank.json",
            "--as-of",
            "2026-11-21",
            "--set",
            "waivers[+].rule=" + RULE,
            "--set",
            "waivers[+].by=Anna",
            "--set",
            "waivers[+].why=new site",
            "--set",
            "waivers[+].until=2026-12-01");
    Path waivers =
        waivers("- {rule: security/client-trust, by: Anna, why: new site, until: 2026-12-01}");
    String end =
        nestor(
            "what-if",
            "examples/meridian-bank.json",
            "--as-of",
            "2026-11-21",
            "--waivers",
            waivers.toString(),
            "--unset",
            "waivers[" + RULE + "]");

    assertThat(waive)
        .contains("Would be waived")
        .contains("(" + RULE)
        .contains(", was recommended by Anna until 2026-12-01: new site");
    assertThat(end).contains("Would be recommended ").contains("(" + RULE).contains(", was waived");
  }

  private static String nestor(String... arguments) {
    return CommandRun.nestor(arguments).out().replaceAll("\\s+", " ");
  }

  @Test
  void everyFaultOfAWaiverIsToldWithItsPlaceAndCure() throws IOException {
    Path waivers =
        waivers(
            "- {rule: security/client-trut, by: A, why: b, until: 2026-12-01}",
            "- {rule: security/client-trust, by: A, why: b}",
            "- {rule: security/client-trust, why: b, until: 2026-12-01}",
            "- {rule: security/client-trust, by: A, until: 2026-12-01, done: 2026-11-01}");

    CommandRun said = advised("2026-11-21", "text", waivers);

    assertThat(said.exit()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(said.err())
        .contains(
            "waivers[0].rule: 'security/client-trut' is not allowed here; did you mean"
                + " 'security/client-trust'?\n")
        .contains("waivers[1]: is a waiver without an end; add until: YYYY-MM-DD")
        .contains("waivers[2].by: ")
        .contains(
            "waivers[3]: says both that it is done and that it is waived; keep done or until");
  }

  @Test
  void aReplyMayNameTheRecommendationByItsTitleAsPeopleReadIt() throws IOException {
    Path table =
        Files.writeString(
            folder.resolve("meridian-bank.waivers.csv"),
            """
            Recommendation,Decided by,Reason,Valid until
            "%s",Anna,new site,2026-12-01
            """
                .formatted(title()));

    CommandRun said = advised("2026-11-21", "json", table);

    assertThat(said.err()).contains("' read as security/client-trust");
    assertThat(json(said).get("waived").findValuesAsText("rule")).containsExactly(RULE);
  }

  private static String title() {
    return ShippedRulebook.get().catalogue().rules().stream()
        .filter(rule -> rule.id().equals(RULE))
        .findFirst()
        .orElseThrow()
        .title();
  }

  @Test
  void aDocumentOfWaiversBesideTheOthersIsTakenAsTheirs() throws IOException {
    Files.copy(Path.of("examples/meridian-bank.json"), folder.resolve("meridian-bank.json"));
    Path beside = folder.resolve("meridian-bank.waivers.yaml");
    Files.writeString(
        beside, "- {rule: security/client-trust, by: A, why: b, until: 2026-12-01}\n");

    CommandRun said =
        CommandRun.nestor(
            "advise",
            folder.resolve("meridian-bank.json").toString(),
            beside.toString(),
            "--format",
            "json",
            "--as-of",
            "2026-11-21");

    assertThat(json(said).get("waived").findValuesAsText("rule")).containsExactly(RULE);
  }

  @Test
  void theDeskKeepsWaiversWithTheirHistoryAndAdvisesByThem() throws IOException {
    try (RunningServer server = RunningServer.in(folder.resolve("desk"))) {
      Path inbox = folder.resolve("desk/inbox");
      Files.copy(Path.of("examples/meridian-bank.json"), inbox.resolve("meridian-bank.json"));
      awaitAdvice(server, 0);
      Files.createDirectories(inbox.resolve("meridian-bank"));
      drop(inbox, "meridian-bank/waivers.yaml", "2199-12-01");
      awaitAdvice(server, 1);
      drop(inbox, "meridian-bank.waivers.yaml", "2199-12-02");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(former(server)).containsExactly("meridian-bank/waivers.yaml"));
      drop(inbox, "meridian-bank/waivers.yml", "soon");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(server.console()).contains("waivers[0].until: 'soon' is not a date"));
      repliesByHttpAreKeptAndTold(server);
    }
  }

  private static void repliesByHttpAreKeptAndTold(RunningServer server) throws IOException {
    String section = "/organisations/meridian-bank/sections/waivers";
    HttpTestClient.Got endless =
        server
            .ask()
            .put(section, "application/json", "[{\"rule\": \"" + RULE + "\", \"by\": \"A\"}]");
    assertThat(endless.status()).isEqualTo(422);
    assertThat(endless.text()).contains("waivers[0]").contains("without an end");
    HttpTestClient.Got kept =
        server
            .ask()
            .put(
                section,
                "application/yaml",
                """
                - {rule: security/client-trust, by: Anna Novak, why: new site, until: 2020-12-01}
                - {rule: security/data-theft-api, by: IT, done: 2020-11-01}
                """);
    assertThat(kept.status()).isEqualTo(202);
    awaitAdvice(server, 0);
    for (String page : List.of("", "/advisories/latest")) {
      assertThat(
              server
                  .ask()
                  .get("/organisations/meridian-bank" + page, "Accept", HttpTestClient.HTML)
                  .text())
          .contains("The waiver by Anna Novak ended on 1 Dec 2020.")
          .contains("IT marked it done on 1 Nov 2020, but the data still shows it.");
    }
    assertThat(
            server.ask().get("/organisations/meridian-bank", "Accept", HttpTestClient.HTML).text())
        .contains(
            "waived by Anna Novak until <time datetime=\"2020-12-01\">1 Dec 2020</time> (ended)");
  }

  private static void drop(Path inbox, String name, String until) throws IOException {
    Files.writeString(
        inbox.resolve(name),
        "- {rule: security/client-trust, by: A, why: b, until: " + until + "}\n");
  }

  private static List<String> former(RunningServer server) {
    Repositories repositories = server.server().repositories();
    List<Origin> origins =
        repositories
            .database()
            .read(tx -> repositories.dossiers().former(tx, "meridian-bank", "waivers"));
    return origins.stream().map(Origin::document).toList();
  }

  private static void awaitAdvice(RunningServer server, int waived) {
    Repositories repositories = server.server().repositories();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              Optional<Advisory> latest =
                  repositories
                      .database()
                      .read(tx -> repositories.advisories().latest(tx, "meridian-bank"));
              assertThat(latest.map(a -> a.waived().size())).hasValue(waived);
            });
  }

  private Path waivers(String... lines) throws IOException {
    return Files.writeString(folder.resolve("ours.yaml"), String.join("\n", lines) + "\n");
  }

  private static CommandRun advised(String day, String format, Path waivers) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "advise",
                "examples/meridian-bank.json",
                "--as-of",
                day,
                "--format",
                format,
                "--waivers",
                waivers.toString()));
    if (format.equals("text")) {
      arguments.add("--full");
    }
    return CommandRun.nestor(arguments.toArray(new String[0]));
  }

  private static JsonNode json(CommandRun said) throws IOException {
    return new ObjectMapper().readTree(said.out());
  }
}

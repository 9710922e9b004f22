package nestor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nestor.advisory.Advisory;
import nestor.app.command.Exit;
import nestor.app.desk.Rooms;
import nestor.dossier.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        .contains("set aside by Anna Novak until 21 Nov 2026: new site in May");
    assertThat(after).contains("The waiver by Anna Novak ended on 21 Nov 2026.").contains(RULE);
  }

  @Test
  void whatIsMarkedDoneAndStillFoundIsSaidSo() throws IOException {
    Path waivers = waivers("- {rule: security/client-trust, by: IT, done: 2026-11-01}");

    CommandLineTest.Ran said = advised("2026-11-21", "markdown", waivers);

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
            "clear",
            "notAssessed",
            "waived",
            "resolved");
  }

  @Test
  void everyFaultOfAWaiverIsToldWithItsPlaceAndCure() throws IOException {
    Path waivers =
        waivers(
            "- {rule: security/client-trut, by: A, why: b, until: 2026-12-01}",
            "- {rule: security/client-trust, by: A, why: b}",
            "- {rule: security/client-trust, why: b, until: 2026-12-01}",
            "- {rule: security/client-trust, by: A, until: 2026-12-01, done: 2026-11-01}");

    CommandLineTest.Ran said = advised("2026-11-21", "text", waivers);

    assertThat(said.exit()).isEqualTo(Exit.UNUSABLE);
    assertThat(said.err())
        .contains("waivers[0].rule: 'security/client-trut' is not allowed here; did you mean")
        .contains("waivers[1]: is a waiver without an end; add until: YYYY-MM-DD")
        .contains("waivers[2].by: ")
        .contains(
            "waivers[3]: says both that it is done and that it is waived; keep done or until");
  }

  @Test
  void aDocumentOfWaiversBesideTheOthersIsTakenAsTheirs() throws IOException {
    Files.copy(Path.of("examples/meridian-bank.json"), folder.resolve("meridian-bank.json"));
    Path beside = folder.resolve("meridian-bank.waivers.yaml");
    Files.writeString(
        beside, "- {rule: security/client-trust, by: A, why: b, until: 2026-12-01}\n");

    CommandLineTest.Ran said =
        CommandLineTest.nestor(
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
    try (Served served = Served.in(folder.resolve("desk"))) {
      Path inbox = folder.resolve("desk/inbox");
      Files.copy(Path.of("examples/meridian-bank.json"), inbox.resolve("meridian-bank.json"));
      awaitAdvice(served, 0);
      Files.createDirectories(inbox.resolve("meridian-bank"));
      drop(inbox, "meridian-bank/waivers.yaml", "2199-12-01");
      awaitAdvice(served, 1);
      drop(inbox, "meridian-bank.waivers.yaml", "2199-12-02");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(former(served)).containsExactly("meridian-bank/waivers.yaml"));
      drop(inbox, "meridian-bank/waivers.yml", "soon");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(served.console()).contains("waivers[0].until: 'soon' is not a date"));
    }
  }

  private static void drop(Path inbox, String name, String until) throws IOException {
    Files.writeString(
        inbox.resolve(name),
        "- {rule: security/client-trust, by: A, why: b, until: " + until + "}\n");
  }

  private static List<String> former(Served served) {
    Rooms rooms = served.desk().rooms();
    List<Origin> origins =
        rooms.store().read(tx -> rooms.dossiers().former(tx, "meridian-bank", "waivers"));
    return origins.stream().map(Origin::document).toList();
  }

  private static void awaitAdvice(Served served, int waived) {
    Rooms rooms = served.desk().rooms();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              Optional<Advisory> latest =
                  rooms.store().read(tx -> rooms.advisories().latest(tx, "meridian-bank"));
              assertThat(latest.map(a -> a.waived().size())).hasValue(waived);
            });
  }

  private Path waivers(String... lines) throws IOException {
    return Files.writeString(folder.resolve("ours.yaml"), String.join("\n", lines) + "\n");
  }

  private static CommandLineTest.Ran advised(String day, String format, Path waivers) {
    return CommandLineTest.nestor(
        "advise",
        "examples/meridian-bank.json",
        "--as-of",
        day,
        "--format",
        format,
        "--waivers",
        waivers.toString());
  }

  private static JsonNode json(CommandLineTest.Ran said) throws IOException {
    return new ObjectMapper().readTree(said.out());
  }
}

package nestor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nestor.cli.CommandRun;
import nestor.cli.ExitCode;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.RulebookCopy;
import nestor.server.RunningServer;
import nestor.server.http.HttpTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dates of the years 1900 to 2200 are taken everywhere, and nowhere any other. */
class PlausibleDatesTest {
  private static final String RULE =
      """
      rule "k/unchecked" META
      when
        Threshold(name == "check-days", $since : since)
        $f : Fridge(checkedOn < $since)
      then
        advise.because("{$f.name} was checked {$f.checkedOn | ago}.");
      end
      """;
  private static final String FRIDGES =
      "{\"fridges\": [{\"name\": \"big\", \"checkedOn\": \"1999-01-01\"}]}";

  private @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "+999999999-12-31, is not a date; write YYYY-MM-DD",
    "-0001-01-01,      is not a date; write YYYY-MM-DD",
    "2026-02-30,       is not a date; write YYYY-MM-DD",
    "0000-01-01,       is out of any likely time; write a year from 1900 to 2200",
    "1899-12-31,       is out of any likely time; write a year from 1900 to 2200",
    "2201-01-01,       is out of any likely time; write a year from 1900 to 2200"
  })
  void adviceOfAnyOtherDayIsRefusedInOneLine(String day, String why) throws IOException {
    kitchen();
    CommandRun ran = advise(day);
    assertThat(ran.exit()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(ran.err())
        .contains("'" + day + "' " + why)
        .doesNotContain("Exception")
        .doesNotContain("fault in Nestor");
  }

  @Test
  void theFirstAndTheLastDayAreAdvisedUpon() throws IOException {
    kitchen();
    for (String day : List.of("1900-01-01", "2200-12-31")) {
      CommandRun ran = advise(day);
      assertThat(ran.err()).isEmpty();
      assertThat(ran.exit()).isZero();
    }
  }

  @Test
  void overHttpItIsABadRequest() throws IOException {
    kitchen();
    try (RunningServer server = RunningServer.in(folder.resolve("desk"), folder.resolve("rules"))) {
      for (String day : List.of("%2B999999999-12-31", "0000-01-01", "2201-01-01")) {
        HttpTestClient.Got got =
            server.ask().post("/advise?organisation=a&as-of=" + day, "application/json", FRIDGES);
        assertThat(got.status()).as(day).isEqualTo(400);
        assertThat(got.text()).contains("as-of: '").contains("; write ");
      }
      assertThat(
              server
                  .ask()
                  .post("/advise?organisation=a&as-of=2200-12-31", "application/json", FRIDGES)
                  .status())
          .isEqualTo(200);
      assertThat(server.console()).doesNotContain("Exception");
    }
  }

  @Test
  void aRulebookIsToldSoWithPlaceAndCure() throws IOException {
    kitchen();
    Files.writeString(
        folder.resolve("rules/thresholds.yaml"),
        """
        check-days: {value: 7, unit: days, basis: judgement, valid-from: 0001-01-01,
          earlier: {+10000-01-01: 6}}
        ages: {value: 1000000000000000, unit: days, basis: judgement, valid-from: 2201-01-01}
        """);
    Files.writeString(
        folder.resolve("rules/k.scenarios.yaml"),
        """
        as-of: 0000-01-01
        scenarios:
          - {name: one, given: {fridges: []}, recommended: []}
        """);
    CommandRun ran = CommandRun.nestor("check", "--rules", folder.resolve("rules").toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out() + ran.err())
        .contains(
            "thresholds.yaml:1:54: '0001-01-01' is out of any likely time; write a year from 1900"
                + " to 2200")
        .contains("'+10000-01-01' is not a date; write YYYY-MM-DD")
        .contains("thresholds.yaml:3:8: '1000000000000000' days are out of any likely time")
        .contains("'2201-01-01' is out of any likely time");
  }

  @Test
  void aDocumentIsToldSoWithPlaceAndCure() throws IOException {
    kitchen();
    Path file = folder.resolve("bistro.yaml");
    Files.writeString(
        file,
        """
        fridges: [{name: big, checkedOn: 0000-01-01}]
        waivers: [{rule: k/unchecked, by: chef, why: broken, until: 2201-01-01}]
        """);
    CommandRun ran =
        CommandRun.nestor("advise", file.toString(), "--rules", folder.resolve("rules").toString());
    assertThat(ran.exit()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(ran.err())
        .contains("fridges[0].checkedOn: '0000-01-01' is out of any likely time; write a year")
        .contains("waivers[0].until: '2201-01-01' is out of any likely time; write a year");
  }

  private void kitchen() throws IOException {
    KitchenRulebook.with(folder.resolve("rules"), RULE);
    RulebookCopy.templates(folder.resolve("rules"));
  }

  private CommandRun advise(String day) throws IOException {
    Path file = folder.resolve("bistro.json");
    Files.writeString(file, FRIDGES);
    return CommandRun.nestor(
        "advise", file.toString(), "--rules", folder.resolve("rules").toString(), "--as-of=" + day);
  }
}

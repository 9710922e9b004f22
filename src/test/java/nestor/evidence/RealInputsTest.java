package nestor.evidence;

import static nestor.cli.CommandRun.nestor;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nestor.cli.CommandRun;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs as real tools and people make them, advised under the shipped rulebook. */
class RealInputsTest {
  private static final Path INPUTS = Path.of("src/test/resources/inputs");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final LocalDate NOVEMBER_20 = LocalDate.of(2026, 11, 20);

  @Test
  void aTitleInFullIsTheRole() throws IOException {
    Advice advice = advise("role-written-in-full/acme.executives.csv");
    assertThat(advice.recommended()).contains("delegation/too-many-reports");
    assertThat(advice.clear()).hasSizeLessThan(20);
    assertThat(advice.err())
        .contains("'Chief Technology Officer' read as CTO")
        .contains("'Chief Executive Officer' read as CEO");
    assertThat(advice.notes()).contains("'Chief Technology Officer' read as CTO");
  }

  @Test
  void rolesInLowerCaseAreTheRoles() throws IOException {
    Advice advice = advise("participants-in-lower-case/acme.yaml");
    assertThat(advice.json().toString()).doesNotContain("no standing one-on-one");
    assertThat(advice.err()).isEmpty();
  }

  @Test
  void rolesSeparatedByACommaAreTwo() throws IOException {
    Advice advice =
        advise(
            "participants-separated-by-comma/acme.yaml",
            "participants-separated-by-comma/acme.meetings.csv");
    assertThat(advice.json().toString()).doesNotContain("no standing one-on-one");
    assertThat(advice.err()).contains("CEO, CTO");
  }

  @Test
  void regionsMeetTheirCodes() throws IOException {
    Advice advice = advise("regions-as-people-write-them/acme.yaml");
    assertThat(advice.recommended()).contains("security/regulation-uncovered");
    assertThat(advice.reasons("security/regulation-uncovered")).contains("GDPR").contains("HIPAA");
    assertThat(advice.err())
        .contains("'UK' read as GB")
        .contains("'USA' read as US")
        .contains("'Germany' read as DE");
  }

  @Test
  void aSystemInOtherCaseIsTheSystem() throws IOException {
    Advice advice = advise("system-name-in-other-case/acme.yaml");
    assertThat(advice.recommended()).doesNotContain("security/backup-missing");
    assertThat(advice.clear()).contains("security/backup-missing");
  }

  @Test
  void twoFilesThatGiveOneSectionAreAFaultAndNeitherCounts() throws IOException {
    CommandRun ran =
        nestor(
            "advise",
            input("two-backup-tools/acme.yaml"),
            input("two-backup-tools/a/acme.backups.csv"),
            input("two-backup-tools/b/acme.backups.csv"),
            "--as-of",
            "2026-11-30",
            "--format",
            "json");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("a/acme.backups.csv").contains("b/acme.backups.csv");
    Advice advice = new Advice(JSON.readTree(ran.out()), ran.err());
    assertThat(advice.recommended()).doesNotContain("security/backup-missing");
    assertThat(advice.clear()).doesNotContain("security/backup-missing");
  }

  @Test
  void aBackupOfTheFutureIsNoFreshBackup() throws IOException {
    Advice advice = advise("backup-dated-in-the-future/acme.yaml");
    assertThat(advice.err()).contains("backups[0].lastRun").contains("2062-11-20");
    assertThat(advice.clear())
        .noneMatch(rule -> rule.startsWith("security/backup") && !rule.endsWith("-missing"));
    assertThat(advice.recommended()).noneMatch(rule -> rule.startsWith("security/backup"));
  }

  @Test
  void aFileNamedLikeASectionMakesNoOrganisation() {
    CommandRun ran = nestor("advise", input("file-named-like-a-section/backups.json"));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).contains("name of a section").contains("<organisation>");
  }

  @Test
  void theSameSystemInTwoRowsIsTold() throws IOException {
    Advice advice = advise("same-system-in-two-rows/acme.yaml");
    assertThat(advice.err()).contains("Ledger").contains("several times");
    assertThat(advice.recommended()).doesNotContain("security/backup-stale");
  }

  @Test
  void resticsOwnListIsNamedForWhatItIs() {
    CommandRun ran = nestor("advise", input("restic-snapshots/acme.backups.json"));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).contains("restic").contains("backups").doesNotContain("acme-backups");
  }

  @Test
  void aCureKeepsTheTextOfTheFile() {
    CommandRun ran = nestor("advise", input("yaml-scalars-as-names/acme.yaml"));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("\"1.10\"").contains("\"010\"").doesNotContain("\"1.1\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dated-file-name/acme.backups.2026-11.csv",
        "form-answers-headers/acme.backups.csv",
        "strict-open-xml/acme.xlsx",
        "cover-sheet-and-hidden-list/acme.xlsx",
        "sheets-download-name/acme - backups.csv",
        "timestamps-for-dates/acme.backups.csv"
      })
  void itIsReadAsMeant(String input) throws IOException {
    ParsedDocument document = read(input);
    assertThat(document.organisation()).isEqualTo("acme");
    assertThat(document.sections()).containsOnlyKeys("backups");
    assertThat(document.sections().get("backups").entries())
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(entry).containsEntry("lastRun", NOVEMBER_20));
    assertThat(document.sections().get("backups").entries().get(0))
        .containsEntry("system", "Ledger");
  }

  @Test
  void whatIsPassedOverIsNamed() throws IOException {
    assertThat(notes("form-answers-headers/acme.backups.csv")).contains("Timestamp");
    assertThat(notes("cover-sheet-and-hidden-list/acme.xlsx"))
        .contains("Read me")
        .contains("lists");
  }

  @Test
  void textOfAnotherEncodingIsReadAndTold() throws IOException {
    ParsedDocument document = read("windows-1252-csv/acme.backups.csv");
    assertThat(document.sections().get("backups").entries())
        .containsExactly(Map.of("system", "Buchführung Köln – Süd", "lastRun", NOVEMBER_20));
    assertThat(document.notes()).anyMatch(note -> note.toString().contains("windows-1252"));
  }

  @Test
  void aBudgetSheetIsReadFromItsHeaderToItsTotal() throws IOException {
    ParsedDocument document = read("title-and-total-row-csv/acme.budgets.csv");
    assertThat(document.sections().get("budgets").entries())
        .containsExactly(
            Map.of("area", "technology", "amount", new BigDecimal("1200000"), "year", 2026),
            Map.of("area", "security", "amount", new BigDecimal("90000"), "year", 2026));
    assertThat(notes("title-and-total-row-csv/acme.budgets.csv")).contains("Total");
  }

  @Test
  void anExportOfJiraIsReadByItsHeadings() throws IOException {
    ParsedDocument document = read("jira-csv-repeated-columns/acme.projects.csv");
    assertThat(document.sections().get("projects").entries().get(0))
        .containsEntry("name", "Ledger move")
        .containsEntry("due", LocalDate.of(2027, 1, 28));
    assertThat(document.notes().stream().filter(n -> n.toString().contains("Sprint"))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "borg/acme.json, Borg",
    "catalog-info/acme.yaml, Backstage",
    "cyclonedx/acme.json, CycloneDX",
    "endoflife/acme.json, endoflife",
    "github-issues/acme.projects.json, GitHub",
    "openapi/acme.yaml, OpenAPI",
    "pgbackrest/acme.json, pgBackRest",
    "scorecard/acme.json, Scorecard",
    "sigs/acme.yaml, Kubernetes",
    "spdx/acme.json, SPDX",
    "statuspage/acme.json, Statuspage",
    "upptime/acme.yml, Upptime"
  })
  void anExportIsNamedInOneLine(String file, String tool) {
    CommandRun ran = nestor("advise", input("exports-as-they-are/" + file));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err().lines()).as(ran.err()).hasSize(1);
    assertThat(ran.err()).containsIgnoringCase(tool);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-plain",
        "01-title-row",
        "02-merged-title",
        "03-human-headers",
        "04-remarks-column",
        "05-notes-sheet",
        "06-hidden-list-sheet",
        "12-sheet-name-with-space"
      })
  void aWorkbookAsPeopleMakeThemIsReadLikeThePlainOne(String name) throws IOException {
    ParsedDocument plain = read("workbooks/00-plain.xlsx");
    ParsedDocument document = read("workbooks/" + name + ".xlsx");
    assertThat(document.organisation()).isEqualTo("fernhill");
    assertThat(document.sections()).isEqualTo(plain.sections());
  }

  @ParameterizedTest
  @CsvSource({
    "01-title-row, systems",
    "02-merged-title, systems",
    "04-remarks-column, Remarks",
    "05-notes-sheet, Notes",
    "06-hidden-list-sheet, lists"
  })
  void whatAWorkbookHasBesideIsNamed(String name, String told) throws IOException {
    assertThat(notes("workbooks/" + name + ".xlsx")).contains(told);
  }

  @Test
  void datesAsTextAreReadAndTheAmbiguousOneIsAsked() throws IOException {
    ParsedDocument document = read("workbooks/07-dates-as-text.xlsx");
    List<Map<String, Object>> systems = document.sections().get("systems").entries();
    assertThat(systems.get(0)).containsEntry("supportedUntil", LocalDate.of(2026, 12, 31));
    assertThat(systems.get(1).get("supportedUntil"))
        .isEqualTo(new Unclear("03/04/2030", List.of("2030-04-03", "2030-03-04"), List.of()));
    List<Map<String, Object>> backups = document.sections().get("backups").entries();
    assertThat(backups.get(0))
        .containsEntry("lastRun", NOVEMBER_20)
        .containsEntry("lastRestoreTest", NOVEMBER_20);
    assertThat(backups.get(1))
        .containsEntry("lastRun", LocalDate.of(2026, 11, 21))
        .containsEntry("lastRestoreTest", LocalDate.of(2026, 10, 5));
    assertThat(notes("workbooks/07-dates-as-text.xlsx"))
        .contains("2030-04-03")
        .contains("2030-03-04")
        .contains("systems!D3");
  }

  @Test
  void yesAndNoAreReadInTwelveWays() throws IOException {
    assertThat(values("workbooks/08-yes-and-no.xlsx", "systems", "critical"))
        .containsExactly(
            true, true, true, true, true, true, true, false, false, false, false, false);
  }

  @Test
  void sharesAreReadInSixWaysAndTheSeventhIsAsked() throws IOException {
    List<Object> shares = values("workbooks/09-percent-and-share.xlsx", "systems", "utilisation");
    assertThat(shares.subList(0, 6)).containsOnly(new BigDecimal("0.45"));
    assertThat(shares.get(6)).isInstanceOf(Unclear.class);
    assertThat(notes("workbooks/09-percent-and-share.xlsx")).contains("0.45").contains("45%");
  }

  @Test
  void moneyIsReadInEightWaysAndTheNinthIsAskedOrSettledByItsColumn() throws IOException {
    List<Object> money = values("workbooks/10-money.xlsx", "executives", "spendingAuthority");
    assertThat(money.subList(0, 8)).containsOnly(new BigDecimal("25000"));
    assertThat(money.get(8)).isNotEqualTo(new BigDecimal("25"));
    assertThat(notes("workbooks/10-money.xlsx")).contains("25.000");
  }

  @Test
  void totalsAreNeitherSystemsNorBudgets() throws IOException {
    assertThat(values("workbooks/11-total-row.xlsx", "systems", "name"))
        .containsExactly("Planning", "Webshop");
    assertThat(values("workbooks/11-total-row.xlsx", "budgets", "area"))
        .containsExactly("technology", "security");
    assertThat(notes("workbooks/11-total-row.xlsx")).contains("Total");
  }

  private static ParsedDocument read(String input) throws IOException {
    Path file = INPUTS.resolve(input);
    ParseResult result =
        new DocumentReader(ShippedRulebook.get().documents())
            .read(new Document(file.getFileName().toString(), Files.readAllBytes(file), null));
    assertThat(result).as(result.toString()).isInstanceOf(ParsedDocument.class);
    return (ParsedDocument) result;
  }

  private static String notes(String input) throws IOException {
    return String.join("\n", read(input).notes().stream().map(Note::toString).toList());
  }

  private static List<Object> values(String input, String section, String field)
      throws IOException {
    List<Object> values = new ArrayList<>();
    read(input).sections().get(section).entries().forEach(entry -> values.add(entry.get(field)));
    return values;
  }

  private static String input(String name) {
    return INPUTS.resolve(name).toString();
  }

  private static Advice advise(String... inputs) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("advise"));
    Stream.of(inputs).map(RealInputsTest::input).forEach(arguments::add);
    arguments.addAll(List.of("--as-of", "2026-11-30", "--format", "json"));
    CommandRun ran = nestor(arguments.toArray(String[]::new));
    assertThat(ran.exit()).as(ran.err()).isZero();
    return new Advice(JSON.readTree(ran.out()), ran.err());
  }

  private record Advice(JsonNode json, String err) {
    List<String> recommended() {
      return json.get("recommended").findValuesAsText("rule");
    }

    List<String> clear() {
      List<String> clear = new ArrayList<>();
      json.get("clear").forEach(rule -> clear.add(rule.asText()));
      return clear;
    }

    String reasons(String rule) {
      StringBuilder reasons = new StringBuilder();
      json.get("recommended")
          .forEach(
              one -> {
                if (one.get("rule").asText().equals(rule)) {
                  reasons.append(one.get("because"));
                }
              });
      return reasons.toString();
    }

    String notes() {
      return json.get("notes") == null ? "" : json.get("notes").toString();
    }
  }
}

package nestor.cli;

import static nestor.cli.CommandRun.nestor;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code nestor advise} says in which way data was read. */
class ReadingNotesTest {
  private static final String BACKUPS =
      """
      system,lastRun,lastRestoreTest,Remarks
      Ledger,03/04/2026,2026-11-20,moved in May
      Portal,2026-11-20,2026-11-20,
      """;

  private @TempDir Path folder;

  @Test
  void whatIsReadOtherwiseIsToldOnTheStandardErrorAndNeverAmongTheData() throws IOException {
    CommandRun ran = advise("--format", "json");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err().lines())
        .anyMatch(
            line ->
                line.startsWith("question: acme.backups.csv:2: lastRun: '03/04/2026' is ")
                    && line.contains("2026-04-03")
                    && line.contains("2026-03-04"))
        .anyMatch(line -> line.startsWith("note: acme.backups.csv") && line.contains("Remarks"));

    JsonNode advisory = JsonMapper.builder().build().readTree(ran.out());
    advisory.get("notes").forEach(note -> assertThat(note.isTextual()).isTrue());
    assertThat(advisory.get("notes").get(0).asText())
        .as("questions first")
        .contains("03/04/2026")
        .contains("acme.backups.csv");
    assertThat(advisory.get("notes").toString()).contains("Remarks");
    assertThat(advise("--format", "json").out()).isEqualTo(ran.out());
  }

  @ParameterizedTest
  @CsvSource({
    "text, HOW YOUR DATA WAS READ",
    "markdown, ## How your data was read",
    "html, How your data was read"
  })
  void everyFormForPeopleSaysHowTheDataWasReadAndTheQuestionsFirst(String format, String head)
      throws IOException {
    String out = format.equals("text") ? advise("--full").out() : advise("--format", format).out();
    assertThat(out).contains("1 question about your data is open");
    String section = out.substring(out.lastIndexOf(head));
    assertThat(section.indexOf("Open questions"))
        .isPositive()
        .isLessThan(section.indexOf("Passed"));
    assertThat(section).contains("Remarks");
  }

  @Test
  void aWaiverWhoseEndIsNotCertainCountsOnceNamesSayIt() throws IOException {
    String waived = "role-emphasis/reporting-line";
    Path acme =
        Files.writeString(
            folder.resolve("acme.json"),
            """
            {"organisation": {"id": "acme"}, "executives": [{"role": "CTO"}],
             "waivers": [{"rule": "%s", "by": "Ann", "why": "later", "until": "03/04/2027"}]}
            """
                .formatted(waived));
    JsonNode asked = json(acme);
    assertThat(asked.get("waived")).isEmpty();
    assertThat(asked.get("recommended").findValuesAsText("rule")).contains(waived);
    assertThat(asked.get("notes").toString()).contains("'03/04/2027' is 2027-04-03 or 2027-03-04");

    Path names =
        Files.writeString(
            folder.resolve("acme.names.csv"),
            "name,means,of\n03/04/2027,2027-04-03,waivers.until\n");
    JsonNode answered = json(acme, names);
    assertThat(answered.get("waived").findValuesAsText("until")).containsExactly("2027-04-03");
    assertThat(answered.get("notes")).isEmpty();
  }

  private static JsonNode json(Path... documents) throws IOException {
    List<String> call = new ArrayList<>(List.of("advise", "--format", "json"));
    call.addAll(List.of("--as-of", "2026-11-30"));
    Stream.of(documents).map(Path::toString).forEach(call::add);
    return JsonMapper.builder().build().readTree(nestor(call.toArray(String[]::new)).out());
  }

  @Test
  void anAnswerInNamesClosesTheQuestion() throws IOException {
    Path names =
        Files.writeString(
            folder.resolve("acme.names.csv"),
            "name,means,of\n03/04/2026,2026-04-03,backups.lastRun\n");
    CommandRun ran =
        nestor(
            "advise",
            write().toString(),
            names.toString(),
            "--as-of",
            "2026-11-30",
            "--format",
            "json");
    assertThat(JsonMapper.builder().build().readTree(ran.out()).get("notes").toString())
        .contains("Remarks")
        .doesNotContain("03/04/2026' is");
  }

  @Test
  void strictlyNothingIsReadOtherwise() throws IOException {
    CommandRun ran = advise("--strict");
    assertThat(ran.exit()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains("acme.backups.csv:2: lastRun: '03/04/2026' is ")
        .contains("Remarks")
        .doesNotContain("question: ", "note: ");

    Path plain =
        Files.writeString(folder.resolve("plain.backups.csv"), "system,lastRun\nA,2026-11-20\n");
    CommandRun well =
        nestor("advise", plain.toString(), "--as-of", "2026-11-30", "--strict", "--full");
    assertThat(well.exit()).isZero();
    assertThat(well.err()).isEmpty();
    assertThat(well.out()).doesNotContain("HOW YOUR DATA WAS READ");
  }

  @Test
  void aQuestionThatTheOrganisationsNamesAnswerIsAskedNoMore() throws IOException {
    Path names =
        Files.writeString(folder.resolve("acme.names.csv"), "name,means\n03/04/2026,2026-04-03\n");
    CommandRun ran =
        nestor("advise", write().toString(), names.toString(), "--as-of", "2026-11-30");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).doesNotContain("question: ");
    assertThat(ran.out()).doesNotContain("03/04/2026");
  }

  private CommandRun advise(String... options) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("advise", write().toString(), "--as-of", "2026-11-30"));
    arguments.addAll(List.of(options));
    return nestor(arguments.toArray(String[]::new));
  }

  private Path write() throws IOException {
    return Files.writeString(folder.resolve("acme.backups.csv"), BACKUPS);
  }
}

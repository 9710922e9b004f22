package nestor.cli;

import static nestor.cli.CommandRun.nestor;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A workbook to fill in, and what is understood when it is handed back. */
class WorkbookCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"examples/meridian-bank.json", "examples/harbour-city"})
  void whatIsKnownStandsInItAndIsReadBackAsItWas(String example) throws IOException {
    Path workbook = folder.resolve("client.xlsx");
    assertThat(nestor("workbook", workbook.toString(), "--for", example).exit())
        .isEqualTo(ExitCode.DONE);
    CommandRun back = advise(workbook);
    assertThat(answers(back.out())).isEqualTo(answers(advise(Path.of(example)).out()));
    assertThat(back.err().lines()).allMatch(line -> line.contains("'none' read as an empty list"));
  }

  @Test
  void leftEmptyItSaysNothing() throws IOException {
    Path workbook = folder.resolve("acme.xlsx");
    nestor("workbook", workbook.toString());
    CommandRun advised = advise(workbook);
    JsonNode advisory = JSON.readTree(advised.out());
    assertThat(advised.err()).isEmpty();
    assertThat(advisory.at("/organisation/id").asText()).isEqualTo("acme");
    assertThat(advisory.path("recommended")).isEmpty();
    assertThat(advisory.path("clear")).isEmpty();
  }

  @Test
  void theMostUsefulSheetsComeFirstBehindTheInstructions() throws IOException {
    Path workbook = folder.resolve("acme.xlsx");
    nestor("workbook", workbook.toString());
    assertThat(sheets(workbook)).startsWith("Start", "organisation", "executives", "initiatives");
  }

  @Test
  void aListThatIsNotSaidToBeCompleteStaysOpen() throws IOException {
    Path document = folder.resolve("acme.yaml");
    Files.writeString(
        document,
        """
        partial: [backups]
        systems: [{name: Ledger, critical: true, storage: relational}]
        backups: []
        """);
    Path open = folder.resolve("open.xlsx");
    nestor("workbook", open.toString(), "--for", document.toString());
    assertThat(advise(open).out()).doesNotContain("Ledger is critical and has no backup");
    Files.writeString(
        document,
        """
        systems: [{name: Ledger, critical: true, storage: relational}]
        backups: []
        """);
    Path complete = folder.resolve("complete.xlsx");
    nestor("workbook", complete.toString(), "--for", document.toString());
    assertThat(rules(advise(complete).out())).contains("security/backup-missing");
    assertThat(rules(advise(open).out())).doesNotContain("security/backup-missing");
  }

  @Test
  void onlyWhatIsAskedForStandsInIt() throws IOException {
    Path workbook = folder.resolve("acme.xlsx");
    nestor("workbook", workbook.toString(), "--sections", "systems, backups");
    assertThat(sheets(workbook))
        .containsExactlyInAnyOrder("Start", "organisation", "systems", "backups");
    Path topic = folder.resolve("topic.xlsx");
    nestor("workbook", topic.toString(), "--topic", "suppliers");
    assertThat(sheets(topic)).contains("suppliers", "apis").doesNotContain("meetings");
  }

  @Test
  void whatMayHaveBeenFilledInIsNeverOverwritten() throws IOException {
    Path workbook = Files.writeString(folder.resolve("acme.xlsx"), "mine");
    CommandRun again = nestor("workbook", workbook.toString());
    assertThat(again.exit()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(again.err()).contains("acme.xlsx: is there already and may have been filled in");
    assertThat(workbook).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme.csv|acme.csv: is no workbook; name it",
        "acme.xlsx --sections backup|there is no section 'backup'; did you mean 'backups'?",
        "acme.xlsx --topic securty|no rule has the topic 'securty'; did you mean 'security'?",
        "acme.xlsx --for nobody.yaml|nobody.yaml: there is no such file to read"
      })
  void aMistakeIsAnsweredWithItsCure(String mistake) {
    String[] parts = mistake.split("\\|");
    String[] words = parts[0].split(" ");
    words[0] = folder.resolve(words[0]).toString();
    String[] arguments = new String[words.length + 1];
    arguments[0] = "workbook";
    System.arraycopy(words, 0, arguments, 1, words.length);
    CommandRun run = nestor(arguments);
    assertThat(run.exit()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).contains(parts[1]);
  }

  private static CommandRun advise(Path document) {
    return nestor("advise", document.toString(), "--as-of", "2026-11-30", "--format", "json");
  }

  /** What an advisory says of each rule, whatever the file was. */
  private static Map<String, String> answers(String advisory) throws IOException {
    JsonNode read = JSON.readTree(advisory);
    Map<String, String> answers = new TreeMap<>();
    for (JsonNode one : read.path("recommended")) {
      answers.put(one.path("rule").asText(), one.path("priority").asText() + one.path("because"));
    }
    for (String kind : List.of("clear", "notAssessed", "notApplicable")) {
      for (JsonNode one : read.path(kind)) {
        answers.put(one.isTextual() ? one.asText() : one.path("rule").asText(), kind);
      }
    }
    return answers;
  }

  private static List<String> rules(String advisory) throws IOException {
    return JSON.readTree(advisory).path("recommended").findValuesAsText("rule");
  }

  private static List<String> sheets(Path workbook) throws IOException {
    try (InputStream in = Files.newInputStream(workbook);
        ReadableWorkbook read = new ReadableWorkbook(in)) {
      return read.getSheets().map(Sheet::getName).toList();
    }
  }
}

package nestor.cli;

import static nestor.cli.CommandRun.nestor;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where little could be judged, nothing is praised, and what to tell comes first. */
class TooLittleKnownTest {
  private @TempDir Path folder;

  @Test
  void aFirstTryWithOneSectionSaysThatTooLittleIsKnownAndAsks() throws IOException {
    String backups =
        "backups: [{system: Ledger, lastRun: 2026-11-20, lastRestoreTest: 2026-11-01}]";
    String text = advice(backups, "text");
    assertThat(text)
        .containsPattern("Too little is known to advise: 1\\d\\d of 1\\d\\d questions are open\n")
        .containsPattern("(?s)Answer these first:\n(- .*?\\?.*?\\.\n){5}\n")
        .contains("critical questions lack data")
        .doesNotContain("Nothing to recommend")
        .doesNotContain("100%");
    assertThat(advice(backups, "json"))
        .containsPattern(
            "\"headline\": \"Too little is known to advise: 1\\d\\d of 1\\d\\d questions are"
                + " open\"");
  }

  @Test
  void theHeadlineAndTheCountsBelowItCountTheSameQuestions() throws IOException {
    String text = advice("organisation: {industry: banking}\nsystems: [{name: crm}]", "text");
    Matcher headline = Pattern.compile("(\\d+) of (\\d+) questions are open").matcher(text);
    Matcher counts = Pattern.compile("(\\d+) questions asked of the data").matcher(text);
    Matcher open = Pattern.compile("(\\d+) not assessed").matcher(text);
    assertThat(headline.find() && counts.find() && open.find()).isTrue();
    assertThat(open.group(1)).isEqualTo(headline.group(1));
    assertThat(counts.group(1)).isEqualTo(headline.group(2));
  }

  @Test
  void whatIsCertainAllTheSameIsInTheHeadline() throws IOException {
    assertThat(advice("practices: []", "json"))
        .containsPattern("questions are open; certain all the same: [a-z].+ by \\d+ Dec 2026\"");
  }

  @Test
  void whereEnoughIsKnownTheHeadlineSaysWhatToDoAndByWhen() {
    String json =
        nestor("advise", "examples/meridian-bank.json", "--as-of", "2026-11-30", "--format", "json")
            .out();
    assertThat(json).containsPattern("\"headline\": \"[A-Z][^\"]+ by \\d+ [A-Z][a-z]+ 202\\d[,\"]");
  }

  @Test
  void whichSideLeadsIsNotSaidOfACtoOfWhomNobodySpoke() throws IOException {
    String bank = "organisation: {industry: banking}";
    assertThat(advice(bank, "json"))
        .doesNotContain("Technology leads here: ")
        .containsPattern(
            "\"rule\": \"role-emphasis/technology-led\",\\s+\"needs\": \\[\\s+\"executives\"");
    assertThat(advice(bank + "\nexecutives: [{role: CEO}, {role: CTO}]", "json"))
        .contains("Technology leads here: ");
  }

  private String advice(String document, String format) throws IOException {
    Path file = folder.resolve("acme.yaml");
    Files.writeString(file, document);
    return nestor("advise", file.toString(), "--as-of", "2026-11-30", "--format", format).out();
  }
}

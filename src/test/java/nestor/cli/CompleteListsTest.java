package nestor.cli;

import static nestor.cli.CommandRun.nestor;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That nothing is missing from a list of which only a part was given is asked, and supposed. */
class CompleteListsTest {
  private static final String RULE = "security/risk-assessment";

  private @TempDir Path folder;
  private String file = "";

  @BeforeEach
  void aPartOfThePractices() throws IOException {
    Path written = folder.resolve("acme.yaml");
    Files.writeString(
        written,
        "partial: [practices]\npractices: [{name: vulnerability-monitoring, inPlace: true}]\n");
    file = written.toString();
  }

  @Test
  void itIsAskedWhetherTheListIsComplete() {
    assertThat(nestor("advise", file, "--as-of", "2026-11-30").out().replaceAll("\\s+", " "))
        .contains("Is the list of practices complete? If not, add what it lacks.")
        .doesNotContain("one that is not listed is not there");
  }

  @Test
  void theExplanationOffersItWhereItGivesAnotherAnswer() {
    assertThat(nestor("explain", file, RULE, "--as-of", "2026-11-30").out())
        .contains("practices: nothing is missing from the list")
        .contains("--set practices=complete");
  }

  @Test
  void whatItWouldChangeIsShown() {
    assertThat(
            nestor(
                    "what-if",
                    file,
                    "--set",
                    "practices=complete",
                    "--as-of",
                    "2026-11-30",
                    "--format",
                    "json")
                .out())
        .contains(RULE);
    assertThat(nestor("what-if", file, "--set", "backups=complete").err())
        .contains("backups: lists nothing; write backups=[] where there is none");
  }
}

package nestor.cli;

import static nestor.cli.CommandRun.nestor;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explanations of entries that name two things, and of several that name one. */
class SplitAndUnitedEntriesTest {
  private static final String DATA =
      """
      organisation: {id: acme}
      executives:
        - {role: CEO, name: Ann}
        - {role: CIO/CTO, name: Bob, reportsTo: CEO, directReports: 14}
      systems: [{name: Ledger, critical: true, storage: relational}]
      backups:
        - {system: ledger, lastRun: 2026-11-01, lastRestoreTest: 2026-11-02}
        - {system: Ledger, lastRun: 2026-11-29}
      """;
  private static final String REPORTS = "delegation/too-many-reports";
  private static final String BACKUPS = "security/backup-missing";

  private @TempDir Path folder;

  @Test
  void aPersonWithTwoRolesIsShownWithBothAndFoundByTheWrittenTitle() throws IOException {
    String why = explain(REPORTS);
    assertThat(why)
        .contains("RECOMMENDED for acme")
        .contains("executives[CIO/CTO]: role CIO, direct reports 14 people; role CTO, direct")
        .contains("--set 'executives[CIO/CTO].directReports=12'");
    assertThat(whatIf("executives[CIO/CTO].directReports=12")).contains("Would be clear", REPORTS);
  }

  @Test
  void anEntryIsFoundByWhatItsTitleStandsForToo() throws IOException {
    assertThat(whatIf("executives[CTO].directReports=12")).contains("Would be clear", REPORTS);
    assertThat(whatIf("executives[cto].directReports=12")).contains("Would be clear", REPORTS);
  }

  @Test
  void ofTheSameSystemTwiceTheEntryThatCountsIsNamedAsItIsWritten() throws IOException {
    assertThat(explain(BACKUPS)).contains("CLEAR for acme").doesNotContain("backups[ledger]");
    assertThat(whatIf("backups[Ledger].lastRun=2026-11-01")).contains(BACKUPS);
    assertThat(whatIf("backups[0].lastRun=2026-10-01")).contains("Nothing would change");
  }

  private String explain(String rule) throws IOException {
    return plain(nestor("explain", file(), rule, "--as-of", "2026-11-30"));
  }

  private String whatIf(String set) throws IOException {
    return plain(nestor("what-if", file(), "--set", set, "--as-of", "2026-11-30"));
  }

  private String file() throws IOException {
    return Files.writeString(folder.resolve("acme.yaml"), DATA).toString();
  }

  private static String plain(CommandRun run) {
    return (run.out() + run.err()).replaceAll("\\s+", " ");
  }
}

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code nestor advise} makes of sections that several sources state. */
class SourcesTest {
  private static final String SYSTEMS =
      """
      systems:
      - {name: Ledger, critical: true, storage: relational}
      - {name: Mailbox, critical: true, storage: file}
      """;

  private @TempDir Path folder;

  private CommandRun advise(String... files) {
    List<String> arguments = new ArrayList<>(List.of("advise"));
    for (String file : files) {
      arguments.add(folder.resolve(file).toString());
    }
    arguments.addAll(List.of("--as-of", "2026-11-30", "--format", "json"));
    return nestor(arguments.toArray(String[]::new));
  }

  private void write(String file, String content) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  private static JsonNode advisory(CommandRun ran) throws IOException {
    return JsonMapper.builder().build().readTree(ran.out());
  }

  private static List<String> because(JsonNode advisory, String rule) {
    List<String> because = new ArrayList<>();
    for (JsonNode one : advisory.get("recommended")) {
      if (one.get("rule").asText().equals(rule)) {
        one.get("because").forEach(line -> because.add(line.asText()));
      }
    }
    return because;
  }

  @Test
  void listsOfTwoToolsBothCount() throws IOException {
    write("acme.yaml", SYSTEMS);
    write("a/acme.backups.csv", "# source: restic\nsystem,lastRun\nLedger,2026-11-29\n");
    write("b/acme.backups.csv", "# source: borg\nsystem,lastRun\nMailbox,2026-11-29\n");
    CommandRun both = advise("acme.yaml", "a/acme.backups.csv", "b/acme.backups.csv");
    assertThat(both.exit()).isZero();
    assertThat(because(advisory(both), "security/backup-missing")).isEmpty();
    CommandRun one = advise("acme.yaml", "a/acme.backups.csv");
    assertThat(because(advisory(one), "security/backup-missing"))
        .singleElement()
        .asString()
        .contains("Mailbox");
  }

  @Test
  void twoFilesThatGiveOneSectionWithoutNamingTheirSourcesAreToldWithTheCure() throws IOException {
    write("acme.yaml", SYSTEMS);
    write("a/acme.backups.csv", "system,lastRun\nLedger,2026-11-29\n");
    write("b/acme.backups.csv", "system,lastRun\nMailbox,2026-11-28\n");
    CommandRun ran = advise("acme.yaml", "a/acme.backups.csv", "b/acme.backups.csv");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("gives backups of acme, as ", "`source`");
  }

  @Test
  void peopleCountWhereAToolContradictsThemAndBothDocumentsAreNamed() throws IOException {
    write(
        "acme.yaml",
        SYSTEMS
            + "backups: [{system: ledger, lastRun: 2026-11-01, lastRestoreTest: 2026-10-01}]\n");
    write("acme.backups.csv", "# source: restic\nsystem,lastRun\nLedger,2026-11-29\n");
    JsonNode advisory = advisory(advise("acme.yaml", "acme.backups.csv"));
    assertThat(advisory.get("notes").toString())
        .contains(
            "lastRun of Ledger is 2026-11-01 in acme.yaml and 2026-11-29 in acme.backups.csv;"
                + " what people state counts");
    assertThat(because(advisory, "security/backup-missing"))
        .anyMatch(line -> line.contains("Ledger"));
  }

  @Test
  void whatOnlyOneOfThemKnowsIsTakenAndTheEvidenceNamesBothDocuments() throws IOException {
    write("acme.yaml", SYSTEMS + "backups: [{system: Ledger, lastRestoreTest: 2024-10-01}]\n");
    write(
        "acme.backups.csv",
        "# source: restic; partial\nsystem,lastRun\nMailbox,2026-11-29\nLedger,2026-11-29\n");
    JsonNode advisory = advisory(advise("acme.yaml", "acme.backups.csv"));
    assertThat(because(advisory, "security/backup-missing")).isEmpty();
    assertThat(advisory.get("notes").toString()).doesNotContain("counts");
    List<String> evidence = new ArrayList<>();
    for (JsonNode one : advisory.get("recommended")) {
      if (one.get("rule").asText().equals("security/backup-unverified")) {
        one.get("evidence")
            .forEach(
                of ->
                    evidence.add(
                        of.get("section").asText()
                            + "["
                            + of.path("entry").asText()
                            + "] of "
                            + of.get("origin").asText()));
      }
    }
    assertThat(evidence).contains("backups[0] of acme.yaml", "backups[1] of acme.backups.csv");
  }

  @Test
  void toolsThatContradictEachOtherLeaveTheValueOpen() throws IOException {
    write(
        "a.yaml",
        "organisation: {id: acme}\nsource: cmdb\nsystems: [{name: Ledger, critical: true}]\n");
    write(
        "b.yaml",
        "organisation: {id: acme}\nsource: wiki\nsystems: [{name: LEDGER, critical: false}]\n");
    JsonNode advisory = advisory(advise("a.yaml", "b.yaml"));
    assertThat(advisory.get("notes").toString())
        .contains("critical of LEDGER is true in a.yaml and false in b.yaml; it counts as unknown");
  }
}

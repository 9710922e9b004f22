package nestor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import nestor.diagnostics.Diagnostic;
import nestor.dossier.Dossier;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DossierFilesTest {
  @TempDir Path folder;

  private Path file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content.replace('\'', '"'));
  }

  private DossierFiles read(String... names) {
    return DossierFiles.read(
        Arrays.stream(names).map(folder::resolve).toList(), ShippedRulebook.get().documents());
  }

  private static List<String> organisations(DossierFiles files) {
    return files.dossiers().stream().map(Dossier::organisation).toList();
  }

  @Test
  void aFolderOfManyClientsIsReadAsTheFilesSay() throws IOException {
    for (int i = 0; i < 10; i++) {
      file("clients/client" + i + ".backups.csv", "system\nLedger\n");
      file("clients/client" + i + ".systems.csv", "name\nLedger\n");
    }
    DossierFiles read = read("clients");
    assertThat(read.faults()).isEmpty();
    assertThat(organisations(read)).hasSize(10).startsWith("client0");
    assertThat(read.dossiers().get(0).sections()).containsKeys("backups", "systems");
  }

  @Test
  void aFolderOfOneOrganisationIsReadAsBefore() throws IOException {
    file("acme/backups.csv", "system\nLedger\n");
    file("acme/acme.systems.csv", "name\nLedger\n");
    file("acme/inventory.json", "{'apis': []}");
    DossierFiles read = read("acme");
    assertThat(read.faults()).isEmpty();
    assertThat(organisations(read)).containsExactly("acme");
    assertThat(read.dossiers().get(0).sections()).containsKeys("backups", "systems", "apis");
  }

  @Test
  void filesThatSayTheSameOfTwoOrganisationsAreOfTwo() throws IOException {
    file("spring/acme.json", "{'backups': []}");
    file("spring/beta.json", "{'backups': [{'system': 'Ledger'}]}");
    assertThat(organisations(read("spring"))).containsExactly("acme", "beta");
  }

  @Test
  void foldersInAFolderAreReadToo() throws IOException {
    file("all/acme/backups.csv", "system\nLedger\n");
    file("all/beta/backups.csv", "system\nLedger\n");
    file("all/@eaDir/backups.csv", "system\nLedger\n");
    file("all/acme/.DS_Store", "x");
    file("all/acme/~$acme.xlsx", "x");
    DossierFiles read = read("all");
    assertThat(read.faults()).isEmpty();
    assertThat(organisations(read)).containsExactly("acme", "beta");
  }

  @Test
  void twoFilesThatGiveOneSectionAreToldAndNeitherIsTaken() throws IOException {
    file("acme.yaml", "systems: [{name: Ledger}]");
    Path one = file("a/acme.backups.csv", "system\nLedger\n");
    Path other = file("b/acme.backups.csv", "system\nMailbox\n");
    DossierFiles read = read("acme.yaml", "a/acme.backups.csv", "b/acme.backups.csv");
    assertThat(read.faults())
        .extracting(Diagnostic::toString)
        .containsExactly(
            other
                + ": gives backups of acme, as "
                + one
                + " does, so neither is taken; keep one of them, put all entries into one file, or name the `source` of one");
    assertThat(read.dossiers().get(0).sections()).containsOnlyKeys("systems");
  }

  @Test
  void whatTwoFilesSayAlikeIsNoContradiction() throws IOException {
    file("a.json", "{'organisation': {'id': 'acme', 'name': 'Acme'}, 'backups': []}");
    file("b.json", "{'organisation': {'id': 'acme'}, 'systems': [], 'backups': []}");
    for (String[] order : new String[][] {{"a.json", "b.json"}, {"b.json", "a.json"}}) {
      DossierFiles read = read(order);
      assertThat(read.faults()).isEmpty();
      assertThat(read.dossiers().get(0).sections()).containsKeys("systems", "backups");
      assertThat(read.dossiers().get(0).sections().get("organisation").toString())
          .contains("name=Acme");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme (Ada's conflicted copy 2026-11-29).json",
        "acme (In Konflikt stehende Kopie von Ada 2026-11-29).json",
        "acme.sync-conflict-20261129-101112-ABCDEFG.json",
        "acme_conflict-20261129-101112.json",
        "acme (SFConflict ada@x.example 2026-11-29-10-11-12).json",
        "acme_Desktop_Nov-29-101112-2026_Conflict.json",
        "acme-DESKTOP-1AB2C3.json"
      })
  void aConflictCopyIsToldForWhatItIs(String name) throws IOException {
    file("acme.json", "{'backups': []}");
    file(name, "{'backups': []}");
    DossierFiles read = read(name);
    assertThat(read.dossiers()).isEmpty();
    assertThat(read.faults())
        .singleElement()
        .asString()
        .contains("is one of two versions between which a sync tool could not decide");
  }
}

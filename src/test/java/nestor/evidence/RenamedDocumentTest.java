package nestor.evidence;

import static nestor.evidence.Samples.entries;
import static nestor.evidence.Samples.evidence;
import static nestor.evidence.Samples.faults;
import static nestor.evidence.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents whose names promise another format or section than they hold. */
class RenamedDocumentTest {
  private static final String TABLE = "system\tlastRun\nLedger\t2026-11-20\n";

  @ParameterizedTest
  @ValueSource(strings = {"acme.backups.tsv", "acme.backups.TSV", "acme.backups.tab"})
  void aTableMayBeSeparatedByTabs(String name) {
    ParsedDocument document = evidence(read(name, TABLE));
    assertThat(document.organisation()).isEqualTo("acme");
    assertThat(entries(document, "backups")).hasSize(1);
    assertThat(document.notes()).isEmpty();
  }

  @Test
  void aTableInPlainTextIsReadWhereTheNameTellsItsSection() {
    assertThat(evidence(read("acme.backups.txt", TABLE)).notes())
        .hasToString("[acme.backups.txt: is read as CSV; name it .csv]");
    assertThat(faults(read("acme.txt", TABLE)))
        .containsExactly(
            "acme.txt: '.txt' is not a format that is read here, and its name gives no section;"
                + " send it as .json, .yaml, .yml, .csv, .xlsx or .ods");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"backups\": [{\"system\": \"Ledger\"}]}',JSON",
    "'backups:\n- system: Ledger\n',YAML"
  })
  void jsonAndYamlAreReadAsWhatTheyAre(String text, String kind) {
    for (String name : new String[] {"acme.csv", "acme.txt", "acme.backups.csv"}) {
      ParsedDocument document = evidence(read(name, text));
      assertThat(document.organisation()).isEqualTo("acme");
      assertThat(entries(document, "backups")).containsExactly(Map.of("system", "Ledger"));
      assertThat(document.notes().get(0))
          .hasToString(
              name
                  + ": holds "
                  + kind
                  + ", whatever its name says; read as that; name it "
                  + name.replaceAll("\\.[a-z]+$", "." + kind.toLowerCase(java.util.Locale.ROOT)));
    }
  }

  @Test
  void soIsAListOfTheSectionInTheName() {
    for (String text : new String[] {"- system: Ledger\n", "[{\"system\": \"Ledger\"}]"}) {
      assertThat(entries(evidence(read("acme.backups.csv", text)), "backups"))
          .containsExactly(Map.of("system", "Ledger"));
    }
  }

  @Test
  void whatOnlyLooksLikeItStaysATable() {
    assertThat(
            entries(
                evidence(read("acme.backups.csv", "[System],[Last run]\nLedger,\n")), "backups"))
        .containsExactly(Map.of("system", "Ledger"));
    assertThat(
            entries(
                evidence(read("acme.backups.csv", "Backups: all\nsystem,lastRun\nLedger,\n")),
                "backups"))
        .containsExactly(Map.of("system", "Ledger"));
  }

  @Test
  void anOldNameOfAWorkbookMayStandOnAnotherFormat() {
    assertThat(entries(evidence(read("acme.backups.xls", TABLE)), "backups")).hasSize(1);
    assertThat(faults(read("acme.backups.xls", "<html><table></table></html>")))
        .containsExactly(
            "acme.backups.xls: '.xls' is a kind of workbook that is not read here; save it as Excel"
                + " Workbook (.xlsx)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme.bakcups.csv", "acme-bakcups.csv", "acme.backus.csv"})
  void aSlipInTheSectionIsReadWhereTheColumnsAreThoseOfThatSectionAlone(String name) {
    ParsedDocument document = evidence(read(name, "system,lastRun\nLedger,\n"));
    assertThat(document.organisation()).isEqualTo("acme");
    assertThat(entries(document, "backups")).hasSize(1);
    assertThat(document.notes())
        .singleElement()
        .asString()
        .contains("in its name read as backups, whose columns it has; name it acme.backups.csv");
  }

  @Test
  void andAskedAboutWhereTheyAreNot() {
    assertThat(faults(read("acme.bakcups.csv", "name,critical\nLedger,\n")))
        .containsExactly(
            "acme.bakcups.csv: 'bakcups' in its name is no section: a CSV file is named"
                + " <organisation>.<section>.csv; did you mean 'backups'?");
  }
}

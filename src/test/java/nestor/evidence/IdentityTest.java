package nestor.evidence;

import static nestor.evidence.Samples.READER;
import static nestor.evidence.Samples.evidence;
import static nestor.evidence.Samples.faults;
import static nestor.evidence.Samples.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
  private static final String ACME_INSIDE = "{\"organisation\": {\"id\": \"acme\"}}";
  private static final String NOBODY_INSIDE = "{\"organisation\": {\"name\": \"Acme\"}}";

  private static ParseResult read(String name, @Nullable String placedFor, String content) {
    return READER.read(new Document(name, utf8(content), placedFor));
  }

  @Test
  void anIdInsideWinsOverTheFilesName() {
    assertThat(evidence(read("beta.json", null, ACME_INSIDE)).organisation()).isEqualTo("acme");
    assertThat(evidence(read("Export (3).json", null, ACME_INSIDE)).organisation())
        .isEqualTo("acme");
    assertThat(evidence(read("organisation.csv", null, "id\nacme\n")).organisation())
        .isEqualTo("acme");
    assertThat(evidence(read("beta.organisation.csv", null, "id\nacme\n")).organisation())
        .isEqualTo("acme");
  }

  @Test
  void withoutAnIdInsideTheNameTells() {
    ParsedDocument document = evidence(read("acme-2.json", null, NOBODY_INSIDE));
    assertThat(document.organisation()).isEqualTo("acme-2");
    assertThat(document.sections().get("organisation").entries())
        .containsExactly(Map.of("name", "Acme"));
    assertThat(evidence(read("acme.backups.csv", null, "system\n")).organisation())
        .isEqualTo("acme");
  }

  @Test
  void wherePutIsEnoughWhateverTheName() {
    assertThat(evidence(read("Export (3).json", "acme", NOBODY_INSIDE)).organisation())
        .isEqualTo("acme");
    assertThat(evidence(read("beta.json", "acme", NOBODY_INSIDE)).organisation()).isEqualTo("acme");
    assertThat(evidence(read("backups.csv", "acme", "system\n")).organisation()).isEqualTo("acme");
    assertThat(evidence(read("acme.backups.csv", "acme", "system\n")).organisation())
        .isEqualTo("acme");
  }

  @Test
  void wherePutMustAgreeWithAnIdInside() {
    assertThat(evidence(read("x.json", "acme", ACME_INSIDE)).organisation()).isEqualTo("acme");
    assertThat(faults(read("acme.json", "beta", ACME_INSIDE)))
        .containsExactly(
            "acme.json: organisation.id: 'acme' is not 'beta', where it was put; put it where acme"
                + " belongs, or correct the id");
    assertThat(faults(read("acme.backups.csv", "beta", "system\n")))
        .containsExactly(
            "acme.backups.csv: 'acme' in its name is not 'beta', where it was put; put it where"
                + " that organisation belongs, or name it backups.csv");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Søborg.json | 'Søborg' in its name is not an organisation's id; name it s-borg.json, or give an id inside",
        "acme.eu.json | 'acme.eu' in its name is not an organisation's id; name it acme-eu.json, or give an id inside",
        "..json | '.' in its name is not an organisation's id; name it acme.json, or give an id inside",
        "../acme.json | '../acme' in its name is not an organisation's id; name it acme.json, or give an id inside"
      })
  void aNameThatIsNoIdIsToldWithOneThatIs(String name, String fault) {
    assertThat(faults(read(name, null, NOBODY_INSIDE))).containsExactly(name + ": " + fault);
  }

  @Test
  void aCsvFileMustSayWhoseItIsAndWhatItHolds() {
    assertThat(faults(read("backups.csv", null, "system\n")))
        .containsExactly(
            "backups.csv: backups is the name of a section, not of an organisation; name the file"
                + " <organisation>.backups.csv, or put it in that folder");
    assertThat(faults(read("acme.csv", null, "system\n")))
        .singleElement()
        .asString()
        .startsWith(
            "acme.csv: 'acme' in its name is no section: a CSV file is named"
                + " <organisation>.<section>.csv; the sections are organisation, backups,");
    assertThat(faults(read("acme.backuqs.csv", null, "name\n")))
        .containsExactly(
            "acme.backuqs.csv: 'backuqs' in its name is no section: a CSV file is named"
                + " <organisation>.<section>.csv; did you mean 'backups'?");
  }

  @Test
  void anUnusableIdInsideIsNotPassedOverForTheName() {
    assertThat(faults(read("Acme.json", null, "{\"organisation\": {\"id\": \"Acme\"}}")))
        .containsExactly(
            "Acme.json: organisation.id: 'Acme' is not an id; write up to 100 small letters,"
                + " digits and hyphens, such as acme");
  }

  @Test
  void faultsOfIdentityAndOfContentAreToldTogether() {
    assertThat(faults(read("A:B.json", null, "{\"backup\": []}"))).hasSize(2);
  }

  @Test
  void anImpossiblePlaceIsRefused() {
    assertThat(faults(read("acme.json", "A/B", ACME_INSIDE)))
        .containsExactly(
            "acme.json: was put where 'A/B' belongs, which is not an id; put it where a-b belongs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acme.png | '.png' is not a format that is read here; send it as .json, .yaml, .yml, .csv, .xlsx or .ods",
        "acme.xlsb | '.xlsb' is a kind of workbook that is not read here; save it as Excel Workbook (.xlsx)",
        "acme | has a name without an extension; send it as .json, .yaml, .yml, .csv, .xlsx or .ods"
      })
  void anUnknownFormatIsToldTheKnownOnes(String name, String fault) {
    assertThat(faults(read(name, null, "{}"))).containsExactly(name + ": " + fault);
  }
}

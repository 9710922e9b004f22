package nestor.evidence;

import static nestor.evidence.Samples.evidence;
import static nestor.evidence.Samples.faults;
import static nestor.evidence.Samples.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nestor.rulebook.NameTable;
import nestor.rulebook.Vocabulary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of files as people, programs and sync tools give them. */
class FileNameTest {
  private static final DocumentReader READER =
      new DocumentReader(
          new Vocabulary(
              Samples.VOCABULARY.sections(),
              new NameTable(
                  Map.of(
                      "no-organisation",
                      Arrays.stream(
                              "export data download book mappe untitled spreadsheet final copy new"
                                  .split(" "))
                          .collect(
                              Collectors.toMap(
                                  word -> word, word -> new NameTable.Known(List.of(word))))))));

  private static final String CSV = "system\nLedger\n";
  private static final String BACKUPS = "{\"backups\": [{\"system\": \"Ledger\"}]}";
  private static final String LIST = "[{\"system\": \"Ledger\"}]";
  private static final String TWO = "{\"backups\": [], \"systems\": []}";

  private static ParseResult read(String name, @Nullable String placedFor, String content) {
    return READER.read(new Document(name, utf8(content), placedFor));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Acme.Backups.csv",
        "ACME.BACKUPS.CSV",
        "acme.backup.csv",
        "acme - backups.csv",
        "acme - Backups.csv",
        "Acme – Backups.csv",
        "acme_backups.csv",
        "acme-backups.csv",
        "acme backups.csv",
        "acme.backups (1).csv",
        "acme.backups(12).csv",
        "acme (1).backups.csv",
        "acme.backups.2026-11.csv",
        "acme.backups.2026-11-29.csv",
        "acme.backups-20261129.csv",
        "acme.backups_2026-11-29 (2).csv",
        "acme.backups 29.11.2026.csv",
        "acme.backups.2026-Q4.csv",
        "acme.backups.2026-11-29T10-11-12.csv",
        "acme.backups_20261129_101112.csv",
        "2026-11-29 acme.backups.csv",
        "acme.2026-11.backups.csv",
        "acme.backups.2026.csv",
        "acme.backups-v2.csv",
        "acme-backups 2.csv",
        "acme.backups.csv.csv",
        "acme.backups.xlsx.csv",
        "acme.backups[1].csv",
        "Acme Backups Nov 2026.csv",
        "Acme-Backups-novembre-2026.csv",
        "Acme Backups März 2026.csv",
        "Acme backups 3f2c1b0a9d8e4f7a8b6c5d4e3f2a1b0c.csv"
      })
  void aCsvFileIsReadAsMeantAndTheLibertyIsTold(String name) {
    ParsedDocument document = evidence(read(name, null, CSV));

    assertThat(document.organisation()).isEqualTo("acme");
    assertThat(document.sections()).containsOnlyKeys("backups");
    assertThat(document.notes()).extracting(Note::kind).as(name).containsExactly(Note.Kind.READ_AS);
  }

  @Test
  void theLibertyIsToldInOneLine() {
    assertThat(evidence(read("Acme Ltd - Backups (1).csv", null, CSV)).warnings())
        .hasToString(
            "[Acme Ltd - Backups (1).csv: 'Acme Ltd - Backups (1)' in its name read as backups of"
                + " the organisation acme-ltd; name it acme-ltd.backups.csv to say so]");
    assertThat(evidence(read("acme.backups.csv", null, CSV)).notes()).isEmpty();
    assertThat(evidence(read("acme.json", null, BACKUPS)).notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "acme (1).json,acme",
    "acme.2026-11.json,acme",
    "acme-2026-11-29.yaml,acme",
    "acme_20261129.json,acme",
    "Acme.json,acme",
    "Acme Ltd.json,acme-ltd",
    "Acme Inc..json,acme-inc",
    "Acmé & Söhne.json,acme-sohne",
    "acme_corp.json,acme-corp",
    "acme.backups.json,acme",
    "Acme - Backups.json,acme",
    "acme-2.json,acme-2",
    "studio54.json,studio54"
  })
  void aDocumentOfAnyFormatIsOfTheOrganisationThatItsNameSurelyMeans(String name, String id) {
    assertThat(evidence(read(name, null, BACKUPS)).organisation()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export.json",
        "Export (3).json",
        "data.json",
        "data-2026-11-29.json",
        "Book1.json",
        "Mappe1.json",
        "download (3).json",
        "2026-11-29.json",
        "Untitled spreadsheet.json",
        "backups-export.json",
        "Backups.json",
        "backup.json",
        "backups (1).json",
        "backups-2026-11.json"
      })
  void whatWouldMakeANewOrganisationOfAGeneralWordIsAskedAndFineInItsFolder(String name) {
    assertThat(faults(read(name, null, BACKUPS)))
        .as(name)
        .singleElement()
        .asString()
        .matches(".*not (of )?an organisation; name the file <organisation>\\..*");
    assertThat(evidence(read(name, "acme", BACKUPS)).notes()).isEmpty();
  }

  @Test
  void aSectionsNameIsToldAsSuch() {
    assertThat(faults(read("backups.json", null, BACKUPS)))
        .containsExactly(
            "backups.json: backups is the name of a section, not of an organisation; name the file"
                + " <organisation>.backups.json, or put it in that folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acme_final.json | could be of the organisation acme or of acme-final; name it acme.json, or give an id inside",
        "acme-export.json | could be of the organisation acme or of acme-export; name it acme.json, or give an id inside",
        "acme 2.json | could be of the organisation acme or of acme-2; name it acme.json, or give an id inside",
        "acme-2026.json | could be of the organisation acme or of acme-2026; name it acme.json, or give an id inside",
        "acme-v2.json | could be of the organisation acme or of acme-v2; name it acme.json, or give an id inside",
        "acme-backups.json | could be backups of acme, or of the organisation acme-backups; name it acme.backups.json, or give an id inside",
        "Acme Backups.json | could be backups of acme, or of the organisation acme-backups; name it acme.backups.json, or give an id inside",
        "Copy of acme.json | 'Copy of acme' in its name begins with a general word; name it <organisation>.json, or give an id inside",
        "acme.prod.json | 'acme.prod' in its name is not an organisation's id; name it acme-prod.json, or give an id inside"
      })
  void aNameThatCouldBeOfTwoOrganisationsIsAsked(String name, String fault) {
    assertThat(faults(read(name, null, BACKUPS))).containsExactly(name + ": " + fault);
    assertThat(evidence(read(name, "acme", BACKUPS)).notes()).isEmpty();
  }

  @Test
  void anOrganisationMayBearTheNameOfASection() {
    assertThat(evidence(read("fernhill-systems.json", null, TWO)).organisation())
        .isEqualTo("fernhill-systems");
    assertThat(evidence(read("fernhill-systems.json", null, TWO)).notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acme.backups_final.csv | its name goes on after the section backups; name it acme.backups.csv",
        "acme.backups - Copy.csv | its name goes on after the section backups; name it acme.backups.csv",
        "backups-acme.csv | its name goes on after the section backups; name it acme.backups.csv",
        "Backups - Acme Ltd 2026.csv | its name goes on after the section backups; name it acme-ltd.backups.csv"
      })
  void wordsAfterTheSectionAreAsked(String name, String fault) {
    assertThat(faults(read(name, null, CSV))).containsExactly(name + ": " + fault);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backups.csv",
        "Backups (1).csv",
        "acme.backups.csv",
        "Acme Ltd - Backups.csv",
        "export - backups.csv",
        "backups-2026-11.csv"
      })
  void inAFolderOfAnOrganisationTheSectionIsEnough(String name) {
    ParsedDocument document = evidence(read(name, "acme", CSV));
    assertThat(document.organisation()).isEqualTo("acme");
    assertThat(document.notes()).isEmpty();
  }

  @Test
  void aListUnderASectionsNameIsThatSection() {
    for (String name : List.of("acme.backups.json", "acme-backups.json", "Acme Backups (1).json")) {
      ParsedDocument document = evidence(read(name, null, LIST));
      assertThat(document.organisation()).isEqualTo("acme");
      assertThat(document.sections()).containsOnlyKeys("backups");
    }
    assertThat(evidence(read("backups.yaml", "acme", "- system: Ledger\n")).sections())
        .containsOnlyKeys("backups");
    assertThat(evidence(read("acme.roadmap.yaml", null, "years: 3\n")).sections())
        .containsOnlyKeys("roadmap");
    assertThat(evidence(read("acme.roadmap.yaml", null, "roadmap: {years: 3}\n")).sections())
        .containsOnlyKeys("roadmap");
  }

  @Test
  void aFolderMayBearTheNameOfAnOrganisation() {
    assertThat(evidence(read("backups.csv", "Acme Ltd", CSV)).organisation()).isEqualTo("acme-ltd");
    assertThat(evidence(read("backups.csv", "Acme Ltd", CSV)).warnings())
        .hasToString(
            "[backups.csv: 'Acme Ltd', where it was put, read as the organisation acme-ltd; name the"
                + " folder acme-ltd to say so]");
    assertThat(faults(read("x.json", "Acme Ltd", "{\"organisation\": {\"id\": \"acme\"}}")))
        .containsExactly(
            "x.json: organisation.id: 'acme' is not 'acme-ltd', where it was put; put it where acme"
                + " belongs, or correct the id");
    assertThat(faults(read("backups.csv", "Backups", CSV)))
        .containsExactly(
            "backups.csv: was put where 'Backups' belongs, which is not an id; put it where backups"
                + " belongs");
  }
}

package nestor.evidence;

import static nestor.evidence.Samples.faults;
import static nestor.evidence.Samples.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.api.Test;

/** What documents declare on their source, and on which of their sections are partial. */
class DeclarationTest {
  private static final DocumentReader READER =
      new DocumentReader(ShippedRulebook.get().vocabulary());

  private static ParseResult read(String name, String content) {
    return READER.read(new Document(name, utf8(content), null));
  }

  private static ParsedDocument parsed(String name, String content) {
    ParseResult result = read(name, content);
    assertThat(result).isInstanceOf(ParsedDocument.class);
    return (ParsedDocument) result;
  }

  private static boolean isPartial(ParsedDocument document, String section) {
    SectionContent content = document.sections().get(section);
    return content != null && content.partial();
  }

  @Test
  void aDocumentStatesWhatPeopleKnowAndAllThereIsUnlessItSaysOtherwise() {
    ParsedDocument document = parsed("acme.yaml", "backups: [{system: Ledger}]\n");
    assertThat(document.source()).isEqualTo("people");
    assertThat(isPartial(document, "backups")).isFalse();
  }

  @Test
  void aTreeNamesItsSourceAndItsPartialSections() {
    ParsedDocument yaml =
        parsed(
            "acme.yaml",
            """
            source: Restic
            partial: [practices]
            practices: [{name: risk-assessment}]
            backups: [{system: Ledger}]
            """);
    assertThat(yaml.source()).isEqualTo("restic");
    assertThat(isPartial(yaml, "practices")).isTrue();
    assertThat(isPartial(yaml, "backups")).isFalse();
    ParsedDocument json =
        parsed(
            "acme.json",
            "{\"partial\": true, \"source\": \"veeam\", \"backups\": [{\"system\": \"Ledger\"}]}");
    assertThat(json.source()).isEqualTo("veeam");
    assertThat(isPartial(json, "backups")).isTrue();
    ParsedDocument one =
        parsed("acme.strategy.yaml", "partial: yes\nsource: wiki\nstatedOn: 2026-01-05\n");
    assertThat(one.source()).isEqualTo("wiki");
    assertThat(isPartial(one, "strategy")).isTrue();
  }

  @Test
  void aCsvFileDeclaresBothInItsFirstLine() {
    for (String first :
        List.of(
            "# partial; source: restic\n",
            "# source: restic, partial\n",
            "\"# partial; source: restic\",\n",
            "#partial\r\n# Source = Restic\r\n",
            "sep=,\n# partial; source: restic\n",
            "# partial; source: restic\nsep=,\n")) {
      ParsedDocument csv =
          parsed("acme.backups.csv", first + "system,lastRun\nLedger,2026-11-20\n");
      assertThat(csv.source()).as(first).isEqualTo("restic");
      assertThat(isPartial(csv, "backups")).as(first).isTrue();
      assertThat(csv.notes()).as(first).isEmpty();
      SectionContent backups = csv.sections().get("backups");
      assertThat(backups == null ? List.of() : backups.entries()).as(first).hasSize(1);
    }
    ParsedDocument other =
        parsed("acme.backups.csv", "# weekly list, partial\nsystem,lastRun\nLedger,2026-11-20\n");
    assertThat(isPartial(other, "backups")).isFalse();
    assertThat(other.notes()).hasSize(1);
  }

  @Test
  void theLinesOfATableKeepTheirNumbersBelowADeclaration() {
    assertThat(faults(read("acme.backups.csv", "# partial\nsystem,lastRun\n,2026-11-20\n")))
        .singleElement()
        .asString()
        .contains(":3");
  }

  @Test
  void theOrganisationSheetHasARowForEach() {
    ParsedDocument document =
        parsed(
            "acme.organisation.csv",
            "field,value\nid,acme\nsource,restic\npartial,organisation; meetings\n");
    assertThat(document.source()).isEqualTo("restic");
    assertThat(isPartial(document, "organisation")).isTrue();
    assertThat(document.warnings()).singleElement().asString().contains("meetings as partial");
  }

  @Test
  void whatIsSaidBesideADocumentCountsAndMustAgreeWithIt() {
    Declaration beside =
        new Declaration("restic", new TreeSet<>(Collections.singleton(Declaration.ALL)));
    byte[] silent = utf8("system\nLedger\n");
    ParsedDocument document =
        (ParsedDocument) READER.read(new Document("acme.backups.csv", silent, null, beside));
    assertThat(document.source()).isEqualTo("restic");
    assertThat(isPartial(document, "backups")).isTrue();
    byte[] other = utf8("# source: borg\nsystem\nLedger\n");
    assertThat(faults(READER.read(new Document("acme.backups.csv", other, null, beside))))
        .singleElement()
        .asString()
        .contains("'borg' is not 'restic'");
  }

  @Test
  void namesThatAreNoSectionAndNoSourceAreFaults() {
    assertThat(faults(read("acme.yaml", "partial: [practises]\nbackups: []\n")))
        .singleElement()
        .asString()
        .contains("'practises'", "did you mean 'practices'");
    assertThat(faults(read("acme.yaml", "source: [restic]\nbackups: []\n"))).hasSize(1);
    assertThat(faults(read("acme.yaml", "source: ../etc\nbackups: []\n"))).hasSize(1);
  }
}

package nestor.evidence;

import static nestor.evidence.Samples.entries;
import static nestor.evidence.Samples.evidence;
import static nestor.evidence.Samples.faults;
import static nestor.evidence.TableSamples.backups;
import static nestor.evidence.TableSamples.notes;
import static nestor.evidence.TableSamples.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of tables that stand beside each other, and of columns with the same meaning. */
class SideTablesTest {
  private static Map<String, Object> backup(String system, int day) {
    return Map.of("system", system, "lastRun", LocalDate.of(2026, 11, day));
  }

  @Test
  void aTableOfAnotherSectionBehindABlankColumnIsReadAsThatSection() {
    ParsedDocument document =
        backups(
            """
            system,lastRun,,name,critical,dataGb
            CRM,2026-11-20,,CRM,yes,1
            ERP,2026-11-21,,ERP,no,2
            ,,,Shop,no,3
            """);
    assertThat(entries(document, "backups")).containsExactly(backup("CRM", 20), backup("ERP", 21));
    assertThat(entries(document, "systems").stream().map(e -> e.get("name")))
        .containsExactly("CRM", "ERP", "Shop");
    assertThat(notes(document))
        .containsExactly(
            "READ_AS 1: is the header of a table of systems; read as that; give it a file of its"
                + " own");
  }

  @Test
  void aTableOfUnknownMeaningBehindABlankColumnIsNamedAndNeverMixed() {
    ParsedDocument document =
        backups(
            """
            system,lastRun,,Server,Count
            CRM,2026-11-20,,ERP,7
            ERP,2026-11-21,,,
            """);
    assertThat(entries(document, "backups")).containsExactly(backup("CRM", 20), backup("ERP", 21));
    assertThat(notes(document))
        .containsExactly(
            "PASSED_OVER 1: 'Server' and 'Count' and what is below stand behind a blank column, as"
                + " another table; passed over; give it a file of its own");
  }

  @Test
  void aSecondTableOfTheSameSectionBehindABlankColumnIsAFault() {
    assertThat(
            faults(
                read(
                    "acme.backups.csv",
                    "system,lastRun,,system,lastRun\nCRM,2026-11-20,,ERP,2026-11-21\n")))
        .containsExactly(
            "acme.backups.csv:1: is the header of a second table of backups; keep all entries of"
                + " backups in one table");
  }

  @Test
  void columnsBehindABlankOneThatGoOnWithTheSameEntriesBelongToThem() {
    ParsedDocument document =
        backups("system,,lastRun\nCRM,,2026-11-20\nERP,,\nShop,,2026-11-22\n");
    assertThat(entries(document, "backups"))
        .containsExactly(backup("CRM", 20), Map.of("system", "ERP"), backup("Shop", 22));
    assertThat(document.notes()).isEmpty();
  }

  @Test
  void aColumnBehindABlankOneWithFewerRowsIsNotAttributedToOtherEntries() {
    ParsedDocument document =
        backups("system,,lastRun,Count\nCRM,,2026-11-20,1\nERP,,2026-11-21,3\nShop,,,\nHR,,,\n");
    assertThat(entries(document, "backups")).allMatch(entry -> !entry.containsKey("lastRun"));
    assertThat(notes(document).toString()).contains("'lastRun' and 'Count' and what is below");
  }

  @Test
  void twoColumnsOfOneFieldThatSayTheSameAreOne() {
    assertThat(backups("system,Asset,lastRun\nCRM,crm,2026-11-20\nERP,,2026-11-21\n"))
        .satisfies(
            document ->
                assertThat(entries(document, "backups"))
                    .containsExactly(backup("CRM", 20), backup("ERP", 21)))
        .satisfies(
            document ->
                assertThat(notes(document))
                    .containsExactly("READ_AS 1: the column 'Asset' read as system"));
    assertThat(entries(backups("Asset,system\nCRM,\n,ERP\n"), "backups"))
        .isEqualTo(List.of(Map.of("system", "CRM"), Map.of("system", "ERP")));
    assertThat(entries(backups("Asset,Server\nCRM,crm\nerp,ERP\n"), "backups")).hasSize(2);
  }

  @Test
  void aColumnThatSaysOtherThingsThanTheOneNamedLikeTheFieldIsPassedOverForThatReason() {
    ParsedDocument document = backups("system,Asset\nCRM,A-17\nERP,A-18\n");
    assertThat(entries(document, "backups"))
        .isEqualTo(List.of(Map.of("system", "CRM"), Map.of("system", "ERP")));
    assertThat(notes(document))
        .containsExactly(
            "PASSED_OVER 1: the column 'Asset' says other things than 'system', which is read as"
                + " system; passed over; keep the one that is meant");
  }

  @Test
  void cellsOfTwoEquallyGoodColumnsThatContradictAreNamedWithTheirHeadings() {
    assertThat(faults(read("acme.backups.csv", "Asset,Server\nCRM,A-17\n")))
        .containsExactly(
            "acme.backups.csv:2: system: cell 1 below 'Asset' and cell 2 below 'Server' say 'CRM'"
                + " and 'A-17'; keep one of them");
    assertThat(evidence(read("acme.backups.csv", "Asset,Server\nCRM,CRM\n")).warnings()).hasSize(1);
  }
}

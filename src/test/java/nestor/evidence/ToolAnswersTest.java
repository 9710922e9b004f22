package nestor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs answer and export, in files that are named after a section. */
class ToolAnswersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"value\": [{\"name\": \"AWS\", \"critical\": true}]}",
        "{\"data\": [{\"name\": \"AWS\", \"critical\": true}], \"total\": 1, \"page\": 1}",
        "{\"name\": \"AWS\", \"critical\": true}"
      })
  void entriesUnderANameOfTheProgramAreReadAndTold(String answer) {
    AdvisedDocuments advised = AdvisedDocuments.of("acme.suppliers.json", answer);
    assertThat(advised.values("suppliers", "name")).containsExactly("AWS");
    assertThat(advised.notes()).anyMatch(note -> note.startsWith("READ_AS"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"total\": 250", "\"nextLink\": \"https://x\"", "\"has_more\": true"})
  void aPageOfALongerListIsDoubted(String sign) {
    AdvisedDocuments advised =
        AdvisedDocuments.of(
            "acme.suppliers.json", "{\"items\": [{\"name\": \"AWS\"}], " + sign + "}");
    assertThat(advised.notes())
        .anyMatch(note -> note.contains("says that there are more than the 1 that are listed"));
  }

  @Test
  void twoListsUnderNamesOfTheProgramAreAFault() {
    AdvisedDocuments advised =
        AdvisedDocuments.of(
            "acme.suppliers.json",
            "{\"active\": [{\"name\": \"AWS\"}], \"former\": [{\"name\": \"IBM\"}]}");
    assertThat(advised.faults()).hasSize(1);
    assertThat(advised.entries("suppliers")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "board.ics | BEGIN:VCALENDAR | is a calendar",
        "acme.meetings.csv | BEGIN:VCALENDAR | is a calendar",
        "acme.executives.vcf | BEGIN:VCARD | is a list of contacts",
        "acme.executives.txt | dn: cn=Ada,dc=acme | is a list of a directory",
        "sbom.txt | SPDXVersion: SPDX-2.3 | is an SPDX SBOM",
        "bom.xml | <?xml version='1.0'?> | is XML",
        "acme.suppliers.jsonl | {} | is a text of one JSON value a line",
      })
  void aFileThatIsNoDocumentIsNamedForWhatItIs(String name, String content, String what) {
    AdvisedDocuments advised = AdvisedDocuments.of(name, content);
    assertThat(advised.faults()).singleElement().asString().contains(what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "catalog-info.yaml | {apiVersion: backstage.io/v1alpha1, kind: System, metadata: {name: a}, spec: {}} | Backstage",
        "bom.json | {\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.5\"} | CycloneDX",
        "alerts.json | [{\"security_advisory\": {}, \"dependency\": {}}] | Dependabot",
        "values.json | {\"RecoveryPoints\": [{\"RecoveryPointArn\": \"x\"}]} | AWS recovery points",
        "Jira.csv | Issue Type,Key,Summary | Jira issues"
      })
  void theCureForAnExportNamesNoOrganisationAfterTheTool(String name, String content, String what) {
    AdvisedDocuments advised = AdvisedDocuments.of(name, content + "\n");
    assertThat(advised.faults())
        .anyMatch(fault -> fault.contains(what) && fault.contains("<organisation>"));
  }

  @Test
  void aTableWithoutASectionInItsNameIsToldWhoseColumnsItHas() {
    AdvisedDocuments advised =
        AdvisedDocuments.of("nightly.csv", "System,Last backup,Last restore test\nX,2026-11-20,\n");
    assertThat(advised.faults())
        .containsExactly(
            "nightly.csv: 'nightly' in its name is no section: a CSV file is named"
                + " <organisation>.<section>.csv; its columns are those of backups: name it"
                + " <organisation>.backups.csv if so");
  }

  @Test
  void aBoxThatIsCheckedIsYes() {
    AdvisedDocuments advised =
        AdvisedDocuments.of("acme.systems.csv", "Name,Critical?\nA,checked\nB,unchecked\n");
    assertThat(advised.values("systems", "critical")).containsExactly("true", "false");
  }

  @Test
  void aTimeFromOneDayToAnotherIsAsked() {
    AdvisedDocuments advised =
        AdvisedDocuments.of(
            "acme.risks.csv", "name,dueBy\nFire,\"January 5, 2027 → January 9, 2027\"\n");
    assertThat(advised.questions()).anyMatch(question -> question.contains("names two days"));
  }

  @Test
  void theTitleOfAGroupAboveARepeatedHeaderIsNoEntry() {
    AdvisedDocuments advised =
        AdvisedDocuments.of(
            "acme.projects.csv",
            """
            Active,,
            Name,Subitems,Due date
            Ledger move,,2027-01-28
            ,,
            Done,,
            Name,Subitems,Due date
            CRM,,2026-05-01
            """);
    assertThat(advised.values("projects", "name")).containsExactly("Ledger move", "CRM");
    assertThat(advised.notes()).anyMatch(note -> note.contains("'Done' is the title of a group"));
  }

  @Test
  void textsThatStandAloneLikeTitlesOfGroupsAreDoubted() {
    AdvisedDocuments advised =
        AdvisedDocuments.of(
            "acme.systems.csv",
            "name,critical\nFinance,\nLedger,yes\nPortal,no\nSales,\nCRM,yes\n");
    assertThat(advised.notes())
        .anyMatch(note -> note.contains("'Finance' and 1 more stand alone in their rows"));
  }

  @Test
  void aFootnoteBelowAHeaderAloneIsNoEntry() {
    AdvisedDocuments advised =
        AdvisedDocuments.of(
            "acme.staff.csv", "name,team,disruptive\n\nSource: HR system of 30 Nov 2026\n");
    assertThat(advised.entries("staff")).isEmpty();
    assertThat(advised.notes()).anyMatch(note -> note.contains("is no entry"));
  }
}

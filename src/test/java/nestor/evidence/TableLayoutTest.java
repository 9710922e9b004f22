package nestor.evidence;

import static nestor.evidence.Samples.entries;
import static nestor.evidence.Samples.evidence;
import static nestor.evidence.Samples.faults;
import static nestor.evidence.TableSamples.CRM;
import static nestor.evidence.TableSamples.MONEY;
import static nestor.evidence.TableSamples.backups;
import static nestor.evidence.TableSamples.document;
import static nestor.evidence.TableSamples.notes;
import static nestor.evidence.TableSamples.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the header of a table stands, which columns and rows are read, and what is said of it. */
class TableLayoutTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "system,lastRun\nCRM,2026-11-20\n",
        "System,Last Run\nCRM,2026-11-20\n",
        "SYSTEM,LASTRUN\nCRM,2026-11-20\n",
        "system,last_run\nCRM,2026-11-20\n",
        "System,Last-Run\nCRM,2026-11-20\n",
        "System *,Last run?\nCRM,2026-11-20\n",
        "System:,Last run:\nCRM,2026-11-20\n",
        "sep=;\nSystem;Last Run\nCRM;2026-11-20\n",
        "\ufeffsystem,lastRun\nCRM,2026-11-20\n",
        "system,\"last\nrun\"\nCRM,2026-11-20\n",
        "\n,,\nsystem,lastRun\n\n\nCRM,2026-11-20\n,\n",
        "system,lastRun,lastRestoreTest\nCRM,2026-11-20\n"
      })
  void headingsMeetFieldsWithoutRegardToCaseBlanksAndPunctuationWithoutANote(String content) {
    ParsedDocument document = backups(content);
    assertThat(entries(document, "backups")).containsExactly(CRM);
    assertThat(document.notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Systems,Last Runs | READ_AS 1: the columns 'Systems' and 'Last Runs' read as system and lastRun",
        "Server,lastRun | READ_AS 1: the column 'Server' read as system",
        "system,Letzter Lauf | READ_AS 1: the column 'Letzter Lauf' read as lastRun",
        "system,LAST BACKUP | READ_AS 1: the column 'LAST BACKUP' read as lastRun",
        "system,Last run [date] | READ_AS 1: the column 'Last run [date]' read as lastRun",
        "system,Last run (UTC) | READ_AS 1: the column 'Last run (UTC)' read as lastRun",
        "sytem,lastRun | READ_AS 1: the column 'sytem' read as system",
        "system,lastuRn | READ_AS 1: the column 'lastuRn' read as lastRun",
        "system,Last rnu | READ_AS 1: the column 'Last rnu' read as lastRun",
        "Backup system,lastRun | READ_AS 1: the column 'Backup system' read as system",
        "system,Backup last run | READ_AS 1: the column 'Backup last run' read as lastRun",
        "Backup,lastRun | READ_AS 1: the column 'Backup' read as system"
      })
  void aHeadingThatSurelyMeansAFieldIsReadAsItAndTold(String header, String note) {
    ParsedDocument document = backups(header + "\nCRM,2026-11-20\n");
    assertThat(entries(document, "backups")).containsExactly(CRM);
    assertThat(notes(document)).containsExactly(note.replace("1:", "1:"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Exported 2026-11-29\nsystem,lastRun\nCRM,2026-11-20\n",
        "# comment\n\nsystem,lastRun\nCRM,2026-11-20\n",
        "Backups,,\nsystem,lastRun,\nCRM,2026-11-20,\n",
        "Client;Acme\nsystem;lastRun\nCRM;2026-11-20\n",
        "sep=;\n\"Backups; all\"\nsystem;lastRun\nCRM;2026-11-20\n"
      })
  void aRowAboveTheHeaderIsPassedOverAndTold(String content) {
    ParsedDocument document = backups(content);
    assertThat(entries(document, "backups")).containsExactly(CRM);
    assertThat(notes(document))
        .singleElement()
        .asString()
        .startsWith("PASSED_OVER ")
        .contains(" stands above the header, which is line ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "system|lastRun\nCRM|2026-11-20\n",
        "Exported by Ann, Bob, Eve\nsystem;lastRun\nCRM;2026-11-20\n",
        "Backups\tof\tAcme\n\nsystem,lastRun\nCRM,2026-11-20\n",
        "Title; with; marks\nsystem\tlastRun\nCRM\t2026-11-20\n"
      })
  void theSeparatorIsTheOneByWhichTheHeaderNamesMostFields(String content) {
    assertThat(entries(backups(content), "backups")).containsExactly(CRM);
  }

  @Test
  void manyRowsAboveTheHeaderAreToldInOneNote() {
    assertThat(
            notes(backups("Backups\nBy: Ann\n\nAs of,2026-11-29\nsystem,lastRun\nCRM,2026-11-20")))
        .containsExactly(
            "PASSED_OVER 1: 'Backups' and what follows in lines 2 and 4 stand above the header,"
                + " which is line 5; passed over");
  }

  @Test
  void unknownColumnsAreNamedOnceWithWhatTheyMayMean() {
    ParsedDocument document =
        backups("Timestamp,system,lastRun,Remarks,restored\n1,CRM,2026-11-20,x,y\n");
    assertThat(entries(document, "backups")).containsExactly(CRM);
    assertThat(notes(document))
        .containsExactly(
            "PASSED_OVER 1: the columns 'Timestamp', 'Remarks' and 'restored' are no fields of"
                + " backups; passed over");
    assertThat(notes(backups("system,lastRun,lastTestRestore\nCRM,2026-11-20,2026-11-20\n")))
        .containsExactly(
            "PASSED_OVER 1: the column 'lastTestRestore' is no field of backups; passed over");
    assertThat(notes(backups("system,lastRun,lastRestoreTst1\nCRM,2026-11-20,2026-11-20\n")))
        .containsExactly(
            "PASSED_OVER 1: the column 'lastRestoreTst1' is no field of backups; passed over; did"
                + " you mean 'lastRestoreTest'?");
  }

  @Test
  void aNamelessColumnWithValuesIsToldAndABlankOneIsNot() {
    ParsedDocument document = backups("system,lastRun,,\nCRM,2026-11-20,x,\n");
    assertThat(entries(document, "backups")).containsExactly(CRM);
    assertThat(notes(document))
        .containsExactly("PASSED_OVER 1: column 3 has values and no heading; passed over");
  }

  @Test
  void aTableWithoutAHeaderIsOneFault() {
    assertThat(faults(read("acme.backups.csv", "Nom,Quand\nCRM,2026-11-20\nERP,2026-11-20\n")))
        .containsExactly(
            "acme.backups.csv:1: 'Nom' and 'Quand' are taken for the header, and name no field of"
                + " backups; write above each column which one it is of system, lastRun,"
                + " lastRestoreTest");
  }

  @Test
  void aHeadingThatIsTheNameOfAFieldWinsOverOneThatMayMeanIt() {
    ParsedDocument document = backups("Server,system,lastRun\nsrv-01,CRM,2026-11-20\n");
    assertThat(entries(document, "backups")).containsExactly(CRM);
    assertThat(notes(document))
        .containsExactly(
            "PASSED_OVER 1: the column 'Server' says other things than 'system', which is read as"
                + " system; passed over; keep the one that is meant");
  }

  @Test
  void repeatedColumnsOfAListAreJoined() {
    assertThat(
            entries(
                evidence(
                    read(
                        "acme.practices.csv",
                        "name,owners,owners\nrisk-assessment,CEO,CTO\nrisk-assessment,,CTO\n")),
                "practices"))
        .containsExactly(
            Map.of("name", "risk-assessment", "owners", List.of("CEO", "CTO")),
            Map.of("name", "risk-assessment", "owners", List.of("CTO")));
  }

  @Test
  void ofRepeatedColumnsTheOneWithAValueIsTakenAndTwoValuesAreAsked() {
    ParsedDocument document =
        backups("system,lastRun,lastRun\nCRM,,2026-11-20\nERP,2026-11-20,2026-11-21\n");
    assertThat(entries(document, "backups"))
        .containsExactly(
            CRM,
            Map.of(
                "system",
                "ERP",
                "lastRun",
                new Unclear(
                    "2026-11-20 | 2026-11-21", List.of("2026-11-20", "2026-11-21"), List.of())));
    assertThat(notes(document))
        .containsExactly(
            "ASKED 3: lastRun: cells 2 and 3 say '2026-11-20' and '2026-11-21'; keep one of them");
    assertThat(faults(read("acme.backups.csv", "system,system\nCRM,ERP\n")))
        .containsExactly(
            "acme.backups.csv:2: system: cells 1 and 2 say 'CRM' and 'ERP'; keep one of them");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "field,value\nname,Acme\nemployees,12\n",
        "name,Acme\nemployees,12\n",
        "Name,Acme\nEmployees,12\n",
        "name,employees\nAcme,12\n",
        "Company profile\n\nname,employees\nAcme,12\n",
        "Company profile\n\nField,Value,Remarks\nName,Acme,\nHeadcount,12,as of November\n",
        "Name:,Acme\nEmployees (FTE),12\nFounded,1999\n",
        "No.,Field,Value\n1,Name,Acme\n2,Employees,12\n"
      })
  void aSectionOfOneEntryIsReadInEitherLayout(String content) {
    assertThat(entries(evidence(read("acme.organisation.csv", content)), "organisation"))
        .containsExactly(Map.of("name", "Acme", "employees", 12));
  }

  @Test
  void rowsThatAreNoFieldsAreNamedOnce() {
    assertThat(
            notes(
                evidence(
                    read("acme.organisation.csv", "name,Acme\nPhone,1\nAddress,x\nHeadcount,12"))))
        .containsExactly(
            "READ_AS 4: 'Headcount' read as employees",
            "PASSED_OVER 2: 'Phone' and 'Address' are no fields of organisation; passed over");
    assertThat(faults(read("acme.roadmap.csv", "field,value\nyeers,3\n")))
        .containsExactly(
            "acme.roadmap.csv:2: 'yeers' is no field of roadmap; did you mean 'years'?");
  }

  @Test
  void valuesBesideEachOtherAreAListOrAFault() {
    assertThat(
            entries(
                evidence(read("acme.organisation.csv", "name,Acme\nregions,US,EU\n")),
                "organisation"))
        .containsExactly(Map.of("name", "Acme", "regions", List.of("US", "EU")));
    assertThat(faults(read("acme.organisation.csv", "name,Acme\nemployees,12,13\n")))
        .containsExactly(
            "acme.organisation.csv:2: employees: stands beside the value; write one value a row,"
                + " the parts of a list separated by ;");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Annual revenue (kEUR) | 1200 | 1200000",
        "Annual revenue [in thousands] | 1200 | 1200000",
        "Annual revenue (EUR m) | 1.2 | 1200000",
        "Annual revenue (Mio. €) | 1.2 | 1200000",
        "Annual revenue (EUR) | 1200 | 1200",
        "Annual revenue in EUR | 1200 | 1200",
        "Annual revenue (planned) | 1200 | 1200",
        "Annual revenue (kEUR) | 1.2m | 1200000"
      })
  void theUnitInAHeadingHoldsForItsNumbers(String heading, String written, String revenue) {
    for (String content :
        List.of(
            "name;currency;" + heading + "\nAcme;EUR;" + written + "\n",
            "name;Acme\ncurrency;EUR\n" + heading + ";" + written + "\n")) {
      assertThat(
              entries(
                      evidence(MONEY.read(document("acme.organisation.csv", content))),
                      "organisation")
                  .get(0)
                  .get("annualRevenue"))
          .isEqualTo(new BigDecimal(revenue));
    }
  }

  @Test
  void percentInAHeadingHoldsForNumbersThatAreNoShares() {
    assertThat(shares("role,share (%)\nCTO,45\nCTO,0.5\n")).containsExactly("0.45", "0.005");
    assertThat(shares("role,share [%]\nCTO,0.45\nCTO,0.55\n")).containsExactly("0.45", "0.55");
    assertThat(shares("role,share (percent)\nCTO,45 %\nCTO,55\n")).containsExactly("0.45", "0.55");
  }

  private static List<String> shares(String content) {
    return entries(evidence(read("acme.time.csv", content)), "time").stream()
        .map(entry -> String.valueOf(entry.get("share")))
        .toList();
  }

  @Test
  void anotherUnitInAHeadingThanTheFieldsIsAFault() {
    assertThat(faults(MONEY.read(document("acme.roadmap.csv", "years (people)\n3\n"))))
        .singleElement()
        .asString()
        .contains("'3 people' is not a number of years");
  }
}

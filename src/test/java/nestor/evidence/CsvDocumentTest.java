package nestor.evidence;

import static nestor.evidence.Samples.entries;
import static nestor.evidence.Samples.evidence;
import static nestor.evidence.Samples.faults;
import static nestor.evidence.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDocumentTest {

  @Test
  void columnsAreFieldsAndRowsAreEntries() {
    ParsedDocument document =
        evidence(
            read(
                "acme.systems.csv",
                """
                dataGb, name ,critical,workloads
                1.50,"CRM, old",YES,search; analytics;
                ,"say ""hi""\",false,
                """));
    assertThat(document.organisation()).isEqualTo("acme");
    assertThat(document.sections()).containsOnlyKeys("systems");
    assertThat(entries(document, "systems"))
        .containsExactly(
            Map.of(
                "name",
                "CRM, old",
                "critical",
                true,
                "dataGb",
                new BigDecimal("1.5"),
                "workloads",
                List.of("search", "analytics")),
            Map.of("name", "say \"hi\"", "critical", false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "system,lastRun\nCRM,2026-11-01\n",
        "system;lastRun\r\nCRM;2026-11-01\r\n",
        "system\tlastRun\nCRM\t2026-11-01",
        "\n\"system\",\"lastRun\"\n\n\"CRM\",\"2026-11-01\"\n,\n",
        "system,lastRun,,\nCRM,2026-11-01,,\n",
        "system,lastRun\nCRM,2026-11-01,,\n"
      })
  void theSeparatorIsThatOfTheHeaderAndBlankRowsAndColumnsDoNotCount(String content) {
    assertThat(entries(evidence(read("acme.backups.csv", content)), "backups"))
        .containsExactly(Map.of("system", "CRM", "lastRun", LocalDate.of(2026, 11, 1)));
  }

  @Test
  void aListInAFileSeparatedBySemicolonsStandsInQuotes() {
    assertThat(
            entries(
                evidence(read("acme.meetings.csv", "\"participants\";\n\"CEO;CTO\";\n")),
                "meetings"))
        .containsExactly(Map.of("participants", List.of("CEO", "CTO")));
  }

  @Test
  void aFileOfOneColumnNeedsNoSeparator() {
    assertThat(entries(evidence(read("acme.meetings.csv", "participants\nCEO;CTO\n")), "meetings"))
        .containsExactly(Map.of("participants", List.of("CEO", "CTO")));
  }

  @Test
  void aHeaderAloneIsAnEmptySection() {
    assertThat(entries(evidence(read("acme.backups.csv", "system,lastRun\n")), "backups"))
        .isEmpty();
    assertThat(entries(evidence(read("acme.backups.csv", "lastRun")), "backups")).isEmpty();
    assertThat(entries(evidence(read("acme.roadmap.csv", "years")), "roadmap")).isEmpty();
    assertThat(entries(evidence(read("acme.roadmap.csv", "field,value")), "roadmap")).isEmpty();
  }

  @Test
  void aSectionOfOneEntryIsOneRowOrRowsOfFieldsAndValues() {
    Map<String, Object> roadmap =
        Map.of("years", new BigDecimal("3"), "agreedWith", List.of("CEO", "CFO"));
    assertThat(
            entries(evidence(read("acme.roadmap.csv", "years,agreedWith\n3,CEO;CFO")), "roadmap"))
        .containsExactly(roadmap);
    assertThat(
            entries(
                evidence(
                    read(
                        "acme.roadmap.csv",
                        "Field,Value\nyears,3\nagreedWith,CEO;CFO\nupdatedOn,")),
                "roadmap"))
        .containsExactly(roadmap);
    assertThat(faults(read("acme.roadmap.csv", "years\n3\n4")))
        .containsExactly(
            "acme.roadmap.csv:3: is a second row, and roadmap is one entry; keep one row below the"
                + " header");
  }

  @Test
  void everyFaultIsToldByItsLineAndField() {
    assertThat(
            faults(
                read(
                    "acme.systems.csv",
                    """
                    name,critical,dataGb,workloads
                    "a
                    b",maybe,"1,,5",search

                    ,yes,1.000.0,surch
                    c,#REF!,=A1+B2,
                    d,no
                    e,no,1,search,,too much
                    """)))
        .containsExactlyInAnyOrder(
            "acme.systems.csv:2: critical: 'maybe' is neither yes nor no; write yes or no",
            "acme.systems.csv:2: dataGb: '1,,5' is not a number; " + FieldValueReader.PLAIN_NUMBER,
            "acme.systems.csv:5: dataGb: '1.000.0' is not a number; "
                + FieldValueReader.PLAIN_NUMBER,
            "acme.systems.csv:5: workloads: 'surch' is not allowed here; did you mean 'search'? the"
                + " known values are transactional, analytics, search",
            "acme.systems.csv:5: name: is missing; give it a value: every entry of systems needs it",
            "acme.systems.csv:6: critical: holds the error #REF!; mend the formula or write the"
                + " value itself",
            "acme.systems.csv:6: dataGb: holds a formula without a result; write the value itself",
            "acme.systems.csv:8: has 6 cells, the header 4: 'too much' stands beyond it; put a text"
                + " that holds the separator in double quotes, or name the column");
  }

  @Test
  void aMissingColumnIsToldOnceAndNotForEveryRow() {
    assertThat(faults(read("acme.backups.csv", "last run,,colour\n,x,\n,,x\n")))
        .containsExactly(
            "acme.backups.csv:1: the column 'system' is missing; add it: every entry of backups"
                + " needs it");
    assertThat(faults(read("acme.time.csv", "score,colour\n1,x\n,,\n")))
        .containsExactly(
            "acme.time.csv:1: the columns 'role' and 'share' are missing; add them: every entry of"
                + " time needs them");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void linesAreCountedHoweverTheyEnd(String end) {
    String content = "system,lastRun~~a,x~\"b~~c\",y~d,z".replace("~", end);
    assertThat(faults(read("acme.backups.csv", content)))
        .extracting(fault -> fault.replaceAll("'.*", ""))
        .containsExactly(
            "acme.backups.csv:3: lastRun: ",
            "acme.backups.csv:4: lastRun: ",
            "acme.backups.csv:7: lastRun: ");
  }

  @Test
  void brokenQuotesAreToldByLine() {
    assertThat(faults(read("acme.backups.csv", "system,lastRun\n\"a,2026-11-01\nb,\n")))
        .containsExactly(
            "acme.backups.csv:2: a quote opens here and never closes; close it, and double a quote"
                + " that belongs to the text: \"\"");
    assertThat(faults(read("acme.backups.csv", "system,lastRun\na,\n\"b\"c,\n")))
        .containsExactly(
            "acme.backups.csv:3: 'c' follows a closing quote; put the whole cell in quotes, and"
                + " double a quote that belongs to the text: \"\"");
  }

  @Test
  void blankLinesAloneAreAnEmptyFile() {
    assertThat(faults(read("acme.backups.csv", "\n,,\n \n")))
        .containsExactly("acme.backups.csv: is empty; send it again with its content");
  }

  @Test
  void aRowOfAbsurdWidthIsRefused() {
    assertThat(faults(read("acme.backups.csv", "system\n" + ",".repeat(5000))))
        .containsExactly(
            "acme.backups.csv:2: has more than 1000 cells; check the separators and quotes");
  }

  @Test
  void aLongHeaderIsNoBlankLine() {
    String header = "name" + ",remarks of the meeting".repeat(60);
    assertThat(entries(evidence(read("acme.systems.csv", header + "\nLedger\n")), "systems"))
        .containsExactly(Map.of("name", "Ledger"));
  }
}

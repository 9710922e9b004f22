package nestor.evidence;

import static nestor.evidence.Samples.entries;
import static nestor.evidence.Samples.evidence;
import static nestor.evidence.Samples.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables as people write them by hand, read under the shipped rulebook. */
class HandmadeTableTest {
  private static final DocumentReader READER =
      new DocumentReader(ShippedRulebook.get().documents());

  private static ParsedDocument read(String section, String content) {
    return evidence(READER.read(new Document("acme." + section + ".csv", utf8(content), null)));
  }

  private static List<Object> column(ParsedDocument document, String section, String field) {
    return entries(document, section).stream().map(entry -> entry.get(field)).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "weekly,7",
    "Wöchentlich,7",
    "every 2 weeks,14",
    "2 Wochen,14",
    "alle 14 Tage,14",
    "monthly,30",
    "trimestriel,91",
    "annually,365",
    "7,7",
    "10 days,10"
  })
  void howOftenIsANumberOfDays(String written, int days) {
    ParsedDocument document = read("meetings", "participants,everyDays\nCEO;CTO," + written + "\n");
    assertThat(column(document, "meetings", "everyDays").toString()).isEqualTo("[" + days + "]");
    assertThat(document.notes()).hasSize(written.equals("7") ? 0 : 1);
  }

  @Test
  void aRowOfUnitsBelowTheHeaderHoldsForTheNumbersBelow() {
    ParsedDocument document =
        read(
            "systems",
            "Name,Supported until,Data size,Utilisation\n,YYYY-MM-DD,TB,%\nCRM,2027-01-31,1.5,45\n");
    assertThat(entries(document, "systems")).hasSize(1);
    assertThat(column(document, "systems", "utilisation")).hasToString("[0.45]");
    assertThat(column(document, "systems", "dataGb")).hasToString("[1500]");
    assertThat(document.warnings().toString()).contains("2: holds units; read as those of");
  }

  @Test
  void aRowOfUnitsScalesAmounts() {
    ParsedDocument document = read("budgets", "area,amount,year\n,kEUR,\nsecurity,120,2026\n");
    assertThat(column(document, "budgets", "amount")).hasToString("[120000]");
  }

  @Test
  void anEntryWhoseNameIsLikeAUnitIsNoRowOfUnits() {
    ParsedDocument document = read("systems", "name,dataGb\nGB,\nCRM,5\n");
    assertThat(column(document, "systems", "name")).containsExactly("GB", "CRM");
  }

  @Test
  void manyFaultsOfOneColumnHideNoOthers() {
    StringBuilder table = new StringBuilder("name,due,agreedWithBusiness\n");
    for (int i = 0; i < 60; i++) {
      table.append("P").append(i).append(",whenever,").append(i == 59 ? "perhaps so" : "yes");
      table.append('\n');
    }
    List<String> faults =
        Samples.faults(
            READER.read(new Document("acme.projects.csv", utf8(table.toString()), null)));
    assertThat(faults).hasSize(4);
    assertThat(faults.get(2)).contains("and 57 more values of this column are faults, too");
    assertThat(faults.get(3)).contains("'perhaps so' is neither yes nor no");
  }

  @Test
  void manyFaultsOfOneFieldInJsonHideNoOthersAndAreAllCounted() {
    StringBuilder projects = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      projects.append(i == 0 ? "" : ",").append("{\"name\": \"P\", \"due\": \"whenever\"");
      projects.append(i == 59 ? ", \"agreedWithBusiness\": 1}" : "}");
    }
    List<String> faults =
        Samples.faults(
            READER.read(
                new Document("acme.json", utf8("{\"projects\": [" + projects + "]}"), null)));
    assertThat(faults)
        .containsExactly(
            "acme.json: projects[0].due: 'whenever' is not a date; write YYYY-MM-DD",
            "acme.json: projects[1].due: 'whenever' is not a date; write YYYY-MM-DD",
            "acme.json: projects[2].due: 'whenever' is not a date, and 57 more like this; write"
                + " YYYY-MM-DD",
            "acme.json: projects[59].agreedWithBusiness: is a number where true or false is due;"
                + " write true or false, without quotes");
  }

  @Test
  void aRhythmThatMeansTwoIsAsked() {
    ParsedDocument document = read("meetings", "participants,everyDays\nCEO;CTO,biweekly\n");
    assertThat(column(document, "meetings", "everyDays").get(0)).isInstanceOf(Unclear.class);
    assertThat(document.warnings())
        .hasToString(
            "[acme.meetings.csv:2: everyDays: 'biweekly' is no certain number of days; write how"
                + " many days]");
  }

  @Test
  void aUnitThatStandsForSoManyOfTheFieldsOwnIsConverted() {
    ParsedDocument document =
        read(
            "incidents",
            "date,kind,hoursToContain\n2026-01-03,outage,2 days\n2026-02-03,breach,90 min\n");
    assertThat(column(document, "incidents", "hoursToContain").toString()).isEqualTo("[48, 1.5]");
    document = read("systems", "name,dataGb (TB)\nERP,1.25\nCRM,0.05\n");
    assertThat(column(document, "systems", "dataGb").toString()).isEqualTo("[1250, 50]");
  }

  @Test
  void aShareMayBeWrittenAsPointsOfTen() {
    assertThat(entries(read("workforce", "field,value\nengagement,7.5/10\n"), "workforce"))
        .hasToString("[{engagement=0.75}]");
  }

  @Test
  void namesInLinesOfACellAreSeveral() {
    for (String end : List.of("\n", "\r\n")) {
      ParsedDocument document =
          read("meetings", "participants,everyDays|\"CEO|CTO\",7|".replace("|", end));
      assertThat(column(document, "meetings", "participants"))
          .containsExactly(List.of("CEO", "CTO"));
    }
  }

  @Test
  void boxesAreTickedOrNot() {
    ParsedDocument document =
        read(
            "practices",
            "name,inPlace\nincident-response-plan,[x]\nrisk-assessment,[ ]\nskills-plan,(✓)\n");
    assertThat(column(document, "practices", "inPlace")).containsExactly(true, false, true);
  }

  @Test
  void sumsOfGroupsAndTheirTitlesAreNoEntries() {
    ParsedDocument document =
        read(
            "budgets",
            """
            area,amount,year
            IT,,
            technology,"100,000.00",2026
            security,"20,000.00",2026
            Subtotal IT,"120,000.00",2026
            HR,,
            training,"30,000.00",2026
            Subtotal HR,"30,000.00",2026
            Grand total,"150,000.00",2026
            """);
    assertThat(column(document, "budgets", "area"))
        .containsExactly("technology", "security", "training");
    assertThat(document.notes())
        .filteredOn(note -> note.kind() == Note.Kind.PASSED_OVER)
        .extracting(note -> note.place().what())
        .containsExactly(
            "'IT' is the title of a group, whose sums are below; passed over",
            "'Subtotal IT' is a row of sums; passed over",
            "'HR' is the title of a group, whose sums are below; passed over",
            "'Subtotal HR' is a row of sums; passed over",
            "'Grand total' is a row of sums; passed over");
  }

  @Test
  void whatOnlyBeginsLikeASumIsAnEntry() {
    ParsedDocument document = read("systems", "name,dataGb\nERP,7\nTotal Care,3\n");
    assertThat(entries(document, "systems"))
        .extracting((Map<String, Object> entry) -> entry.get("name"))
        .containsExactly("ERP", "Total Care");
  }

  @Test
  void aTableBelowAnotherIsOneOfItsOwnSection() {
    ParsedDocument document =
        read(
            "systems",
            "name,critical\nERP,yes\nCRM,no\n\nSystem,Last run\nERP,2026-11-01\n\nnote: as of May\n");
    assertThat(entries(document, "systems")).hasSize(2);
    assertThat(entries(document, "backups"))
        .containsExactly(Map.of("system", "ERP", "lastRun", LocalDate.of(2026, 11, 1)));
    assertThat(document.notes())
        .extracting(Note::toString)
        .contains(
            "acme.systems.csv:5: is the header of a table of backups; read as that; give it a file"
                + " of its own");
  }

  @Test
  void aSecondTableOfTheSameSectionIsAFault() {
    String table = "System,Last run\nERP,2026-11-01\n\n";
    assertThat(
            Samples.faults(
                READER.read(
                    new Document(
                        "acme.systems.csv",
                        utf8("name,critical\nA,yes\n\n" + table + "name,dataGb\n"),
                        null))))
        .containsExactly(
            "acme.systems.csv:7: is the header of a second table of systems; keep all entries of"
                + " systems in one table");
  }

  private static List<String> faults(String section, String content) {
    return Samples.faults(
        READER.read(new Document("acme." + section + ".csv", utf8(content), null)));
  }

  @Test
  void rowsOfSeveralOrganisationsAreNotTakenForThoseOfOne() {
    assertThat(faults("backups", "organisation,system\nacme,ERP\nbeta,CRM\n"))
        .containsExactly(
            "acme.backups.csv:1: the column 'organisation' names several organisations, such as"
                + " 'acme' and 'beta'; give the rows of each organisation a file of their own");
    assertThat(entries(read("backups", "company,system\nAcme,ERP\nAcme,CRM\n"), "backups"))
        .hasSize(2);
  }

  @Test
  void fieldsBelowOneAnotherAreNoEntries() {
    assertThat(faults("systems", "name,ERP,CRM\ncritical,yes,no\nstorage,none,none\n"))
        .containsExactly(
            "acme.systems.csv:2: names a field, as all rows do, so the table lies on its side; write"
                + " the fields above the columns, and one entry a row");
  }

  @Test
  void aTableInMarkdownIsRead() {
    ParsedDocument document =
        read("backups", "| system | lastRun |\n|:---|---|\n| ERP | 2026-11-20 |\n");
    assertThat(column(document, "backups", "system")).containsExactly("ERP");
  }
}

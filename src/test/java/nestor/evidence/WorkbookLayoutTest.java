package nestor.evidence;

import static nestor.evidence.Samples.entries;
import static nestor.evidence.Samples.evidence;
import static nestor.evidence.Samples.faults;
import static nestor.evidence.Samples.utf8;
import static nestor.evidence.TableSamples.notes;
import static nestor.evidence.WorkbookDocumentTest.row;
import static nestor.evidence.WorkbookDocumentTest.sheet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which sheets of a workbook are read, and what merged, hidden and styled cells mean. */
class WorkbookLayoutTest {
  private static final LocalDate RUN = LocalDate.of(2026, 11, 20);
  private static final Map<String, Object> CRM = Map.of("system", "CRM", "lastRun", RUN);

  private static ParseResult read(String name, Consumer<Workbook> content) {
    return read(name, WorkbookDocumentTest.workbook(content));
  }

  private static ParseResult read(String name, byte[] content) {
    return TableSamples.READER.read(new Document(name, content, null));
  }

  private static ParsedDocument acme(Consumer<Workbook> content) {
    return evidence(read("acme.xlsx", content));
  }

  private static Worksheet backups(Workbook workbook, String name) {
    return sheet(workbook, name, row("system", "lastRun"), row("CRM", RUN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"backups", "Backups", "BACKUPS ", " backups", "Back-ups"})
  void aSheetMeetsItsSectionWithoutRegardToCaseAndBlanksWithoutANote(String name) {
    ParsedDocument document = acme(w -> backups(w, name));
    assertThat(entries(document, "backups")).containsExactly(CRM);
    assertThat(document.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Backup", "Sicherungen", "Backups (2026)", "Bakcups", "backupss"})
  void aSheetThatSurelyMeansASectionIsReadAsItAndTold(String name) {
    ParsedDocument document = acme(w -> backups(w, name));
    assertThat(entries(document, "backups")).containsExactly(CRM);
    assertThat(notes(document)).containsExactly("READ_AS  " + name + ": read as backups");
  }

  @Test
  void sheetsThatAreNoSectionAreNamedOnce() {
    ParsedDocument document =
        acme(
            w -> {
              sheet(w, "Read me", row("Please fill in."));
              backups(w, "backups");
              sheet(w, "Notes", row("x"));
              w.newWorksheet("Sheet3");
              sheet(w, "Lists", row("yes"), row("no")).setVisibilityState(VisibilityState.HIDDEN);
              sheet(w, "more", row("x")).setVisibilityState(VisibilityState.VERY_HIDDEN);
            });
    assertThat(document.sections()).containsOnlyKeys("backups");
    assertThat(notes(document))
        .containsExactly(
            "PASSED_OVER  the sheets 'Read me' and 'Notes' are no sections; passed over",
            "PASSED_OVER  the sheets 'Lists' and 'more' are hidden; passed over");
  }

  @Test
  void aSheetThatLooksLikeASectionIsNamedWithIt() {
    ParsedDocument document =
        acme(
            w -> {
              backups(w, "backups");
              sheet(w, "Inventory", row("name", "critical", "dataGb"), row("CRM", "yes", 1));
            });
    assertThat(document.sections()).containsOnlyKeys("backups");
    assertThat(notes(document))
        .containsExactly(
            "PASSED_OVER  the sheet 'Inventory' is no section; passed over; rename 'Inventory' to"
                + " systems if that is what it is");
  }

  @Test
  void aWorkbookWithoutAnySectionIsAFault() {
    assertThat(faults(read("acme.xlsx", w -> sheet(w, "Sheet1", row("x")))))
        .singleElement()
        .asString()
        .startsWith("acme.xlsx: the sheet 'Sheet1' is no section; the sections are organisation,");
    assertThat(
            faults(
                read(
                    "acme.xlsx",
                    w -> sheet(w, "Sheet1", row("system", "lastRun"), row("CRM", RUN)))))
        .containsExactly(
            "acme.xlsx: the sheet 'Sheet1' is no section; rename 'Sheet1' to backups if that is"
                + " what it is");
  }

  @Test
  void theOnlySheetOfAFileNamedLikeASectionIsThatSection() {
    ParsedDocument document = evidence(read("acme.backups.xlsx", w -> backups(w, "Sheet1")));
    assertThat(document.organisation()).isEqualTo("acme");
    assertThat(entries(document, "backups")).containsExactly(CRM);
  }

  @Test
  void aHiddenSheetIsReadOnlyWhereItSurelyIsASection() {
    ParsedDocument document =
        acme(w -> backups(w, "backups").setVisibilityState(VisibilityState.HIDDEN));
    assertThat(entries(document, "backups")).containsExactly(CRM);
    assertThat(notes(document))
        .containsExactly(
            "READ_AS  backups: is a hidden sheet, which is read all the same; remove it or show it");
    document =
        acme(
            w -> {
              backups(w, "backups");
              sheet(w, "systems", row("CRM"), row("ERP"))
                  .setVisibilityState(VisibilityState.HIDDEN);
            });
    assertThat(document.sections()).containsOnlyKeys("backups");
    assertThat(notes(document))
        .containsExactly("PASSED_OVER  the sheet 'systems' is hidden; passed over");
  }

  @Test
  void hiddenRowsAndColumnsAreReadAndTold() {
    ParsedDocument document =
        acme(
            w -> {
              Worksheet sheet =
                  sheet(
                      w,
                      "systems",
                      row("name", "critical", "dataGb", "remark"),
                      row("CRM", "yes", 1, "x"),
                      row("ERP", "no", 2, "y"),
                      row("Shop", "no", 3, "z"));
              sheet.hideRow(2);
              sheet.hideColumn(2);
              sheet.hideColumn(3);
            });
    assertThat(entries(document, "systems")).hasSize(3);
    assertThat(notes(document))
        .containsExactly(
            "PASSED_OVER  systems!D1: the column 'remark' is no field of systems; passed over",
            "READ_AS  systems row 3: is hidden, and is read all the same; show or remove what is"
                + " hidden",
            "READ_AS  systems!C1: the column 'dataGb' is hidden, and is read all the same; show or"
                + " remove what is hidden");
  }

  @Test
  void manyHiddenRowsAreToldOnceWithTheirNumber() {
    ParsedDocument document =
        acme(
            w -> {
              Worksheet sheet = sheet(w, "systems", row("name"));
              for (int i = 1; i <= 50; i++) {
                sheet.value(i, 0, "System " + i);
                if (i % 2 == 0) {
                  sheet.hideRow(i);
                }
              }
            });
    assertThat(entries(document, "systems")).hasSize(50);
    assertThat(notes(document))
        .containsExactly(
            "READ_AS  systems row 3: 25 rows down to row 51 are hidden, and are read all the same;"
                + " show or remove what is hidden");
  }

  @Test
  void aHiddenRowOfASectionOfOneEntryIsTold() {
    ParsedDocument document =
        acme(
            w ->
                sheet(w, "organisation", row("name", "Acme"), row("employees", 12), row("", 1))
                    .hideRow(1));
    assertThat(notes(document))
        .contains(
            "READ_AS  organisation row 2: is hidden, and is read all the same; show or remove what"
                + " is hidden");
  }

  @Test
  void twoSheetsOfOneSectionAreAFault() {
    assertThat(
            faults(
                read(
                    "acme.xlsx",
                    w -> {
                      backups(w, "Backups");
                      backups(w, "Backup");
                    })))
        .containsExactly(
            "acme.xlsx: Backup: is a second sheet of backups, after 'Backups'; keep one of them");
  }

  @Test
  void theHeaderIsFoundBelowMergedTitlesAndBlankRows() {
    ParsedDocument document =
        acme(
            w -> {
              Worksheet sheet =
                  sheet(
                      w,
                      "backups",
                      row("Backups of Acme"),
                      row(),
                      row(null, "as of", RUN),
                      row(),
                      row("System", "Last run"),
                      row("CRM", RUN));
              sheet.range(0, 0, 0, 3).merge();
            });
    assertThat(entries(document, "backups")).containsExactly(CRM);
    assertThat(notes(document))
        .containsExactly(
            "PASSED_OVER  backups row 1: 'Backups of Acme' and what follows in row 3 stand above the"
                + " header, which is row 5; passed over");
  }

  @Test
  void aHeaderOfTwoRowsIsReadByTheRowThatNamesTheFields() {
    ParsedDocument document =
        acme(
            w -> {
              Worksheet sheet =
                  sheet(
                      w,
                      "backups",
                      row("System", "Dates"),
                      row(null, "Last run", "Last restore test"),
                      row("CRM", RUN));
              sheet.range(0, 0, 1, 0).merge();
              sheet.range(0, 1, 0, 2).merge();
            });
    assertThat(entries(document, "backups")).containsExactly(CRM);
  }

  @Test
  void headingsOfGroupsThatAreFieldsThemselvesAreNoHeaderWhereTheRowBelowNamesMore() {
    ParsedDocument document =
        acme(
            w -> {
              Worksheet sheet =
                  sheet(
                      w,
                      "backups",
                      row("System", "Last run"),
                      row("System", "Last run", "Last restore test"),
                      row("CRM", RUN));
              sheet.range(0, 1, 0, 2).merge();
            });
    assertThat(entries(document, "backups")).containsExactly(CRM);
  }

  @Test
  void aCellMergedDownwardsHoldsForEachRow() {
    ParsedDocument document =
        acme(
            w -> {
              Worksheet sheet =
                  sheet(
                      w,
                      "time",
                      row("role", "share"),
                      row("CTO", 0.5),
                      row(null, 0.3),
                      row(null, 0.2),
                      row("CIO", 1),
                      row());
              sheet.range(1, 0, 3, 0).merge();
              sheet.range(4, 0, 5, 0).merge();
            });
    assertThat(entries(document, "time"))
        .extracting(entry -> entry.get("role"))
        .containsExactly("CTO", "CTO", "CTO", "CIO");
  }

  @Test
  void aHeadingAcrossTheColumnsWithinATableIsNoEntry() {
    ParsedDocument document =
        acme(
            w -> {
              Worksheet sheet =
                  sheet(
                      w,
                      "backups",
                      row("system", "lastRun"),
                      row("Critical"),
                      row("CRM", RUN),
                      row("Others"),
                      row("CRM", RUN));
              sheet.range(1, 0, 1, 1).merge();
              sheet.range(3, 0, 3, 1).merge();
            });
    assertThat(entries(document, "backups")).containsExactly(CRM, CRM);
    assertThat(notes(document))
        .containsExactly(
            "PASSED_OVER  backups!A2: 'Critical' is no entry; passed over",
            "PASSED_OVER  backups!A4: 'Others' is no entry; passed over");
  }

  @Test
  void styledBlanksAreNoRowsAndNoColumns() {
    ParsedDocument document =
        acme(
            w -> {
              Worksheet sheet = backups(w, "backups");
              for (int row = 0; row < 40; row++) {
                sheet.style(row, 5).bold().fillColor("FF0000").set();
              }
              sheet.value(30, 0, "  ");
              sheet.value(31, 1, "\u00a0");
            });
    assertThat(entries(document, "backups")).containsExactly(CRM);
    assertThat(document.notes()).isEmpty();
  }

  @Test
  void valuesRightOfTheTableAreToldByTheirColumns() {
    ParsedDocument document = acme(w -> backups(w, "backups").value(1, 6, "ask Ann"));
    assertThat(entries(document, "backups")).containsExactly(CRM);
    assertThat(notes(document))
        .containsExactly(
            "PASSED_OVER  backups!G1: column G has values and no heading; passed over");
  }

  @Test
  void aTotalInASheetIsToldByItsCell() {
    ParsedDocument document =
        acme(
            w ->
                sheet(
                    w,
                    "systems",
                    row("name", "dataGb"),
                    row("CRM", 10),
                    row("ERP", 20),
                    row(),
                    row("Total", 30)));
    assertThat(entries(document, "systems")).hasSize(2);
    assertThat(notes(document))
        .containsExactly("PASSED_OVER  systems!A5: 'Total' is a row of sums; passed over");
  }

  @Test
  void aSheetOfFieldsAndValuesMayHaveATitleAndRemarks() {
    ParsedDocument document =
        acme(
            w ->
                sheet(
                    w,
                    "Organisation",
                    row("Company profile"),
                    row(),
                    row("Field", "Value", "Remarks"),
                    row("Name", "Acme"),
                    row("Employees", 12, "as of November"),
                    row("Phone", "555")));
    assertThat(entries(document, "organisation"))
        .containsExactly(Map.of("name", "Acme", "employees", 12));
    assertThat(notes(document))
        .containsExactly(
            "PASSED_OVER  Organisation!A1: 'Company profile' and 'Phone' are no fields of"
                + " organisation; passed over",
            "PASSED_OVER  Organisation: cell C5 stands beside the values; passed over");
  }

  @Test
  void escapesOfCharactersAreDecoded() {
    ParsedDocument document =
        acme(
            w ->
                sheet(
                    w,
                    "systems",
                    row("name", "critical_x000D_\n"),
                    row("CRM_x000D_\nEurope", "yes_x000D_"),
                    row("a_x005F_x000D_", "no")));
    assertThat(entries(document, "systems"))
        .containsExactly(
            Map.of("name", "CRM Europe", "critical", true),
            Map.of("name", "a_x000D_", "critical", false));
  }

  @Test
  void mergedCellsOfHostileSizeCostNothing() throws IOException {
    Map<String, byte[]> parts =
        WorkbookParts.of(WorkbookDocumentTest.workbook(w -> backups(w, "backups")));
    parts.computeIfPresent(
        "xl/worksheets/sheet1.xml",
        (name, xml) ->
            utf8(
                new String(xml, StandardCharsets.UTF_8)
                    .replace(
                        "</sheetData>",
                        "</sheetData><mergeCells>"
                            + "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(20_000)
                            + "<mergeCell ref=\"nonsense\"/><mergeCell/></mergeCells>")));
    assertThat(read("acme.xlsx", WorkbookParts.zip(parts))).isNotNull();
  }

  @Test
  void aListInRepeatedColumnsOfASheetIsJoined() {
    ParsedDocument document =
        acme(
            w ->
                sheet(
                    w,
                    "meetings",
                    row("Participants", "Participants", "Participants"),
                    row("CEO", "CTO", null),
                    row("CFO", null, "CEO")));
    assertThat(entries(document, "meetings"))
        .containsExactly(
            Map.of("participants", List.of("CEO", "CTO")),
            Map.of("participants", List.of("CFO", "CEO")));
  }

  @Test
  void plainNumbersInAWorkbookThatCountsFrom1904AreTheDaysThatItMeans() throws IOException {
    Map<String, byte[]> parts =
        WorkbookParts.of(
            WorkbookDocumentTest.workbook(
                w -> {
                  Worksheet sheet = w.newWorksheet("backups");
                  sheet.value(0, 0, "system");
                  sheet.value(0, 1, "lastRun");
                  sheet.value(1, 0, "Ledger");
                  sheet.value(1, 1, 44_884);
                }));
    parts.computeIfPresent(
        "xl/workbook.xml",
        (name, xml) ->
            new String(xml, StandardCharsets.UTF_8)
                .replaceAll("<workbookPr[^>]*/>", "")
                .replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>")
                .getBytes(StandardCharsets.UTF_8));
    ParsedDocument document = evidence(read("acme.xlsx", WorkbookParts.zip(parts)));
    assertThat(entries(document, "backups").get(0))
        .containsEntry("lastRun", LocalDate.of(2026, 11, 20));
    assertThat(document.warnings())
        .hasToString(
            "[acme.xlsx: backups!B2 (lastRun): '44884' read as 2026-11-20, as this workbook counts"
                + " days from 1904]");
  }
}

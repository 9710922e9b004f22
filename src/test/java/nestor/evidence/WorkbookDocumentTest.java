package nestor.evidence;

import static nestor.evidence.Samples.entries;
import static nestor.evidence.Samples.evidence;
import static nestor.evidence.Samples.faults;
import static nestor.evidence.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;

class WorkbookDocumentTest {

  static byte[] workbook(Consumer<Workbook> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
      content.accept(workbook);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Worksheet sheet(Workbook workbook, String name, Object[]... rows) {
    Worksheet sheet = workbook.newWorksheet(name);
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < rows[r].length; c++) {
        put(sheet, r, c, rows[r][c]);
      }
    }
    return sheet;
  }

  static Object[] row(Object... cells) {
    return cells;
  }

  private static void put(Worksheet sheet, int row, int column, Object value) {
    if (value instanceof String text) {
      sheet.value(row, column, text);
    } else if (value instanceof Number number) {
      sheet.value(row, column, number);
    } else if (value instanceof Boolean yesNo) {
      sheet.value(row, column, yesNo);
    } else if (value instanceof LocalDate date) {
      sheet.value(row, column, date);
      sheet.style(row, column).format("dd.mm.yyyy").set();
    }
  }

  @Test
  void aSheetIsASectionAndCellsHoldTheirOwnKindsOfValue() {
    ParsedDocument document =
        evidence(
            read(
                "acme.xlsx",
                workbook(
                    w -> {
                      sheet(
                          w,
                          "organisation",
                          row("field", "value"),
                          row("name", "Acme"),
                          row("employees", 12),
                          row("annualRevenue", 1.1),
                          row("regions", "US; EU"),
                          row("asOf", LocalDate.of(2026, 11, 1)),
                          row("currency", ""));
                      sheet(
                          w,
                          "systems",
                          row("name", "critical", "dataGb"),
                          row(42, true, 0.30000000000000004),
                          row(),
                          row("CRM", "no", "1.50"));
                      sheet(
                          w,
                          "backups",
                          row("system", "lastRun", "lastRestoreTest"),
                          row("CRM", LocalDate.of(2026, 1, 31), "2026-02-01"));
                    })));
    assertThat(document.organisation()).isEqualTo("acme");
    assertThat(document.warnings()).isEmpty();
    assertThat(entries(document, "organisation"))
        .containsExactly(
            Map.of(
                "name",
                "Acme",
                "employees",
                12,
                "annualRevenue",
                new BigDecimal("1.1"),
                "regions",
                List.of("US", "EU"),
                "asOf",
                LocalDate.of(2026, 11, 1)));
    assertThat(entries(document, "systems"))
        .containsExactly(
            Map.of("name", "42", "critical", true, "dataGb", new BigDecimal("0.3")),
            Map.of("name", "CRM", "critical", false, "dataGb", new BigDecimal("1.5")));
    assertThat(entries(document, "backups"))
        .containsExactly(
            Map.of(
                "system", "CRM",
                "lastRun", LocalDate.of(2026, 1, 31),
                "lastRestoreTest", LocalDate.of(2026, 2, 1)));
  }

  @Test
  void theHeaderOfFieldsAndValuesMayBeLeftOut() {
    ParsedDocument document =
        evidence(read("x.xlsx", workbook(w -> sheet(w, "organisation", row("id", "acme")))));
    assertThat(document.organisation()).isEqualTo("acme");
  }

  @Test
  void fieldsMayStandSideBySideToo() {
    ParsedDocument document =
        evidence(
            read(
                "x.xlsx",
                workbook(w -> sheet(w, "organisation", row("id", "name"), row("acme", "Acme")))));
    assertThat(entries(document, "organisation"))
        .containsExactly(Map.of("id", "acme", "name", "Acme"));
  }

  @Test
  void aHeaderAloneIsAnEmptySectionAndABlankSheetSaysNothing() {
    ParsedDocument document =
        evidence(
            read(
                "acme.xlsx",
                workbook(
                    w -> {
                      sheet(w, "backups", row("system", "lastRun"));
                      sheet(w, "roadmap", row("field", "value"));
                      sheet(w, "systems");
                      sheet(w, "Sheet1");
                    })));
    assertThat(document.sections()).containsOnlyKeys("backups", "roadmap");
    assertThat(entries(document, "backups")).isEmpty();
    assertThat(entries(document, "roadmap")).isEmpty();
    assertThat(document.warnings())
        .extracting(Diagnostic::toString)
        .containsExactly(
            "acme.xlsx: systems: is a blank sheet, which says nothing; write the header alone to"
                + " say that there are none, or remove the sheet");
  }

  @Test
  void everyFaultIsToldByItsCellAndField() {
    assertThat(
            faults(
                read(
                    "acme.xlsx",
                    workbook(
                        w -> {
                          sheet(
                              w,
                              "backups",
                              row("system", "lastRun", "lastRestoreTest", "colour"),
                              row("CRM", 460000, "31/02/2026"),
                              row(null, LocalDate.of(2026, 1, 1), null, null, "note"),
                              row(null, LocalDate.of(2026, 1, 1)));
                          sheet(w, "backup", row("system"));
                          sheet(
                              w,
                              "roadmap",
                              row("years", "three"),
                              row("years", 3),
                              row("agreedWith", "CEO", "CFO"),
                              row("update", "x"));
                        }))))
        .containsExactly(
            "acme.xlsx: backups!B2 (lastRun): '460000' is not a date; write YYYY-MM-DD",
            "acme.xlsx: backups!C2 (lastRestoreTest): '31/02/2026' is not a date; write YYYY-MM-DD",
            "acme.xlsx: backups!A3 (system): is missing; give it a value: every entry of backups"
                + " needs it",
            "acme.xlsx: backups!A4 (system): is missing; give it a value: every entry of backups"
                + " needs it",
            "acme.xlsx: backup: is a second sheet of backups, after 'backups'; keep one of them",
            "acme.xlsx: roadmap!A2: 'years' stands twice; keep one of them",
            "acme.xlsx: roadmap!B1 (years): 'three' is not a number; "
                + FieldValueReader.PLAIN_NUMBER);
  }

  @Test
  void aFormulaCountsByItsStoredResult() throws IOException {
    Map<String, byte[]> parts = WorkbookParts.sound();
    parts.put(
        "xl/worksheets/sheet1.xml",
        Samples.utf8(
            """
            <worksheet><sheetData>
            <row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c>
              <c r="B1" t="inlineStr"><is><t>dataGb</t></is></c>
              <c r="C1" t="inlineStr"><is><t>critical</t></is></c></row>
            <row r="2"><c r="A2" t="str"><f>"C"&amp;"RM"</f><v>CRM</v></c>
              <c r="B2"><f>1+1.5</f><v>2.5</v></c><c r="C2" t="b"><f>1=1</f><v>1</v></c></row>
            </sheetData></worksheet>
            """));
    assertThat(entries(evidence(read("acme.xlsx", WorkbookParts.zip(parts))), "systems"))
        .containsExactly(Map.of("name", "CRM", "dataGb", new BigDecimal("2.5"), "critical", true));
    parts.computeIfPresent(
        "xl/worksheets/sheet1.xml",
        (name, xml) ->
            Samples.utf8(
                new String(xml, StandardCharsets.UTF_8)
                    .replace(
                        "<c r=\"B2\"><f>1+1.5</f><v>2.5",
                        "<c r=\"B2\" t=\"e\"><f>1/0</f><v>#DIV/0!")));
    assertThat(faults(read("acme.xlsx", WorkbookParts.zip(parts))))
        .containsExactly(
            "acme.xlsx: systems!B2 (dataGb): holds the error #DIV/0!; mend the formula or write the"
                + " value itself");
  }

  @Test
  void aWorkbookWithoutStylesIsRead() throws IOException {
    Map<String, byte[]> parts = WorkbookParts.sound();
    assertThat(parts.remove("xl/styles.xml")).isNotNull();
    assertThat(entries(evidence(read("acme.xlsx", WorkbookParts.zip(parts))), "systems")).isEmpty();
  }

  @Test
  void aFormulaWithoutAStoredResultIsRefused() {
    assertThat(
            faults(
                read(
                    "acme.xlsx",
                    workbook(
                        w -> {
                          Worksheet sheet = sheet(w, "systems", row("name", "dataGb"), row("CRM"));
                          sheet.formula(1, 1, "1+1");
                        }))))
        .containsExactly(
            "acme.xlsx: systems!B2 (dataGb): holds a formula without a result; write the value"
                + " itself");
  }

  @Test
  void columnsBeyondZHaveTwoLetters() {
    assertThat(
            List.of(
                Table.letters(0),
                Table.letters(25),
                Table.letters(26),
                Table.letters(701),
                Table.letters(702)))
        .containsExactly("A", "Z", "AA", "ZZ", "AAA");
  }
}

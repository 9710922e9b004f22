package nestor.evidence;

import static nestor.evidence.Samples.entries;
import static nestor.evidence.Samples.evidence;
import static nestor.evidence.Samples.faults;
import static nestor.evidence.Samples.utf8;
import static nestor.evidence.TableSamples.notes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spreadsheets in OpenDocument format. */
class OpenDocumentTest {
  private static final String TEXT = "<table:table-cell office:value-type='string'><text:p>";
  private static final String END = "</text:p></table:table-cell>";

  private static String text(String text) {
    return TEXT + text + END;
  }

  private static String row(String... cells) {
    return "<table:table-row>" + String.join("", cells) + "</table:table-row>";
  }

  private static String sheet(String name, String... rows) {
    return "<table:table table:name='" + name + "'>" + String.join("", rows) + "</table:table>";
  }

  private static ParseResult read(String... sheets) throws IOException {
    return TableSamples.READER.read(
        new Document("acme.ods", WorkbookParts.zip(parts(sheets)), null));
  }

  private static Map<String, byte[]> parts(String... sheets) {
    return Map.of(
        "mimetype",
        utf8("application/vnd.oasis.opendocument.spreadsheet"),
        "content.xml",
        utf8(
            "<?xml version='1.0'?><office:document-content"
                + " xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
                + " xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'"
                + " xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0'"
                + " xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'>"
                + "<office:automatic-styles><style:style style:name='ta2'>"
                + "<style:table-properties table:display='false'/></style:style>"
                + "</office:automatic-styles><office:body><office:spreadsheet>"
                + String.join("", sheets)
                + "</office:spreadsheet></office:body></office:document-content>"));
  }

  @Test
  void sheetsAreSectionsAndCellsHoldTheirOwnKindsOfValue() throws IOException {
    ParsedDocument document =
        evidence(
            read(
                sheet("Read me", row(text("Hello"))),
                sheet(
                    "backups",
                    row(text("Backups<text:s/>of Acme")),
                    "<table:table-row table:number-rows-repeated='3'><table:table-cell"
                        + " table:number-columns-repeated='1024'/></table:table-row>",
                    row(text("System"), text("Last<text:line-break/>run")),
                    row(
                        text("CRM"),
                        "<table:table-cell office:value-type='date'"
                            + " office:date-value='2026-11-20T00:00:00'><office:annotation>"
                            + "<text:p>note</text:p></office:annotation>"
                            + "<text:p>20.11.26</text:p></table:table-cell>"),
                    "<table:table-row table:number-rows-repeated='1048000'>"
                        + "<table:table-cell/></table:table-row>"),
                sheet(
                    "systems",
                    row(text("name"), text("critical"), text("dataGb")),
                    row(
                        text("CRM"),
                        "<table:table-cell office:value-type='boolean'"
                            + " office:boolean-value='true'><text:p>WAHR</text:p>"
                            + "</table:table-cell>",
                        "<table:table-cell office:value-type='float' office:value='1.5'>"
                            + "<text:p>1,5</text:p></table:table-cell>")),
                "<table:table table:name='lists' table:style-name='ta2'>"
                    + row(text("yes"))
                    + "</table:table>"));
    assertThat(document.organisation()).isEqualTo("acme");
    assertThat(entries(document, "backups"))
        .containsExactly(Map.of("system", "CRM", "lastRun", LocalDate.of(2026, 11, 20)));
    assertThat(entries(document, "systems"))
        .containsExactly(Map.of("name", "CRM", "critical", true, "dataGb", new BigDecimal("1.5")));
    assertThat(notes(document))
        .containsExactly(
            "PASSED_OVER  backups row 1: 'Backups of Acme' stands above the header, which is row 5;"
                + " passed over",
            "PASSED_OVER  the sheet 'Read me' is no section; passed over",
            "PASSED_OVER  the sheet 'lists' is hidden; passed over");
  }

  @Test
  void aCellMergedDownwardsHoldsForEachRow() throws IOException {
    ParsedDocument document =
        evidence(
            read(
                sheet(
                    "time",
                    row(text("role"), text("share")),
                    row(
                        TEXT.replace(" office", " table:number-rows-spanned='2' office")
                            + "CTO"
                            + END,
                        text("0.5")),
                    row("<table:covered-table-cell/>", text("0.4")))));
    assertThat(entries(document, "time"))
        .extracting(entry -> entry.get("role"))
        .containsExactly("CTO", "CTO");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<table:table-row table:number-rows-repeated='1000000'>",
        "<table:table-row table:number-rows-repeated='999999999'>"
      })
  void cellsThatMultiplyAreRefused(String row) throws IOException {
    assertThat(faults(read(sheet("systems", row + text("name") + "</table:table-row>"))))
        .containsExactly(
            "acme.ods: has more than 200000 cells, which is more than a workbook of this kind has;"
                + " keep only the sections' sheets, copied as values into a new workbook");
    assertThat(
            faults(
                read(
                    sheet(
                        "systems",
                        row(
                            TEXT.replace(
                                    " office", " table:number-columns-repeated='900000' office")
                                + "x"
                                + END)))))
        .singleElement()
        .asString()
        .contains("has more than 200000 cells");
  }

  @Test
  void whatIsNoSpreadsheetIsRefused() throws IOException {
    String damaged =
        "acme.ods: is not an ODS spreadsheet, is damaged, or is locked with a password; open it in"
            + " a spreadsheet program and save it as .xlsx without a password";
    for (byte[] content :
        new byte[][] {
          utf8("PK"),
          WorkbookParts.zip(Map.of("readme.txt", utf8("x"))),
          WorkbookParts.zip(Map.of("content.xml", utf8("<a><b>"))),
          WorkbookParts.zip(
              Map.of(
                  "content.xml",
                  utf8(
                      "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"
                          + "<table:table xmlns:table='t'>&e;</table:table>")))
        }) {
      assertThat(faults(TableSamples.READER.read(new Document("acme.ods", content, null))))
          .containsExactly(damaged);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".xls", ".xlsb", ".numbers"})
  void otherKindsOfWorkbookSayHowToSaveThem(String extension) {
    assertThat(
            faults(
                TableSamples.READER.read(new Document("acme" + extension, new byte[] {1}, null))))
        .containsExactly(
            "acme"
                + extension
                + ": '"
                + extension
                + "' is a kind of workbook that is not read here; save it as Excel Workbook"
                + " (.xlsx)");
  }
}

package nestor.evidence;

import static nestor.evidence.Samples.entries;
import static nestor.evidence.Samples.evidence;
import static nestor.evidence.Samples.faults;
import static nestor.evidence.Samples.utf8;
import static nestor.evidence.WorkbookDocumentTest.row;
import static nestor.evidence.WorkbookDocumentTest.sheet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;

/** Workbooks in the strict form of Open XML. */
class StrictWorkbookTest {
  private static final LocalDate RUN = LocalDate.of(2026, 11, 20);
  private static final Map<String, Object> CRM = Map.of("system", "CRM", "lastRun", RUN);

  private static ParseResult read(String name, byte[] content) {
    return TableSamples.READER.read(new Document(name, content, null));
  }

  private static Worksheet backups(Workbook workbook, String name) {
    return sheet(workbook, name, row("system", "lastRun"), row("CRM", RUN));
  }

  @Test
  void strictOpenXmlAndItsDatesAreRead() throws IOException {
    byte[] strict = strict("<v>2026-11-20T00:00:00</v>");
    assertThat(entries(evidence(read("acme.xlsx", strict)), "backups")).containsExactly(CRM);
    assertThat(entries(evidence(read("acme.xlsx", strict("<v>2026-11-20</v>"))), "backups"))
        .containsExactly(CRM);
  }

  private static byte[] strict(String date) throws IOException {
    Map<String, byte[]> parts =
        WorkbookParts.of(WorkbookDocumentTest.workbook(w -> backups(w, "backups")));
    parts.replaceAll(
        (name, xml) ->
            utf8(
                new String(xml, StandardCharsets.UTF_8)
                    .replace(
                        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                        "http://purl.oclc.org/ooxml/spreadsheetml/main")
                    .replace(
                        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                        "http://purl.oclc.org/ooxml/officeDocument/relationships")
                    .replaceAll("(<c r=\"B2\"[^>]*?)( t=\"n\")?>.*?</v>", "$1 t=\"d\">" + date)));
    return WorkbookParts.zip(parts);
  }

  @Test
  void aStrictWorkbookThatIsTooLargeSaysHowToSaveIt() throws IOException {
    Map<String, byte[]> parts = WorkbookParts.of(strict("<v>2026-11-20</v>"));
    parts.put("xl/drawings/drawing1.xml", utf8("<x>" + " ".repeat(33 << 20) + "</x>"));
    assertThat(faults(read("acme.xlsx", WorkbookParts.zip(parts))))
        .containsExactly(
            "acme.xlsx: is saved as Strict Open XML, and too large to be read so; choose Excel"
                + " Workbook (.xlsx) when saving");
  }
}

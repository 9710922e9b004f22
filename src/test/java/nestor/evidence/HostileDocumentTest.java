package nestor.evidence;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static nestor.evidence.Samples.evidence;
import static nestor.evidence.Samples.faults;
import static nestor.evidence.Samples.read;
import static nestor.evidence.Samples.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileDocumentTest {
  private static final String DAMAGED =
      "acme.xlsx: is not an XLSX workbook, or is damaged; open it in a spreadsheet program and save"
          + " it as .xlsx";

  @ParameterizedTest
  @ValueSource(strings = {"acme.json", "acme.yaml", "acme.backups.csv", "acme.xlsx"})
  void anEmptyFileIsAnswered(String name) {
    String fault = name + ": is empty; send it again with its content";
    assertThat(faults(read(name, ""))).containsExactly(fault);
    if (!name.endsWith("xlsx")) {
      assertThat(faults(read(name, "\ufeff \n\n"))).containsExactly(fault);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "acme.json, {\"backups\":[]}",
    "acme.yaml, 'backups: []'",
    "acme.backups.csv, system"
  })
  void aMarkOfByteOrderIsAccepted(String name, String content) {
    assertThat(evidence(read(name, utf8("\ufeff" + content))).sections()).hasSize(1);
    for (Charset charset : new Charset[] {UTF_16LE, UTF_16BE}) {
      assertThat(evidence(read(name, ("\ufeff" + content).getBytes(charset))).sections())
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme.json", "acme.yaml", "acme.backups.csv"})
  void bytesThatAreNoTextAreToldByLine(String name) {
    assertThat(faults(read(name, new byte[] {'a', '\n', (byte) 0x81, 'b'})))
        .containsExactly(
            name + ":2: holds bytes that are not UTF-8 text; save it as UTF-8 and send it again");
    assertThat(faults(read(name, new byte[] {'a', (byte) 0xC3}))).isNotEmpty();
    assertThat(faults(read(name, new byte[] {(byte) 0xFF, (byte) 0xFE, 0}))).isNotEmpty();
  }

  @Test
  void aDocumentOverTheLimitIsNotRead() {
    assertThat(faults(read("acme.json", new byte[DocumentLimits.LARGEST + 1])))
        .containsExactly("acme.json: is larger than 20 MB; split it by section and send the parts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme.json", "acme.yaml"})
  void deepNestingIsRefused(String name) {
    for (String text : new String[] {"[".repeat(100_000), "{\"a\":".repeat(100_000)}) {
      assertThat(faults(read(name, text)))
          .singleElement()
          .asString()
          .contains("nests deeper than 30 levels; write each section as a flat list of entries");
    }
  }

  @Test
  void endlessNumbersAndTextsAreRefused() {
    assertThat(faults(read("acme.json", "{\"a\": " + "9".repeat(100_000) + "}")))
        .singleElement()
        .asString()
        .contains("holds a number of more than 100 digits; shorten the number");
    assertThat(faults(read("acme.json", "{\"a\": \"" + "x".repeat(3_000_000) + "\"}")))
        .singleElement()
        .asString()
        .contains("holds a text of more than 1000000 characters; shorten the text");
  }

  @Test
  void aFloodOfValuesIsRefused() {
    assertThat(faults(read("acme.json", "[" + "0,".repeat(StrictJsonParser.MOST_TOKENS) + "0]")))
        .singleElement()
        .asString()
        .contains("holds more values than are read at once; split it by section");
  }

  @Test
  void oneReaderServesManyThreads() {
    ParsedDocument alone =
        Samples.json("{'backups': [{'system': 'CRM', 'lastRun': '2026-11-01'}]}");
    assertThat(
            IntStream.range(0, 500)
                .parallel()
                .mapToObj(
                    i ->
                        read(
                            i % 2 == 0 ? "acme.json" : "acme.yaml",
                            "{\"backups\": [{\"system\": \"CRM\", \"lastRun\": \"2026-11-01\"}]}"))
                .distinct())
        .containsExactly(alone);
  }

  @Test
  void aliasesThatMultiplyAreRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(faults(read("acme.yaml", bomb.toString())))
        .anySatisfy(fault -> assertThat(fault).contains("*a0 is an alias"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain text", "PK", "PK\u0003\u0004 and then nothing"})
  void whatIsNoArchiveIsNoWorkbook(String content) {
    assertThat(faults(read("acme.xlsx", content))).containsExactly(DAMAGED);
  }

  @Test
  void aWorkbookOfTheOldKindIsToldApart() {
    byte[] old = new byte[512];
    byte[] signature = {
      (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
    };
    System.arraycopy(signature, 0, old, 0, signature.length);
    assertThat(faults(read("acme.xlsx", old)))
        .containsExactly(
            "acme.xlsx: is a workbook of the old kind or locked with a password; save it as .xlsx"
                + " without a password");
  }

  @Test
  void anArchiveThatIsNoWorkbookIsRefused() throws IOException {
    assertThat(faults(read("acme.xlsx", WorkbookParts.zip(Map.of("readme.txt", utf8("hello"))))))
        .containsExactly(DAMAGED);
  }

  @Test
  void anArchiveBombIsRefusedBeforeItIsOpened() throws IOException {
    Map<String, byte[]> parts = WorkbookParts.sound();
    byte[] zeros = new byte[30 << 20];
    for (int i = 0; i < 4; i++) {
      parts.put("xl/media/" + i + ".bin", zeros);
    }
    assertThat(faults(read("acme.xlsx", WorkbookParts.zip(parts))))
        .containsExactly(
            "acme.xlsx: unpacks to more than 100 MB, which is more than a workbook of this kind"
                + " has; keep only the sections' sheets, copied as values into a new workbook");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ZZZZZZZ1", "AAAA1", "\uffff\uffff1", "A", "A-1", "A99999999999"})
  void aCellAtAnImpossiblePlaceIsRefused(String reference) throws IOException {
    Map<String, byte[]> parts = WorkbookParts.sound();
    parts.put(
        "xl/worksheets/sheet1.xml",
        utf8(
            "<worksheet><sheetData><row r='1'><c r='"
                + reference
                + "'><v>1</v></c></row></sheetData></worksheet>"));
    assertThat(faults(read("acme.xlsx", WorkbookParts.zip(parts)))).hasSize(1);
  }

  @Test
  void moreCellsThanAWorkbookOfThisKindHasAreRefused() throws IOException {
    Map<String, byte[]> parts = WorkbookParts.sound();
    parts.put(
        "xl/worksheets/sheet1.xml",
        utf8(
            "<worksheet><sheetData>"
                + "<row><c/></row>".repeat(200_001)
                + "</sheetData></worksheet>"));
    assertThat(faults(read("acme.xlsx", WorkbookParts.zip(parts))))
        .singleElement()
        .asString()
        .startsWith("acme.xlsx: has more than 200000 cells");
  }

  @Test
  void cellsFarApartAreRefused() throws IOException {
    Map<String, byte[]> parts = WorkbookParts.sound();
    parts.put(
        "xl/worksheets/sheet1.xml",
        utf8(
            "<worksheet><sheetData>"
                + "<row><c r='XFD1'><v>1</v></c></row>".repeat(1000)
                + "</sheetData></worksheet>"));
    assertThat(faults(read("acme.xlsx", WorkbookParts.zip(parts))))
        .singleElement()
        .asString()
        .startsWith("acme.xlsx: spreads over more than 2000000 cells");
  }

  @Test
  void anEntityOfAWorkbooksXmlIsNeverFollowed() throws IOException {
    Map<String, byte[]> parts = WorkbookParts.sound();
    parts.put(
        "xl/worksheets/sheet1.xml",
        utf8(
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><worksheet><sheetData><row"
                + " r='1'><c r='A1' t='inlineStr'><is><t>&e;</t></is></c></row></sheetData></worksheet>"));
    assertThat(faults(read("acme.xlsx", WorkbookParts.zip(parts)))).containsExactly(DAMAGED);
  }

  @Test
  void numbersOfAbsurdSizeInACellAreRefusedAndNotWrittenOut() throws IOException {
    Map<String, byte[]> parts = WorkbookParts.sound();
    parts.put(
        "xl/worksheets/sheet1.xml",
        utf8(
            "<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>name</t></is></c><c"
                + " r='B1' t='inlineStr'><is><t>dataGb</t></is></c></row><row r='2'><c"
                + " r='A2'><v>1</v></c><c r='B2'><v>1E999999999</v></c></row><row r='3'><c"
                + " r='A3'><v>2</v></c><c r='B3'><v>1E300</v></c></row></sheetData></worksheet>"));
    assertThat(faults(read("acme.xlsx", WorkbookParts.zip(parts))))
        .hasSize(2)
        .allSatisfy(fault -> assertThat(fault).contains("(dataGb): '1").hasSizeLessThan(300));
  }

  /** Damage of every kind, the same on every run: whatever comes, an answer comes back. */
  @Test
  void noDamageMakesTheReaderThrow() {
    Map<String, byte[]> sound =
        new TreeMap<>(
            Map.of(
                "acme.json",
                utf8(
                    "{\"backups\":[{\"system\":\"CRM\",\"lastRun\":\"2026-11-01\"}],\"roadmap\":{\"years\":1.5e0}}"),
                "acme.yaml",
                utf8(
                    "backups:\n  - system: &a CRM\n    lastRun: 2026-11-01\nroadmap: {years: 1.5}\n"),
                "acme.systems.csv",
                utf8("name,critical,dataGb\n\"a\"\"b\",yes,1.5\nc,no,\n"),
                "acme.xlsx",
                WorkbookDocumentTest.workbook(
                    w -> w.newWorksheet("backups").value(0, 0, "system"))));
    Random random = new Random(20261121);
    String noise = "\"'{}[]:,;&*!|>%@`#-?\\\n\r\t\0 0eE.+~<=PK\u00ff";
    sound.forEach(
        (name, content) -> {
          for (int run = 0; run < 400; run++) {
            byte[] damaged = content.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
              damaged[random.nextInt(damaged.length)] =
                  random.nextBoolean()
                      ? (byte) noise.charAt(random.nextInt(noise.length()))
                      : (byte) random.nextInt(256);
            }
            if (random.nextInt(4) == 0) {
              damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            }
            if (read(name, damaged) instanceof Rejection rejection) {
              assertThat(rejection.faults())
                  .isNotEmpty()
                  .allSatisfy(
                      diagnostic ->
                          assertThat(diagnostic.toString())
                              .doesNotContain("\n", "Source:", "marker", "com.fasterxml", "code "));
            }
          }
        });
  }
}

package nestor.hostile;

import static nestor.hostile.JsonCorpus.bytes;
import static nestor.hostile.JsonCorpus.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Workbooks that are damaged, packed to burst, or whose parts say what no program would write. */
final class WorkbookCorpus {
  private static final String SHEET = "xl/worksheets/sheet1.xml";
  private static final String STRINGS = "xl/sharedStrings.xml";
  private static final String WORKBOOK = "xl/workbook.xml";
  private static final String STYLES = "xl/styles.xml";
  private static final String NS =
      "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
  private static final String RELATIONS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  private WorkbookCorpus() {}

  static List<HostileDocument> all() {
    HostileDocument.Family family = new HostileDocument.Family("acme.xlsx");
    archives(family);
    parts(family);
    markup(family);
    sheets(family);
    cells(family);
    sizes(family);
    return family.all();
  }

  private static void archives(HostileDocument.Family family) {
    for (int percent : List.of(1, 10, 50, 90, 99)) {
      family.bytes(
          "cut-off-at-" + percent + "-percent",
          () -> {
            byte[] whole = zip(sound());
            return Arrays.copyOf(whole, whole.length * percent / 100);
          });
    }
    family
        .bytes("bytes-before-the-archive", () -> joined(text("#!/bin/sh\n"), zip(sound())))
        .bytes("bytes-behind-the-archive", () -> joined(zip(sound()), text("<script>")))
        .bytes("an-archive-of-nothing", () -> zip(Map.of()))
        .bytes("an-archive-of-a-workbook", () -> zip(Map.of("acme.xlsx", zip(sound()))))
        .bytes(
            "a-document-of-a-word-processor", () -> zip(Map.of("word/document.xml", text("<w/>"))))
        .bytes(
            "a-spreadsheet-of-another-suite",
            () ->
                zip(
                    Map.of(
                        "content.xml",
                        text("<o/>"),
                        "mimetype",
                        text("application/vnd.oasis.opendocument.spreadsheet"))))
        .bytes(
            "a-part-that-is-damaged",
            () -> {
              byte[] whole = zip(sound());
              for (int i = whole.length / 3; i < whole.length / 3 + 40; i++) {
                whole[i] ^= 0x55;
              }
              return whole;
            })
        .bytes("a-part-of-another-length-than-it-says", () -> patched(zip(sound()), 24, 0x7fffffff))
        .bytes("a-part-of-a-negative-length", () -> patched(zip(sound()), 24, -1))
        .bytes("a-part-that-begins-nowhere", () -> patched(zip(sound()), 42, 0x7ffffff0))
        .bytes("parts-that-are-locked", () -> locked(zip(sound())))
        .bytes(
            "two-parts-of-one-name",
            () -> {
              byte[] twice =
                  zip(
                      with(
                          sound(),
                          "xl/worksheets/sheet9.xml",
                          sheet(
                              "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>nonsense</t></is></c></row>")));
              return replaced(twice, "xl/worksheets/sheet9.xml", SHEET);
            })
        .bytes(
            "parts-outside-the-archive",
            () ->
                zip(
                    with(
                        with(sound(), "../../../../tmp/evil.txt", text("x")),
                        "/etc/cron.d/evil",
                        text("x"))))
        .bytes("a-part-with-a-nul-in-its-name", () -> zip(with(sound(), "xl/\0evil", text("x"))))
        .bytes("a-csv-file", () -> text("name,critical\na,no\n"))
        .bytes("json", () -> text("{\"systems\": []}"))
        .bytes(
            "a-web-page",
            () ->
                text(
                    "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table><tr><td>name</td></tr></table></html>"))
        .bytes(
            "xml-of-an-old-office",
            () ->
                text(
                    "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"))
        .bytes(
            "a-workbook-of-the-old-kind",
            () -> joined(bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), new byte[512]));
  }

  private static void parts(HostileDocument.Family family) {
    for (String part :
        List.of(
            "[Content_Types].xml",
            "_rels/.rels",
            WORKBOOK,
            "xl/_rels/workbook.xml.rels",
            SHEET,
            STRINGS,
            STYLES)) {
      family
          .bytes(
              "without-" + part,
              () -> {
                Map<String, byte[]> parts = sound();
                parts.remove(part);
                return zip(parts);
              })
          .bytes("of-no-xml-in-" + part, () -> zip(with(sound(), part, text("\0\1 no xml"))))
          .bytes(
              "cut-off-in-" + part,
              () -> {
                Map<String, byte[]> parts = sound();
                byte[] whole = parts.get(part);
                return zip(with(parts, part, Arrays.copyOf(whole, whole.length / 2)));
              });
    }
    family
        .bytes(
            "with-macros",
            () -> zip(with(sound(), "xl/vbaProject.bin", bytes(0xd0, 0xcf, 0x11, 0xe0))))
        .bytes(
            "with-links-to-elsewhere",
            () ->
                zip(
                    with(
                        sound(),
                        "xl/externalLinks/externalLink1.xml",
                        text(
                            "<externalLink "
                                + NS
                                + "><ddeLink ddeService=\"cmd\" ddeTopic=\"/c calc\"/></externalLink>"))))
        .bytes(
            "with-two-thousand-parts",
            () -> {
              Map<String, byte[]> parts = sound();
              for (int i = 0; i < 2_000; i++) {
                parts.put("xl/media/" + i + ".png", new byte[0]);
              }
              return zip(parts);
            });
  }

  private static void markup(HostileDocument.Family family) {
    String outside = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>";
    String laughs =
        "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY e \"&c;&c;&c;&c;&c;&c;&c;&c;\">]>";
    for (String doctype : List.of(outside, laughs)) {
      String kind = doctype.equals(outside) ? "an-entity-outside" : "entities-that-multiply";
      family
          .bytes(
              kind + "-in-a-sheet",
              () ->
                  zip(
                      with(
                          sound(),
                          SHEET,
                          text(
                              doctype
                                  + of(
                                      sheet(
                                          "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&e;</t></is></c></row>"))))))
          .bytes(
              kind + "-in-the-strings",
              () ->
                  zip(
                      with(
                          sound(),
                          STRINGS,
                          text(doctype + "<sst " + NS + "><si><t>&e;</t></si></sst>"))))
          .bytes(
              kind + "-in-the-workbook",
              () -> zip(with(sound(), WORKBOOK, text(doctype + of(book("&e;"))))))
          .bytes(
              kind + "-in-the-styles",
              () ->
                  zip(
                      with(
                          sound(),
                          STYLES,
                          text(
                              doctype
                                  + "<styleSheet "
                                  + NS
                                  + "><numFmts><numFmt numFmtId=\"164\" formatCode=\"&e;\"/></numFmts></styleSheet>"))));
    }
    family
        .bytes(
            "an-entity-of-a-parameter",
            () ->
                zip(
                    with(
                        sound(),
                        SHEET,
                        text(
                            "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x\"> %p;]>"
                                + of(sheet(""))))))
        .bytes(
            "a-type-that-lies-elsewhere",
            () ->
                zip(
                    with(
                        sound(),
                        SHEET,
                        text("<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\">" + of(sheet(""))))))
        .bytes(
            "an-inclusion",
            () ->
                zip(
                    with(
                        sound(),
                        SHEET,
                        sheet(
                            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"/etc/hostname\" parse=\"text\"/></t></is></c></row>"))))
        .bytes(
            "a-sheet-in-utf-16",
            () ->
                zip(
                    with(
                        sound(),
                        SHEET,
                        of(sheet(
                                "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c></row>"))
                            .replace("UTF-8", "UTF-16")
                            .getBytes(StandardCharsets.UTF_16))))
        .bytes(
            "a-sheet-in-an-encoding-that-nobody-knows",
            () ->
                zip(
                    with(
                        sound(),
                        SHEET,
                        of(sheet(""))
                            .replace("UTF-8", "X-NOBODY")
                            .getBytes(StandardCharsets.UTF_8))))
        .bytes(
            "a-sheet-in-latin-letters-that-says-utf-8",
            () ->
                zip(
                    with(
                        sound(),
                        SHEET,
                        of(sheet(
                                "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>n\u00e4me</t></is></c></row>"))
                            .getBytes(StandardCharsets.ISO_8859_1))))
        .bytes(
            "elements-ten-thousand-deep",
            () -> zip(with(sound(), SHEET, text("<a>".repeat(10_000)))))
        .bytes(
            "an-element-of-ten-thousand-attributes",
            () -> {
              StringBuilder wide = new StringBuilder("<worksheet><sheetData><row");
              for (int i = 0; i < 10_000; i++) {
                wide.append(" a").append(i).append("=\"1\"");
              }
              return zip(
                  with(sound(), SHEET, text(wide.append("/></sheetData></worksheet>").toString())));
            })
        .bytes(
            "a-character-that-xml-forbids",
            () ->
                zip(
                    with(
                        sound(),
                        SHEET,
                        sheet(
                            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>na&#0;me</t></is></c></row>"))))
        .bytes(
            "a-character-beyond-unicode",
            () ->
                zip(
                    with(
                        sound(),
                        SHEET,
                        sheet(
                            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>na&#x110000;me</t></is></c></row>"))));
  }

  private static void sheets(HostileDocument.Family family) {
    for (String name :
        List.of(
            "systms",
            "Systems",
            " systems ",
            "systems (2)",
            "Sheet1",
            "../systems",
            "systems\u0007",
            "",
            "'systems'",
            "\u202esmetsys")) {
      family.bytes(
          "a-sheet-named-" + name.replace("\u0007", "bell").replace("\u202e", "override"),
          () -> zip(with(named(name), SHEET, row(text1("name"), text1("a")))));
    }
    family
        .bytes("two-sheets-of-one-name", () -> zip(twoSheets("systems", "systems")))
        .bytes(
            "two-sheets-of-one-part",
            () ->
                zip(
                    with(
                        sound(),
                        WORKBOOK,
                        text(
                            of(book("systems"))
                                .replace(
                                    "</sheets>",
                                    "<sheet name=\"backups\" sheetId=\"2\" r:id=\"rId1\"/></sheets>")))))
        .bytes(
            "a-sheet-of-no-part",
            () -> zip(with(sound(), WORKBOOK, text(of(book("systems")).replace("rId1", "rId77")))))
        .bytes(
            "a-sheet-that-is-hidden",
            () ->
                zip(
                    with(
                        sound(),
                        WORKBOOK,
                        text(
                            of(book("systems"))
                                .replace("sheetId", "state=\"veryHidden\" sheetId")))))
        .bytes(
            "a-workbook-of-no-sheets",
            () -> zip(with(sound(), WORKBOOK, text("<workbook " + NS + "><sheets/></workbook>"))))
        .bytes(
            "a-sheet-whose-part-lies-outside",
            () ->
                zip(
                    with(
                        sound(),
                        "xl/_rels/workbook.xml.rels",
                        text(
                            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\""
                                + RELATIONS
                                + "/worksheet\" Target=\"file:///etc/passwd\" TargetMode=\"External\"/></Relationships>"))));
  }

  private static void cells(HostileDocument.Family family) {
    cell(family, "a-string-that-is-not-there", "t=\"s\"", "<v>999</v>");
    cell(family, "a-string-of-a-negative-number", "t=\"s\"", "<v>-1</v>");
    cell(family, "a-string-of-no-number", "t=\"s\"", "<v>x</v>");
    cell(family, "a-string-beyond-all-numbers", "t=\"s\"", "<v>99999999999</v>");
    cell(family, "a-kind-that-nobody-knows", "t=\"zz\"", "<v>1</v>");
    cell(family, "a-yes-that-is-two", "t=\"b\"", "<v>2</v>");
    cell(family, "an-error-in-capitals", "t=\"e\"", "<v>#VALUE!</v>");
    cell(family, "an-error-that-nobody-knows", "t=\"e\"", "<v>#OOPS!</v>");
    cell(family, "a-date-in-letters", "t=\"d\"", "<v>2026-01-31</v>");
    cell(family, "a-text-that-is-a-number", "t=\"str\"", "<v>1.5</v>");
    cell(family, "a-text-with-a-comma", "t=\"inlineStr\"", "<is><t>1,5</t></is>");
    cell(
        family,
        "a-text-in-several-runs",
        "t=\"inlineStr\"",
        "<is><r><t>1</t></r><r><t>.5</t></r></is>");
    cell(
        family,
        "a-text-with-spaces-kept",
        "t=\"inlineStr\"",
        "<is><t xml:space=\"preserve\"> 1.5 </t></is>");
    cell(
        family,
        "a-text-with-another-reading",
        "t=\"inlineStr\"",
        "<is><t>1.5</t><rPh sb=\"0\" eb=\"1\"><t>99</t></rPh></is>");
    cell(family, "a-text-that-has-no-text", "t=\"inlineStr\"", "");
    cell(family, "not-a-number", "", "<v>NaN</v>");
    cell(family, "infinity", "", "<v>INF</v>");
    cell(family, "a-number-with-a-comma", "", "<v>1,5</v>");
    cell(family, "a-number-in-hexadecimal", "", "<v>0x1F</v>");
    cell(family, "a-number-with-a-plus", "", "<v>+5</v>");
    cell(family, "a-number-as-large-as-can-be", "", "<v>1.7976931348623157E+308</v>");
    cell(family, "a-number-as-small-as-can-be", "", "<v>4.9E-324</v>");
    cell(family, "a-number-of-ten-thousand-digits", "", "<v>" + "9".repeat(10_000) + "</v>");
    cell(family, "a-number-of-an-endless-exponent", "", "<v>1E99999999999</v>");
    cell(family, "no-value", "", "");
    cell(family, "an-empty-value", "", "<v></v>");
    cell(family, "two-values", "", "<v>1</v><v>2</v>");
    cell(family, "a-formula-without-a-result", "", "<f>1+1</f>");
    cell(family, "a-formula-with-a-result", "", "<f>1+1</f><v>2</v>");
    cell(family, "a-formula-that-calls-a-program", "", "<f>cmd|'/c calc'!A0</f><v>3</v>");
    cell(family, "a-formula-of-another-workbook", "", "<f>[1]other!A1</f><v>4</v>");
    cell(family, "a-formula-shared-with-nobody", "", "<f t=\"shared\" si=\"77\"/><v>5</v>");
    cell(
        family,
        "a-formula-over-all-rows",
        "",
        "<f t=\"array\" ref=\"A1:XFD1048576\">1</f><v>6</v>");
    cell(family, "a-style-that-is-not-there", "s=\"999\"", "<v>7</v>");
    cell(family, "a-style-of-a-negative-number", "s=\"-1\"", "<v>7</v>");
    cell(family, "a-style-of-no-number", "s=\"x\"", "<v>7</v>");
    for (String date :
        List.of(
            "0", "1", "60", "61", "46053", "46053.75", "2958465", "2958466", "-1", "1E+9", "0.5")) {
      family.bytes(
          "the-date-of-day-" + date,
          () ->
              zip(
                  dates(
                      "<c r=\"A2\" t=\"inlineStr\"><is><t>a</t></is></c><c r=\"B2\" s=\"1\"><v>"
                          + date
                          + "</v></c>",
                      "14")));
    }
    family
        .bytes(
            "a-date-of-the-calendar-of-1904",
            () -> {
              Map<String, byte[]> parts =
                  dates(
                      "<c r=\"A2\" t=\"inlineStr\"><is><t>a</t></is></c><c r=\"B2\" s=\"1\"><v>44591</v></c>",
                      "14");
              return zip(
                  with(
                      parts,
                      WORKBOOK,
                      text(
                          of(book("backups"))
                              .replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>"))));
            })
        .bytes(
            "a-date-that-looks-like-a-number",
            () ->
                zip(
                    dates(
                        "<c r=\"A2\" t=\"inlineStr\"><is><t>a</t></is></c><c r=\"B2\"><v>46053</v></c>",
                        "14")))
        .bytes(
            "a-cell-without-a-place",
            () ->
                zip(
                    with(
                        sound(),
                        SHEET,
                        sheet(
                            "<row><c t=\"inlineStr\"><is><t>name</t></is></c></row><row><c t=\"inlineStr\"><is><t>a</t></is></c></row>"))))
        .bytes(
            "rows-out-of-order",
            () ->
                zip(
                    with(
                        sound(),
                        SHEET,
                        sheet(
                            "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>a</t></is></c></row><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c></row>"))))
        .bytes(
            "a-cell-in-another-row-than-its-row",
            () ->
                zip(
                    with(
                        sound(),
                        SHEET,
                        sheet(
                            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c></row><row r=\"2\"><c r=\"A9\" t=\"inlineStr\"><is><t>a</t></is></c></row>"))))
        .bytes(
            "a-cell-given-twice",
            () ->
                zip(
                    with(
                        sound(),
                        SHEET,
                        sheet(
                            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>a</t></is></c><c r=\"A2\" t=\"inlineStr\"><is><t>b</t></is></c></row>"))))
        .bytes(
            "a-row-beyond-the-last",
            () ->
                zip(
                    with(
                        sound(),
                        SHEET,
                        sheet("<row r=\"99999999\"><c r=\"A1\"><v>1</v></c></row>"))))
        .bytes(
            "a-row-of-no-number",
            () -> zip(with(sound(), SHEET, sheet("<row r=\"x\"><c r=\"A1\"><v>1</v></c></row>"))))
        .bytes(
            "cells-that-were-joined",
            () ->
                zip(
                    with(
                        sound(),
                        SHEET,
                        text(
                            of(row(text1("name"), text1("a")))
                                .replace(
                                    "</sheetData>",
                                    "</sheetData><mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>")))));
  }

  private static void sizes(HostileDocument.Family family) {
    family
        .bytes("parts-that-unpack-to-a-gigabyte", () -> bomb(10, 105))
        .bytes("a-sheet-that-unpacks-to-105-megabytes", () -> swollen(SHEET, 105))
        .bytes("strings-that-unpack-to-105-megabytes", () -> swollen(STRINGS, 105))
        .bytes(
            "half-a-million-strings",
            () ->
                zip(
                    with(
                        sound(),
                        STRINGS,
                        text("<sst " + NS + ">" + "<si><t>a</t></si>".repeat(500_000) + "</sst>"))))
        .bytes(
            "a-text-of-three-million-letters",
            () -> zip(with(sound(), SHEET, row(text1("name"), text1("x".repeat(3_000_000))))))
        .bytes(
            "a-formula-of-a-million-letters",
            () ->
                zip(
                    with(
                        sound(),
                        SHEET,
                        sheet(
                            "<row r=\"1\"><c r=\"A1\"><f>"
                                + "A1+".repeat(333_333)
                                + "A1</f><v>1</v></c></row>"))))
        .bytes(
            "a-cell-at-the-far-end",
            () ->
                zip(
                    with(
                        sound(),
                        SHEET,
                        sheet(
                            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c></row><row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>a</t></is></c></row>"))))
        .bytes(
            "a-hundred-thousand-empty-rows",
            () ->
                zip(
                    with(
                        sound(),
                        SHEET,
                        sheet(
                            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c></row>"
                                + "<row/>".repeat(100_000)))));
  }

  /** A system whose data comes from one hostile cell. */
  private static void cell(
      HostileDocument.Family family, String id, String attributes, String content) {
    family.bytes(
        "a-cell-of-" + id.replaceFirst("^an?-", ""),
        () ->
            zip(
                with(
                    sound(),
                    SHEET,
                    sheet(
                        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>dataGb</t></is></c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>a</t></is></c><c r=\"B2\" "
                            + attributes
                            + ">"
                            + content
                            + "</c></row>"))));
  }

  private static Map<String, byte[]> dates(String cells, String format) {
    Map<String, byte[]> parts =
        with(
            named("backups"),
            STYLES,
            text(
                "<styleSheet "
                    + NS
                    + "><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\""
                    + format
                    + "\"/></cellXfs></styleSheet>"));
    return with(
        parts,
        SHEET,
        sheet(
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>system</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>lastRun</t></is></c></row><row r=\"2\">"
                + cells
                + "</row>"));
  }

  /** The parts of a workbook of one sheet, {@code systems}, with one system. */
  static Map<String, byte[]> sound() {
    return named("systems");
  }

  private static Map<String, byte[]> named(String sheet) {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put(
        "[Content_Types].xml",
        text(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>"));
    parts.put(
        "_rels/.rels",
        text(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\""
                + RELATIONS
                + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"));
    parts.put(WORKBOOK, book(sheet));
    parts.put(
        "xl/_rels/workbook.xml.rels",
        text(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\""
                + RELATIONS
                + "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\""
                + RELATIONS
                + "/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId3\" Type=\""
                + RELATIONS
                + "/styles\" Target=\"styles.xml\"/></Relationships>"));
    parts.put(
        SHEET,
        sheet(
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c></row>"));
    parts.put(STRINGS, text("<sst " + NS + "><si><t>name</t></si><si><t>CRM</t></si></sst>"));
    parts.put(
        STYLES,
        text("<styleSheet " + NS + "><cellXfs><xf numFmtId=\"0\"/></cellXfs></styleSheet>"));
    return parts;
  }

  private static Map<String, byte[]> twoSheets(String one, String other) {
    Map<String, byte[]> parts =
        with(
            named(one),
            WORKBOOK,
            text(
                of(book(one))
                    .replace(
                        "</sheets>",
                        "<sheet name=\"" + other + "\" sheetId=\"2\" r:id=\"rId9\"/></sheets>")));
    parts =
        with(
            parts,
            "xl/_rels/workbook.xml.rels",
            text(
                of(parts.get("xl/_rels/workbook.xml.rels"))
                    .replace(
                        "</Relationships>",
                        "<Relationship Id=\"rId9\" Type=\""
                            + RELATIONS
                            + "/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>")));
    return with(parts, "xl/worksheets/sheet2.xml", row(text1("name"), text1("b")));
  }

  private static byte[] book(String sheet) {
    return text(
        "<workbook "
            + NS
            + " xmlns:r=\""
            + RELATIONS
            + "\"><sheets><sheet name=\""
            + sheet
            + "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
  }

  private static byte[] sheet(String rows) {
    return text(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet "
            + NS
            + "><sheetData>"
            + rows
            + "</sheetData></worksheet>");
  }

  /** A sheet of one column. */
  private static byte[] row(String... cells) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      rows.append("<row r=\"")
          .append(i + 1)
          .append("\"><c r=\"A")
          .append(i + 1)
          .append("\" ")
          .append(cells[i])
          .append("</c></row>");
    }
    return sheet(rows.toString());
  }

  private static String text1(String content) {
    return "t=\"inlineStr\"><is><t>" + content + "</t></is>";
  }

  private static String of(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static Map<String, byte[]> with(Map<String, byte[]> parts, String name, byte[] content) {
    Map<String, byte[]> more = new LinkedHashMap<>(parts);
    more.put(name, content);
    return more;
  }

  static byte[] zip(Map<String, byte[]> parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** The parts, one of them with a megabyte of spaces so many times over. */
  private static byte[] swollen(String part, int megabytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(1);
      for (Map.Entry<String, byte[]> one : sound().entrySet()) {
        zip.putNextEntry(new ZipEntry(one.getKey()));
        if (one.getKey().equals(part)) {
          repeat(zip, megabytes);
        } else {
          zip.write(one.getValue());
        }
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** A sound workbook, and beside its parts the same packed megabytes again and again. */
  private static byte[] bomb(int parts, int megabytes) throws IOException {
    byte[] packed = swollen(SHEET, megabytes);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipFile from =
            ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(packed))
                .get();
        ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> one : sound().entrySet()) {
        zip.putArchiveEntry(new ZipArchiveEntry(one.getKey()));
        zip.write(one.getValue());
        zip.closeArchiveEntry();
      }
      for (int i = 0; i < parts; i++) {
        ZipArchiveEntry copy = new ZipArchiveEntry("xl/media/" + i + ".bin");
        copy.setMethod(ZipEntry.DEFLATED);
        copy.setCrc(from.getEntry(SHEET).getCrc());
        copy.setSize(from.getEntry(SHEET).getSize());
        copy.setCompressedSize(from.getEntry(SHEET).getCompressedSize());
        zip.addRawArchiveEntry(copy, from.getRawInputStream(from.getEntry(SHEET)));
      }
    }
    return bytes.toByteArray();
  }

  private static void repeat(OutputStream out, int megabytes) throws IOException {
    byte[] block = text(" ".repeat(1 << 20));
    for (int i = 0; i < megabytes; i++) {
      out.write(block);
    }
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  /** The archive with another number in the directory's first entry. */
  private static byte[] patched(byte[] zip, int at, int number) {
    int entry = find(zip, 0, bytes('P', 'K', 1, 2));
    ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(entry + at, number);
    return zip;
  }

  /** The archive with every part marked as encrypted. */
  private static byte[] locked(byte[] zip) {
    for (int at = find(zip, 0, bytes('P', 'K', 1, 2));
        at >= 0;
        at = find(zip, at + 4, bytes('P', 'K', 1, 2))) {
      zip[at + 8] |= 1;
    }
    for (int at = find(zip, 0, bytes('P', 'K', 3, 4));
        at >= 0;
        at = find(zip, at + 4, bytes('P', 'K', 3, 4))) {
      zip[at + 6] |= 1;
    }
    return zip;
  }

  private static byte[] replaced(byte[] zip, String from, String to) {
    Charset bytewise = StandardCharsets.ISO_8859_1;
    return new String(zip, bytewise).replace(from, to).getBytes(bytewise);
  }

  private static int find(byte[] in, int from, byte[] what) {
    for (int at = from; at <= in.length - what.length; at++) {
      if (Arrays.equals(in, at, at + what.length, what, 0, what.length)) {
        return at;
      }
    }
    return -1;
  }
}

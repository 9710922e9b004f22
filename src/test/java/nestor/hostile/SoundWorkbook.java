package nestor.hostile;

import static nestor.hostile.Bytes.bytes;
import static nestor.hostile.Bytes.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The parts of a sound workbook, and archives of parts. */
final class SoundWorkbook {
  static final String SHEET = "xl/worksheets/sheet1.xml";
  static final String STRINGS = "xl/sharedStrings.xml";
  static final String WORKBOOK = "xl/workbook.xml";
  static final String STYLES = "xl/styles.xml";
  static final String NS = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
  static final String RELATIONS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  private SoundWorkbook() {}

  /** The parts of a workbook of one sheet, {@code systems}, with one system. */
  static Map<String, byte[]> sound() {
    return named("systems");
  }

  static Map<String, byte[]> named(String sheet) {
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

  static Map<String, byte[]> twoSheets(String one, String other) {
    Map<String, byte[]> parts =
        with(
            named(one),
            WORKBOOK,
            text(
                asText(book(one))
                    .replace(
                        "</sheets>",
                        "<sheet name=\"" + other + "\" sheetId=\"2\" r:id=\"rId9\"/></sheets>")));
    parts =
        with(
            parts,
            "xl/_rels/workbook.xml.rels",
            text(
                asText(parts.get("xl/_rels/workbook.xml.rels"))
                    .replace(
                        "</Relationships>",
                        "<Relationship Id=\"rId9\" Type=\""
                            + RELATIONS
                            + "/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>")));
    return with(parts, "xl/worksheets/sheet2.xml", row(text1("name"), text1("b")));
  }

  static byte[] book(String sheet) {
    return text(
        "<workbook "
            + NS
            + " xmlns:r=\""
            + RELATIONS
            + "\"><sheets><sheet name=\""
            + sheet
            + "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
  }

  static byte[] sheet(String rows) {
    return text(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet "
            + NS
            + "><sheetData>"
            + rows
            + "</sheetData></worksheet>");
  }

  /** A sheet of one column. */
  static byte[] row(String... cells) {
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

  static String text1(String content) {
    return "t=\"inlineStr\"><is><t>" + content + "</t></is>";
  }

  static String asText(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  static Map<String, byte[]> with(Map<String, byte[]> parts, String name, byte[] content) {
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
}

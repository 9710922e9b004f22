package nestor.hostile;

import static nestor.hostile.Bytes.text;
import static nestor.hostile.SoundWorkbook.NS;
import static nestor.hostile.SoundWorkbook.RELATIONS;
import static nestor.hostile.SoundWorkbook.SHEET;
import static nestor.hostile.SoundWorkbook.STRINGS;
import static nestor.hostile.SoundWorkbook.STYLES;
import static nestor.hostile.SoundWorkbook.WORKBOOK;
import static nestor.hostile.SoundWorkbook.asText;
import static nestor.hostile.SoundWorkbook.book;
import static nestor.hostile.SoundWorkbook.named;
import static nestor.hostile.SoundWorkbook.row;
import static nestor.hostile.SoundWorkbook.sheet;
import static nestor.hostile.SoundWorkbook.sound;
import static nestor.hostile.SoundWorkbook.text1;
import static nestor.hostile.SoundWorkbook.twoSheets;
import static nestor.hostile.SoundWorkbook.with;
import static nestor.hostile.SoundWorkbook.zip;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Workbooks that are damaged, packed to burst, or whose parts say what no program would write. */
final class WorkbookCorpus {

  private WorkbookCorpus() {}

  static List<HostileDocument> all() {
    HostileDocument.Family family = new HostileDocument.Family("acme.xlsx");
    WorkbookArchives.archives(family);
    WorkbookArchives.parts(family);
    markup(family);
    sheets(family);
    WorkbookCells.cells(family);
    WorkbookArchives.sizes(family);
    return family.all();
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
                                  + asText(
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
              () -> zip(with(sound(), WORKBOOK, text(doctype + asText(book("&e;"))))))
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
                                + asText(sheet(""))))))
        .bytes(
            "a-type-that-lies-elsewhere",
            () ->
                zip(
                    with(
                        sound(),
                        SHEET,
                        text(
                            "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\">"
                                + asText(sheet(""))))))
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
                        asText(
                                sheet(
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
                        asText(sheet(""))
                            .replace("UTF-8", "X-NOBODY")
                            .getBytes(StandardCharsets.UTF_8))))
        .bytes(
            "a-sheet-in-latin-letters-that-says-utf-8",
            () ->
                zip(
                    with(
                        sound(),
                        SHEET,
                        asText(
                                sheet(
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
                            asText(book("systems"))
                                .replace(
                                    "</sheets>",
                                    "<sheet name=\"backups\" sheetId=\"2\" r:id=\"rId1\"/></sheets>")))))
        .bytes(
            "a-sheet-of-no-part",
            () ->
                zip(
                    with(
                        sound(), WORKBOOK, text(asText(book("systems")).replace("rId1", "rId77")))))
        .bytes(
            "a-sheet-that-is-hidden",
            () ->
                zip(
                    with(
                        sound(),
                        WORKBOOK,
                        text(
                            asText(book("systems"))
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
}

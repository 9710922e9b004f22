package nestor.hostile;

import static nestor.hostile.Bytes.text;
import static nestor.hostile.SoundWorkbook.NS;
import static nestor.hostile.SoundWorkbook.SHEET;
import static nestor.hostile.SoundWorkbook.STYLES;
import static nestor.hostile.SoundWorkbook.WORKBOOK;
import static nestor.hostile.SoundWorkbook.asText;
import static nestor.hostile.SoundWorkbook.book;
import static nestor.hostile.SoundWorkbook.named;
import static nestor.hostile.SoundWorkbook.row;
import static nestor.hostile.SoundWorkbook.sheet;
import static nestor.hostile.SoundWorkbook.sound;
import static nestor.hostile.SoundWorkbook.text1;
import static nestor.hostile.SoundWorkbook.with;
import static nestor.hostile.SoundWorkbook.zip;

import java.util.List;
import java.util.Map;

/** Workbooks with cells that no program would write. */
final class WorkbookCells {
  private WorkbookCells() {}

  static void cells(HostileDocument.Family family) {
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
                          asText(book("backups"))
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
                            asText(row(text1("name"), text1("a")))
                                .replace(
                                    "</sheetData>",
                                    "</sheetData><mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>")))));
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
}

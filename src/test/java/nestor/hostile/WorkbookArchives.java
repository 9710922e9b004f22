package nestor.hostile;

import static nestor.hostile.Bytes.bytes;
import static nestor.hostile.Bytes.text;
import static nestor.hostile.SoundWorkbook.NS;
import static nestor.hostile.SoundWorkbook.SHEET;
import static nestor.hostile.SoundWorkbook.STRINGS;
import static nestor.hostile.SoundWorkbook.STYLES;
import static nestor.hostile.SoundWorkbook.WORKBOOK;
import static nestor.hostile.SoundWorkbook.row;
import static nestor.hostile.SoundWorkbook.sheet;
import static nestor.hostile.SoundWorkbook.sound;
import static nestor.hostile.SoundWorkbook.text1;
import static nestor.hostile.SoundWorkbook.with;
import static nestor.hostile.SoundWorkbook.zip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Workbooks whose archive is damaged or packed to burst, or lacks parts. */
final class WorkbookArchives {
  private WorkbookArchives() {}

  static void archives(HostileDocument.Family family) {
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

  static void parts(HostileDocument.Family family) {
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

  static void sizes(HostileDocument.Family family) {
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

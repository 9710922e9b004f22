package nestor.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static nestor.hostile.Bytes.bytes;
import static nestor.hostile.Bytes.text;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;

/** Sound content under names that trick, and in encodings that are not what they seem. */
final class NameCorpus {
  private static final String SOUND = "{\"backups\": [{\"system\": \"Z\u00fcrich\"}]}";

  private NameCorpus() {}

  static List<HostileDocument> all() {
    HostileDocument.Family family = new HostileDocument.Family("acme.json");
    names(family);
    encodings(family);
    return family.all();
  }

  private static void names(HostileDocument.Family family) {
    for (String name :
        List.of(
            "acme",
            "",
            ".",
            "..",
            ".json",
            "acme.",
            "acme.JSON",
            "acme.Json",
            "acme.json ",
            "acme.json.exe",
            "acme.exe.json",
            "acme.txt",
            "acme.json.gz",
            "acme.zip",
            "acme.xls",
            "acme.xlsm",
            "acme.xlsb",
            "acme.ods",
            "acme.docx",
            "acme.pdf",
            "acme.xml",
            "acme.toml",
            "acme.html",
            "acme.eml",
            "acme.tsv",
            "acme.jsonl",
            "acme.json5",
            "../acme.json",
            "../../etc/passwd",
            "/etc/acme.json",
            "C:\\acme.json",
            "acme/../other.json",
            "a\\b.json",
            "acme\n.json",
            "acme\r\nadvised  other.json",
            "acme\u001b[2J.json",
            "acme\0.json",
            "acme\u202enosj.exe",
            "ac\u200bme.json",
            "\ufeffacme.json",
            " acme.json",
            "acme .json",
            "Acme.json",
            "ACME.JSON",
            "Acme Ltd.json",
            "acme_ltd.json",
            "\u00fcbung.json",
            "\u0430cme.json",
            "acme-.json",
            "-acme.json",
            "--help.json",
            "-rf.json",
            "0.json",
            "con.json",
            "nul.json",
            "null.json",
            "acme;id.json",
            "acme$(id).json",
            "acme`id`.json",
            "acme|id.json",
            "acme%2e%2e.json",
            "acme%n%s.json",
            "{{acme}}.json",
            "${acme}.json",
            "<b>acme.json",
            "acme'.json",
            "acme\".json",
            "acme*.json",
            "acme?.json",
            "#acme.json",
            "~acme.json",
            "acme@other.json",
            "acme (1).json",
            "acme - Copy.json",
            "Copy of acme.json",
            "acme.2026-01.json")) {
      family.named("the-name-" + visible(name), name, SOUND);
    }
    family
        .named("a-name-of-101-letters", "a".repeat(101) + ".json", SOUND)
        .named("a-name-of-250-letters", "a".repeat(245) + ".json", SOUND)
        .named("a-name-of-ten-thousand-letters", "a".repeat(10_000) + ".json", SOUND)
        .named("a-name-of-emoji", "\ud83d\ude00.json", SOUND)
        .named("a-name-of-half-an-emoji", "\ud83d.json", SOUND);
  }

  private static void encodings(HostileDocument.Family family) {
    encoded(family, "latin", ISO_8859_1);
    encoded(family, "windows", Charset.forName("windows-1252"));
    encoded(family, "utf-16-with-a-mark", UTF_16);
    encoded(family, "utf-16-without-a-mark", UTF_16LE);
    encoded(family, "utf-16-of-the-other-order-without-a-mark", UTF_16BE);
    encoded(family, "utf-32", Charset.forName("UTF-32"));
    encoded(family, "utf-32-with-a-mark", Charset.forName("X-UTF-32LE-BOM"));
    encoded(family, "ebcdic", Charset.forName("IBM500"));
    family.bytes(
        "in-shift-jis",
        () ->
            "{\"backups\": [{\"system\": \"\u6771\u4eac\"}]}"
                .getBytes(Charset.forName("Shift_JIS")));
    for (String kind : List.of("json", "yaml", "systems.csv")) {
      String name = "acme." + kind;
      family
          .bytes("an-overlong-slash-in-" + kind, name, () -> bytes('a', 0xc0, 0xaf))
          .bytes("an-encoded-surrogate-in-" + kind, name, () -> bytes('a', '\n', 0xed, 0xa0, 0x80))
          .bytes(
              "a-character-beyond-unicode-in-" + kind,
              name,
              () -> bytes('\n', '\n', 0xf4, 0x90, 0x80, 0x80))
          .bytes("half-a-character-at-the-end-of-" + kind, name, () -> bytes('a', 0xe2, 0x82))
          .bytes("a-byte-that-continues-nothing-in-" + kind, name, () -> bytes('a', 0x80))
          .bytes(
              "an-odd-number-of-bytes-of-utf-16-in-" + kind,
              name,
              () -> bytes(0xff, 0xfe, 'a', 0, 'b'))
          .bytes("half-a-pair-of-utf-16-in-" + kind, name, () -> bytes(0xff, 0xfe, 0, 0xd8, 'a', 0))
          .bytes("a-mark-of-utf-16-alone-in-" + kind, name, () -> bytes(0xff, 0xfe))
          .bytes("a-thousand-nuls-in-" + kind, name, () -> new byte[1_000]);
    }
    family
        .bytes("a-mark-of-utf-7", () -> text("+/v8-" + SOUND))
        .bytes("two-marks-of-byte-order", () -> text("\ufeff\ufeff" + SOUND))
        .bytes(
            "a-mark-of-utf-8-before-utf-16",
            () -> {
              byte[] utf16 = SOUND.getBytes(UTF_16LE);
              byte[] both = new byte[utf16.length + 3];
              System.arraycopy(bytes(0xef, 0xbb, 0xbf), 0, both, 0, 3);
              System.arraycopy(utf16, 0, both, 3, utf16.length);
              return both;
            });
  }

  private static void encoded(HostileDocument.Family family, String encoding, Charset charset) {
    for (String kind : List.of("json", "systems.csv")) {
      String content = kind.equals("json") ? SOUND : "name,critical\nZ\u00fcrich,no\n";
      family.bytes("in-" + encoding + "-" + kind, "acme." + kind, () -> content.getBytes(charset));
    }
  }

  private static String visible(String name) {
    StringBuilder visible = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              if (c < ' ' || Character.getType(c) == Character.FORMAT) {
                visible.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                visible.appendCodePoint(c);
              }
            });
    return visible.toString();
  }
}

package nestor.hostile;

import static nestor.hostile.Bytes.bytes;
import static nestor.hostile.Bytes.many;
import static nestor.hostile.Bytes.text;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** JSON that is cut off, swollen, of another language, or that says what nobody can mean. */
final class JsonCorpus {
  private static final String SOUND =
      "{\"backups\": [{\"system\": \"C\\u0052\\n\", \"lastRun\": \"2026-11-01\"}], \"roadmap\":"
          + " {\"years\": -1.5e0}, \"systems\": null}";

  private JsonCorpus() {}

  static List<HostileDocument> all() {
    HostileDocument.Family family = new HostileDocument.Family("acme.json");
    cutOff(family);
    foreign(family);
    syntax(family);
    numbers(family);
    dates(family);
    texts(family);
    shapes(family);
    sizes(family);
    return family.all();
  }

  private static void cutOff(HostileDocument.Family family) {
    String[] after = {
      "{",
      "{\"back",
      "{\"backups\"",
      "{\"backups\":",
      "[",
      "[{",
      "\"sys",
      "\"C",
      "\\",
      "\\u00",
      "\\n",
      "\"2026-11-01\"",
      "}]",
      "}],",
      "-",
      "-1.",
      "1.5e",
      "nu",
      "null"
    };
    for (String end : after) {
      String text = SOUND.substring(0, SOUND.indexOf(end) + end.length());
      family.text("cut-off-after-" + end.replace('"', '\''), text);
    }
  }

  private static void foreign(HostileDocument.Family family) {
    family
        .text("a-web-page", "<!DOCTYPE html>\n<html><body>Not found</body></html>")
        .text("xml", "<?xml version=\"1.0\"?><backups/>")
        .text("yaml", "backups:\n  - system: CRM\n")
        .text("csv", "system,lastRun\nCRM,2026-11-01\n")
        .text("a-program", "var data = {\"backups\": []};")
        .text("a-call", "callback({\"backups\": []})")
        .text("a-template", "{{ backups }}")
        .text("a-document-a-line", "{\"backups\": []}\n{\"systems\": []}\n")
        .bytes("a-picture", () -> bytes(0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13))
        .text("a-pdf", "%PDF-1.7\n1 0 obj\n")
        .bytes("packed-by-gzip", () -> bytes(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3))
        .bytes("packed-by-zip", () -> bytes('P', 'K', 3, 4, 20, 0, 0, 0, 8, 0))
        .bytes("a-program-of-linux", () -> bytes(0x7f, 'E', 'L', 'F', 2, 1, 1, 0))
        .bytes("a-java-object", () -> bytes(0xac, 0xed, 0, 5, 's', 'r'))
        .text("an-answer-of-curl", "curl: (6) Could not resolve host: acme.example")
        .text("a-git-conflict", "<<<<<<< HEAD\n{\"backups\": []}\n=======\n{}\n>>>>>>> other\n")
        .text("a-git-lfs-pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:4d\n");
  }

  private static void syntax(HostileDocument.Family family) {
    family
        .text("a-comma-alone", ",")
        .text("a-brace-alone", "}")
        .text("a-quote-alone", "\"")
        .quoted("a-comma-at-the-end-of-a-list", "{'backups': [{'system': 'a'},]}")
        .quoted("two-commas", "{'backups': [{'system': 'a'},,{'system': 'b'}]}")
        .quoted("no-comma-between-entries", "{'backups': [{'system': 'a'} {'system': 'b'}]}")
        .quoted("no-comma-between-fields", "{'backups': [{'system': 'a'\n'lastRun': null}]}")
        .quoted("no-colon", "{'backups' []}")
        .quoted("an-equals-sign", "{'backups' = []}")
        .quoted("a-semicolon", "{'backups': []; 'systems': []}")
        .text("single-quotes", "{'backups': []}")
        .text("names-without-quotes", "{backups: []}")
        .text("quotes-of-a-word-processor", "{“backups”: []}")
        .quoted("a-comment-between-stars", "{'backups': /* none */ []}")
        .quoted("a-comment-after-a-hash", "{'backups': [] # none\n}")
        .quoted("brackets-that-do-not-match", "{'backups': [}]")
        .quoted("one-bracket-too-many", "{'backups': []]}")
        .quoted("one-brace-too-many", "{'backups': []}}")
        .quoted("words-in-capitals", "{'systems': [{'name': 'a', 'critical': TRUE}]}")
        .quoted("a-word-of-python", "{'systems': None}")
        .quoted("a-word-of-javascript", "{'systems': undefined}")
        .quoted("a-tab-inside-quotes", "{'backups': [{'system': 'a\tb'}]}")
        .quoted("a-line-break-inside-quotes", "{'backups': [{'system': 'a\nb'}]}")
        .quoted("a-nul-inside-quotes", "{'backups': [{'system': 'a\0b'}]}")
        .quoted("an-escape-inside-quotes", "{'backups': [{'system': 'a\u001b[2Jb'}]}")
        .quoted("a-nul-between-values", "{'backups':\0[]}")
        .quoted("a-nul-at-the-end", "{'backups': []}\0")
        .quoted("an-end-of-file-mark-of-dos", "{'backups': []}\u001a")
        .quoted("a-no-break-space-between-values", "{'backups':\u00a0[]}")
        .quoted("a-zero-width-space-at-the-start", "\u200b{'backups': []}")
        .quoted("a-mark-of-byte-order-in-the-middle", "{'backups':\ufeff []}")
        .quoted("a-form-feed-between-values", "{'backups':\f[]}")
        .quoted("a-windows-path", "{'backups': [{'system': 'C:\\data'}]}")
        .quoted("half-an-escape", "{'backups': [{'system': '\\u12'}]}")
        .quoted("an-escape-of-no-digits", "{'backups': [{'system': '\\uzzzz'}]}")
        .quoted("an-octal-escape", "{'backups': [{'system': '\\033'}]}");
  }

  private static void numbers(HostileDocument.Family family) {
    for (String number :
        List.of(
            "+1",
            ".5",
            "1.",
            "0x10",
            "1_000",
            "1,000",
            "--1",
            "1e",
            "1e+",
            "01",
            "-01",
            "1.2.3",
            "Infinity",
            "-Infinity",
            "-NaN",
            "INF",
            "∞",
            "1/2",
            "１２")) {
      family.quoted(
          "the-number-" + number, "{'systems': [{'name': 'a', 'dataGb': " + number + "}]}");
    }
    for (String number :
        List.of(
            "-0",
            "-0.0",
            "0e99",
            "1E+2",
            "1e-5",
            "1e14",
            "1e15",
            "999999999999999",
            "0.1e-20",
            "9007199254740993",
            "1e2147483647",
            "1e-2147483648",
            "1e2147483648")) {
      family.quoted(
          "the-amount-" + number, "{'systems': [{'name': 'a', 'dataGb': " + number + "}]}");
    }
    for (String count :
        List.of("2147483647", "2147483648", "1e9", "-0", "12.000", "true", "[12]")) {
      family.quoted("the-count-" + count, "{'organisation': {'employees': " + count + "}}");
    }
    for (String text :
        List.of(
            "1.234,56",
            "1'234.56",
            "1 234,5",
            "12 people",
            "~100",
            "10-20",
            "١٢",
            "１２",
            "½",
            "1,234.56",
            "twelve",
            "12%",
            "$12",
            "1e2",
            "0x1F",
            "-",
            "12.",
            "1\u20120")) {
      family.text(
          "the-text-as-a-number-" + text,
          "{\"systems\": [{\"name\": \"a\", \"dataGb\": \"" + text + "\"}]}");
    }
  }

  private static void dates(HostileDocument.Family family) {
    for (String date :
        List.of(
            "0000-00-00",
            "0000-01-01",
            "0001-01-01",
            "1899-12-31",
            "1900-01-01",
            "2200-12-31",
            "2201-01-01",
            "9999-12-31",
            "10000-01-01",
            "+2026-01-01",
            "-2026-01-01",
            "2024-02-29",
            "2025-02-29",
            "2026-02-30",
            "2026-04-31",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "26-01-31",
            "31.01.2026",
            "01/31/2026",
            "31/01/26",
            "2026-1-31",
            "20260131",
            "2026-W05",
            "2026-031",
            "2026-01",
            "2026",
            "2026-01-31T00:00:00Z",
            "2026-01-31 ",
            "2026–01–31",
            "٢٠٢٦-٠١-٣١",
            "today",
            "31 January 2026",
            "Q1 2026",
            "2026-01-31\\u0000",
            "null",
            "-")) {
      family.quoted(
          "the-date-" + date, "{'backups': [{'system': 'a', 'lastRun': '" + date + "'}]}");
    }
    family
        .quoted("a-date-in-seconds", "{'backups': [{'system': 'a', 'lastRun': 1769817600}]}")
        .quoted("a-date-in-pieces", "{'backups': [{'system': 'a', 'lastRun': [2026, 1, 31]}]}")
        .quoted("a-date-without-quotes", "{'backups': [{'system': 'a', 'lastRun': 2026-01-31}]}")
        .quoted("a-date-of-no", "{'backups': [{'system': 'a', 'lastRun': false}]}");
  }

  private static void texts(HostileDocument.Family family) {
    for (String text :
        List.of(
            "\\ud800",
            "\\udc00",
            "\\udc00\\ud800",
            "\\ufffe",
            "\\uffff",
            "\\ufdd0",
            "\\u0000",
            "\\u0007",
            "\\u007f",
            "\\u0085",
            "\\u009b31m",
            "\\u2028",
            "\\u202e",
            "\\u2066",
            "\\u200b",
            "\\u200d",
            "\\ufeff",
            "\\ue000",
            "\\udbff\\udfff",
            "\\ud83d\\ude00")) {
      family.quoted("the-character-" + text, "{'backups': [{'system': 'a" + text + "b'}]}");
    }
    family
        .quoted("a-name-of-nothing-but-spaces", "{'backups': [{'system': '\u00a0\u2003 '}]}")
        .quoted("a-script", "{'backups': [{'system': '<script>alert(1)</script>'}]}")
        .quoted("a-template-of-wording", "{'backups': [{'system': '{{ 7 * 7 }} ${7*7} #{7*7}'}]}")
        .quoted("a-formula", "{'backups': [{'system': '=cmd|calc!A0'}]}")
        .quoted("a-statement-of-sql", "{'backups': [{'system': 'x); drop table receipts; --'}]}")
        .quoted("a-lookup-of-log4j", "{'backups': [{'system': '${jndi:ldap://127.0.0.1/a}'}]}")
        .quoted("a-no-break-space-within", "{'backups': [{'system': 'a\u00a0b'}]}")
        .quoted("letters-in-pieces", "{'backups': [{'system': 'Zu\u0308rich'}]}")
        .quoted("a-soft-hyphen-within", "{'backups': [{'system': 'a\u00adb'}]}")
        .bytes(
            "combining-marks-without-end",
            () -> text("{\"backups\": [{\"system\": \"Z" + "\u0335".repeat(1999) + "\"}]}"));
  }

  private static void shapes(HostileDocument.Family family) {
    family
        .quoted("a-section-in-capitals", "{'Backups': []}")
        .quoted("a-section-with-a-space", "{'backups ': []}")
        .quoted("a-section-in-letters-that-look-alike", "{'b\u0430ckups': []}")
        .quoted("a-section-without-a-name", "{'': []}")
        .quoted("a-section-of-a-programming-language", "{'__proto__': {'critical': true}}")
        .quoted("a-section-with-a-path", "{'../../backups': []}")
        .quoted("a-section-with-a-line-break", "{'backups\\nadvised': []}")
        .quoted("a-field-given-twice", "{'backups': [{'system': 'a', 'system': 'b'}]}")
        .quoted(
            "a-field-given-twice-by-an-escape",
            "{'backups': [{'system': 'a', 'syst\\u0065m': 'b'}]}")
        .quoted("a-field-in-capitals", "{'backups': [{'SYSTEM': 'a'}]}")
        .quoted("a-list-in-a-list", "{'backups': [[{'system': 'a'}]]}")
        .quoted("a-list-written-as-text", "{'backups': '[]'}")
        .quoted("a-document-in-a-document", "{'document': {'backups': []}}")
        .quoted("a-document-in-a-list", "[{'backups': []}]")
        .quoted("a-document-in-quotes", "'{}'")
        .quoted("numbered-entries", "{'backups': {'0': {'system': 'a'}}}")
        .quoted("an-entry-of-no-fields", "{'backups': [{}]}")
        .quoted("a-schema-of-the-wrong-kind", "{'$schema': [1], 'backups': []}")
        .quoted("an-id-with-a-path", "{'organisation': {'id': '../../etc/passwd'}}")
        .quoted("an-id-with-a-slash", "{'organisation': {'id': 'acme/sub'}}")
        .quoted("an-id-of-dots", "{'organisation': {'id': '..'}}")
        .quoted("an-id-in-capitals", "{'organisation': {'id': 'ACME'}}")
        .quoted("an-id-with-a-dotless-i", "{'organisation': {'id': 'ac\u0131me'}}")
        .quoted("an-id-with-a-nul", "{'organisation': {'id': 'acme\\u0000.json'}}")
        .quoted("an-id-that-begins-with-a-hyphen", "{'organisation': {'id': '-rf'}}")
        .quoted("an-id-of-101-letters", "{'organisation': {'id': '" + "a".repeat(101) + "'}}")
        .quoted("an-id-that-is-a-number", "{'organisation': {'id': 42}}")
        .quoted("an-id-that-is-a-list", "{'organisation': {'id': ['a', 'b']}}")
        .quoted("no-id-where-one-is-due", "{'organisation': {'id': null, 'name': 'Acme'}}")
        .quoted("another-id-than-the-name-says", "{'organisation': {'id': 'other'}}")
        .quoted("two-organisations", "{'organisation': [{'id': 'a'}, {'id': 'b'}]}")
        .quoted("a-currency-in-words", "{'organisation': {'currency': 'Euro'}}")
        .quoted("a-currency-as-a-sign", "{'organisation': {'currency': '€'}}")
        .quoted(
            "a-share-in-percent", "{'time': [{'role': 'CTO', 'activity': 'slack', 'share': 80}]}")
        .quoted(
            "more-than-all-of-it",
            "{'time': [{'role': 'CTO', 'activity': 'slack', 'share': 1.01}]}")
        .quoted(
            "less-than-none-of-it",
            "{'time': [{'role': 'CTO', 'activity': 'slack', 'share': -0.1}]}");
  }

  private static void sizes(HostileDocument.Family family) {
    family
        .bytes("five-megabytes-of-nothing", () -> text(" ".repeat(5 << 20)))
        .bytes(
            "a-name-of-a-hundred-thousand-letters",
            () -> text("{\"" + "x".repeat(100_000) + "\": 1}"))
        .bytes(
            "a-text-of-two-million-letters",
            () -> text("{\"backups\": [{\"system\": \"" + "x".repeat(2_000_000) + "\"}]}"))
        .bytes(
            "a-number-of-ten-thousand-digits",
            () -> text("{\"roadmap\": {\"years\": " + "1".repeat(10_000) + "}}"))
        .bytes(
            "lists-in-lists-just-too-deep",
            () -> text("{\"backups\": " + "[".repeat(30) + "]".repeat(30) + "}"))
        .bytes("objects-a-million-deep", () -> text("{\"a\":".repeat(1_000_000)))
        .bytes("ten-thousand-unknown-sections", () -> text(many("\"s%d\": []", 10_000, "{", "}")))
        .bytes(
            "names-that-hash-alike",
            () ->
                text(
                    IntStream.range(0, 4096)
                        .mapToObj(JsonCorpus::alike)
                        .collect(Collectors.joining(": 1, ", "{", ": 1}"))))
        .bytes(
            "twenty-thousand-entries",
            () -> text(many("{\"system\": \"s%d\"}", 20_000, "{\"backups\": [", "]}")))
        .bytes(
            "many-unknown-fields",
            () -> text(many("{\"a%d\": 1}", 300_000, "{\"backups\": [", "]}")))
        .bytes(
            "many-values-that-are-not-allowed",
            () ->
                text(
                    many(
                        "{\"name\": \"s\", \"storage\": \"clouds\"}",
                        200_000,
                        "{\"systems\": [",
                        "]}")))
        .bytes(
            "three-million-values", () -> text("{\"backups\": [" + "0,".repeat(3_000_000) + "0]}"))
        .bytes(
            "more-than-twenty-megabytes", () -> text("{\"backups\": []}" + " ".repeat(20 << 20)));
  }

  /** Names of one hash code. */
  private static String alike(int number) {
    StringBuilder name = new StringBuilder("\"");
    for (int bit = 0; bit < 12; bit++) {
      name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return name.append('"').toString();
  }
}

package nestor.hostile;

import static nestor.hostile.Bytes.text;

import java.util.List;

/** CSV of other separators and countries, with quotes that never close and cells that calculate. */
final class CsvCorpus {
  private CsvCorpus() {}

  static List<HostileDocument> all() {
    HostileDocument.Family family = new HostileDocument.Family("acme.systems.csv");
    quotes(family);
    rows(family);
    cells(family);
    foreign(family);
    sizes(family);
    return family.all();
  }

  private static void quotes(HostileDocument.Family family) {
    family
        .text("a-quote-alone", "\"")
        .text("a-quote-that-opens-at-the-end", "name,critical\na,\"")
        .text("a-quote-within-a-cell", "name\na\"b\n")
        .text("a-quote-escaped-by-a-backslash", "name,critical\n\"a\\\"b\",no\n")
        .text("a-space-after-a-closing-quote", "name,critical\n\"a\" ,no\n")
        .text("a-space-before-an-opening-quote", "name,critical\n \"a\",no\n")
        .text("single-quotes", "name,critical\n'a','no'\n")
        .text("quotes-of-a-word-processor", "name,critical\n“a”,no\n")
        .text("quotes-around-the-header", "\"name\",\"critical\"\n\"a\",\"no\"\n")
        .text("a-whole-line-in-quotes", "\"name,critical\"\n\"a,no\"\n")
        .text("a-line-break-in-a-cell", "name,critical\n\"a\nb\",no\n")
        .bytes("half-a-million-quotes", () -> text("name\n" + "\"".repeat(500_000)))
        .bytes("half-a-million-quotes-and-one", () -> text("name\n" + "\"".repeat(500_001)))
        .bytes(
            "a-quote-before-a-megabyte",
            () -> text("name,critical\n\"" + "a,no\n".repeat(200_000)));
  }

  private static void rows(HostileDocument.Family family) {
    family
        .text("no-header", "CRM,no\nERP,yes\n")
        .text("a-header-twice", "name,critical\na,no\nname,critical\nb,no\n")
        .text("a-header-in-capitals", "NAME,CRITICAL\na,no\n")
        .text("a-header-in-words", "Name of the system,Critical?\na,no\n")
        .text("a-header-with-a-hole", "name,,critical\na,x,no\n")
        .text("a-header-below-a-title", "Systems of Acme\nname,critical\na,no\n")
        .text("a-line-for-excel", "sep=;\nname;critical\na;no\n")
        .text("a-comment", "# exported today\nname,critical\na,no\n")
        .text("bars-between-cells", "name|critical\na|no\n")
        .text("colons-between-cells", "name:critical\na:no\n")
        .text("semicolons-below-commas", "name,critical\na;no\n")
        .text("tabs-below-spaces", "name critical\na\tno\n")
        .text("a-row-too-short", "name,critical,dataGb\na\n")
        .text("a-row-too-long", "name,critical\na,no,1\n")
        .text("a-sum-at-the-end", "name,dataGb\na,1\n,1\n")
        .text("columns-given-twice", "name,name\na,b\n")
        .text("rows-that-end-with-returns", "name,critical\ra,no\rb,yes\r")
        .text("rows-that-end-twice", "name,critical\r\r\na,no\r\r\n")
        .text("a-nul", "name,critical\na\0b,no\n")
        .text("an-end-of-file-mark-of-dos", "name,critical\na,no\n\u001a")
        .text("only-separators", ",,,\n,,,\n")
        .text("only-a-mark-of-byte-order", "\ufeff")
        .text("a-mark-of-byte-order-twice", "\ufeff\ufeffname\na\n")
        .text("a-mark-of-byte-order-before-quotes", "\ufeff\"name\"\n\"a\"\n");
  }

  private static void cells(HostileDocument.Family family) {
    for (String name :
        List.of(
            "=1+1",
            "=cmd|' /C calc'!A0",
            "=HYPERLINK(\"\"http://127.0.0.1\"\")",
            "@SUM(1)",
            "+1",
            "-1",
            "\t=1",
            "#REF!",
            "#N/A",
            "NULL",
            "N/A",
            "<script>",
            "../../etc/passwd",
            "a;b",
            "12",
            "true",
            "\u202egpj",
            "\u001b[2J")) {
      family.text(
          "the-name-"
              + name.replace("\t", "tab").replace("\u001b", "escape").replace("\u202e", "override"),
          "name,critical\n\"" + name + "\",no\n");
    }
    for (String amount :
        List.of(
            "1,5",
            "1.234,56",
            "1,234.56",
            "1 234",
            "1\u202f234",
            "1'234",
            "50%",
            "€ 5",
            "5 GB",
            "1e3",
            "1.0E+3",
            "(5)",
            "-5",
            "+5",
            "5-",
            "٥",
            "５",
            "=5",
            "∞",
            "n/a",
            "-",
            "?",
            "0005",
            "5.",
            ".5",
            "--5")) {
      family.text("the-amount-" + amount, "name,dataGb\na,\"" + amount + "\"\n");
    }
    for (String date :
        List.of(
            "1/31/2026",
            "31/1/2026",
            "31.01.2026",
            "2026/01/31",
            "Jan-26",
            "46053",
            "2026-01-31 00:00:00",
            "2026-02-29",
            "0000-00-00",
            "00-01-31",
            "#######")) {
      family.named("the-date-" + date, "acme.backups.csv", "system,lastRun\na," + date + "\n");
    }
    for (String answer : List.of("Yes", "x", "1", "ja", "Y", "WAHR", "TRUE", "✓", "n/a")) {
      family.text("the-answer-" + answer, "name,critical\na," + answer + "\n");
    }
  }

  private static void foreign(HostileDocument.Family family) {
    family
        .text("json", "{\"systems\": [{\"name\": \"a\"}]}\n")
        .text("yaml", "systems:\n  - name: a\n")
        .text("a-web-page", "<!DOCTYPE html>\n<html><body>Not found</body></html>\n")
        .bytes("a-workbook", () -> Bytes.bytes('P', 'K', 3, 4, 20, 0, 6, 0, 8, 0, 0, 0, 0x21, 0))
        .named("of-no-section", "acme.csv", "name\na\n")
        .named("of-an-unknown-section", "acme.systms.csv", "name\na\n")
        .named("of-a-section-in-capitals", "acme.Systems.csv", "name\na\n")
        .named("of-no-organisation", "systems.csv", "name\na\n")
        .named("of-an-organisation-without-a-name", ".systems.csv", "name\na\n")
        .named("of-an-organisation-with-a-path", "../acme.systems.csv", "name\na\n")
        .named("of-two-sections", "acme.systems.backups.csv", "system\na\n")
        .named("a-second-copy", "acme.systems (1).csv", "name\na\n")
        .named("a-copy-for-safety", "acme.systems.csv.bak", "name\na\n")
        .named("of-one-entry-in-two-rows", "acme.roadmap.csv", "years\n1\n2\n")
        .named("of-fields-that-nobody-knows", "acme.roadmap.csv", "field,value\nyeers,1\n")
        .named("of-fields-given-twice", "acme.roadmap.csv", "field,value\nyears,1\nyears,2\n");
  }

  private static void sizes(HostileDocument.Family family) {
    family
        .bytes("a-hundred-thousand-columns", () -> text("name" + ",x".repeat(100_000) + "\n"))
        .bytes("a-hundred-thousand-separators", () -> text("name\n" + ",".repeat(100_000)))
        .bytes("two-million-empty-lines", () -> text("name\n" + "\n".repeat(2_000_000) + "a\n"))
        .bytes("a-cell-of-two-million-letters", () -> text("name\n" + "x".repeat(2_000_000) + "\n"))
        .bytes("a-cell-of-three-thousand-letters", () -> text("name\n" + "x".repeat(3_000) + "\n"))
        .bytes("a-hundred-thousand-bad-rows", () -> text("name,dataGb\n" + "a,b\n".repeat(100_000)))
        .bytes("fifty-thousand-rows", () -> text("name,dataGb\n" + "a,1\n".repeat(50_000)));
  }
}

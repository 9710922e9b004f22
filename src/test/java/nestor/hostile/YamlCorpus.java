package nestor.hostile;

import static nestor.hostile.Bytes.text;

import java.util.List;

/** YAML that runs programs elsewhere, multiplies itself, or means something else than it seems. */
final class YamlCorpus {
  private YamlCorpus() {}

  static List<HostileDocument> all() {
    HostileDocument.Family family = new HostileDocument.Family("acme.yaml");
    tags(family);
    aliases(family);
    layout(family);
    scalars(family);
    sizes(family);
    return family.all();
  }

  private static void tags(HostileDocument.Family family) {
    for (String value :
        List.of(
            "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL"
                + " [\"http://127.0.0.1/\"]]]]",
            "!!java.io.File [/etc/passwd]",
            "!!python/object/apply:os.system [id]",
            "!ruby/object:Gem::Installer {i: x}",
            "!include /etc/passwd",
            "!!set {a, b}",
            "!!omap [a: 1]",
            "!!binary aGVsbG8=",
            "!<tag:yaml.org,2002:map> {}",
            "! []",
            "!!null x")) {
      family.text(
          "the-section-" + value.replaceAll("[^\\w!:/]+", "-").replaceAll("-$", ""),
          "backups: " + value + "\n");
    }
    for (String value :
        List.of(
            "!!str 42",
            "!!int '7'",
            "!!float x",
            "!!timestamp 2026-01-31",
            "!!bool maybe",
            "!local a")) {
      family.text("the-name-" + value, "systems: [{name: " + value + "}]\n");
    }
    family
        .text("a-directive-of-a-later-yaml", "%YAML 9.9\n---\nbackups: []\n")
        .text("a-directive-for-tags", "%TAG ! tag:java.lang,2000:\n---\nbackups: !Runtime {}\n")
        .text("an-unknown-directive", "%EXEC id\n---\nbackups: []\n");
  }

  private static void aliases(HostileDocument.Family family) {
    family
        .text(
            "aliases-that-multiply",
            "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nbackups: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n")
        .text("a-list-within-itself", "backups: &a [*a]\n")
        .text("an-alias-of-nothing", "backups: *nothing\n")
        .text("an-alias-as-a-name", "*a : []\n")
        .text(
            "merged-fields",
            "backups:\n  - &first {system: a}\n  - <<: *first\n    lastRun: 2026-01-31\n")
        .text("a-merge-of-nothing", "backups:\n  - <<: {system: a}\n")
        .text("an-anchor-without-use", "backups: &unused\n  - system: a\n")
        .text("an-anchor-without-a-name", "backups: & []\n")
        .text("an-alias-without-a-name", "backups: *\n");
  }

  private static void layout(HostileDocument.Family family) {
    family
        .text("only-the-mark-of-a-start", "---\n")
        .text("only-the-mark-of-an-end", "...\n")
        .text("only-a-comment", "# backups: []")
        .text("two-documents", "backups: []\n---\nsystems: []\n")
        .text("a-document-and-an-end", "backups: []\n...\n")
        .text("something-after-the-end", "backups: []\n...\nsystems: []\n")
        .text("a-tab-before-a-field", "backups:\n\t- system: a\n")
        .text("a-tab-after-a-dash", "backups:\n  -\tsystem: a\n")
        .text("a-field-too-far-left", "backups:\n  - system: a\n lastRun: 2026-01-31\n")
        .text("a-field-too-far-right", "backups:\n  - system: a\n      lastRun: 2026-01-31\n")
        .text("no-space-after-the-colon", "backups:[]\n")
        .text("no-space-after-a-dash", "backups:\n  -system: a\n")
        .text("a-colon-in-a-value", "backups:\n  - system: CRM: old\n")
        .text("a-hash-in-a-value", "backups:\n  - system: C #sharp\n")
        .text("a-name-alone", "backups\n")
        .text("a-list-without-a-section", "- system: a\n")
        .text("a-quote-that-never-closes", "backups:\n  - system: \"CRM\n    lastRun: 2026-01-31\n")
        .text("a-single-quote-that-never-closes", "backups:\n  - system: 'CRM\n")
        .text("a-bracket-that-never-closes", "backups: [{system: a}\nsystems: []\n")
        .text("a-bracket-too-many", "backups: []]\n")
        .text("a-brace-that-closes-a-bracket", "backups: [{system: a]}\n")
        .text("a-question-mark", "? backups\n: []\n")
        .text("a-list-as-a-name", "[backups]: []\n")
        .text("an-object-as-a-name", "{backups: x}: []\n")
        .text("a-number-as-a-name", "1: []\n")
        .text("a-yes-as-a-name", "yes: []\n")
        .text("a-null-as-a-name", "~: []\n")
        .text("nothing-as-a-name", ": []\n")
        .text("a-section-given-twice", "backups: []\nsystems: []\nbackups: []\n")
        .text("an-at-sign", "backups: @none\n")
        .text("a-backtick", "backups: `none`\n")
        .text("a-percent-sign", "backups: %none\n")
        .text("lines-that-end-with-returns", "backups:\r  - system: a\r")
        .text("lines-that-end-in-several-ways", "backups:\r\n  - system: a\n  - system: b\r")
        .text("a-line-separator", "backups:\n  - system: a\u2028b\n")
        .text("a-nul", "backups:\n  - system: a\0b\n")
        .text("a-bell", "backups:\n  - system: a\u0007b\n")
        .text("a-mark-of-byte-order-in-the-middle", "backups:\n  - system: a\ufeffb\n")
        .text("json", "{\"backups\": [{\"system\": \"a\"}]}")
        .text("csv", "system,lastRun\nCRM,2026-11-01\n")
        .text("a-web-page", "<html>\n<body>Not found</body></html>\n")
        .text("a-git-conflict", "<<<<<<< HEAD\nbackups: []\n=======\nbackups:\n>>>>>>> other\n")
        .text(
            "a-private-key",
            "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n")
        .named("the-other-extension", "acme.yml", "backups: []\n");
  }

  private static void scalars(HostileDocument.Family family) {
    for (String name :
        List.of(
            "no",
            "NO",
            "off",
            "y",
            "null",
            "~",
            "1e3",
            "1_000",
            "0o17",
            "017",
            "1:30",
            "2026-01-31",
            ".inf",
            "0b11",
            "=",
            "|",
            ">-",
            "\"\\x00\"",
            "\"\\ud800\"",
            "\"\\U00110000\"",
            "\"\\e[2J\"",
            "\"\\q\"",
            "'it''s'",
            "''")) {
      family.text("the-name-" + name, "systems:\n  - name: " + name + "\n");
    }
    for (String amount :
        List.of(
            ".inf",
            "-.INF",
            ".NaN",
            "0o17",
            "017",
            "0b11",
            "1_000",
            "1,000",
            "1.234,56",
            "1e3",
            "1e999999999",
            "+1",
            "190:20:30",
            "12e03",
            "0x1F",
            "'1.5'",
            "-")) {
      family.text("the-amount-" + amount, "systems: [{name: a, dataGb: " + amount + "}]\n");
    }
    for (String date :
        List.of(
            "2026-1-5",
            "2026-02-30",
            "2026-01-31T00:00:00Z",
            "0000-01-01",
            "31.01.2026",
            "20260131",
            "'2026-01-31'",
            "Jan 31",
            "2026-01-31 # then")) {
      family.text("the-date-" + date, "roadmap:\n  updatedOn: " + date + "\n");
    }
    for (String answer :
        List.of("yes", "On", "y", "TRUE", "1", "'true'", "maybe", "!!bool yes", "\"\"")) {
      family.text("the-answer-" + answer, "systems: [{name: a, critical: " + answer + "}]\n");
    }
    family
        .text("a-text-over-several-lines", "systems:\n  - name: |\n      a\n      b\n")
        .text("a-folded-text", "systems:\n  - name: >\n      a\n      b\n")
        .text("a-list-of-one-text", "roadmap:\n  agreedWith: CEO\n")
        .text("a-list-with-a-hole", "roadmap:\n  agreedWith:\n  -\n  - CEO\n");
  }

  private static void sizes(HostileDocument.Family family) {
    family
        .bytes("a-million-brackets", () -> text("[".repeat(1_000_000)))
        .bytes("a-million-levels", () -> text("a: ".repeat(1_000_000)))
        .bytes("a-hundred-thousand-dashes", () -> text("- ".repeat(100_000)))
        .bytes("question-marks-without-end", () -> text("? ".repeat(10_000)))
        .bytes(
            "indentation-without-end",
            () -> {
              StringBuilder deep = new StringBuilder();
              for (int i = 0; i < 1_000; i++) {
                deep.append(" ".repeat(i)).append("a:\n");
              }
              return text(deep.toString());
            })
        .bytes("a-name-of-two-thousand-letters", () -> text("x".repeat(2_000) + ": []\n"))
        .bytes(
            "a-text-of-two-million-letters",
            () -> text("systems:\n  - name: " + "x".repeat(2_000_000) + "\n"))
        .bytes(
            "ten-thousand-anchors",
            () -> {
              StringBuilder anchors = new StringBuilder("backups:\n");
              for (int i = 0; i < 10_000; i++) {
                anchors.append("  - &a").append(i).append(" {system: s").append(i).append("}\n");
              }
              return text(anchors.toString());
            })
        .bytes(
            "a-hundred-thousand-comments",
            () -> text("# nothing\n".repeat(100_000) + "backups: []\n"));
  }
}

package nestor.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a fuzzer begins with: sound inputs, and the small ones of the corpus. */
final class FuzzSeeds {
  private static final int LARGEST = 8_192;

  private static final String MAIL =
      "From: Ada <cio@acme.example>\r\nTo: nestor@nestor.example\r\nSubject: =?UTF-8?B?w7xiZXI=?=\r\n"
          + "Message-ID: <1@acme.example>\r\nReferences: <0@acme.example>\r\nAuthentication-Results:"
          + " mx; dmarc=pass header.from=acme.example\r\nMIME-Version: 1.0\r\nContent-Type:"
          + " multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHi\r\n--b\r\n"
          + "Content-Type: application/json; name*=utf-8''%C3%BC.json\r\nContent-Transfer-Encoding:"
          + " base64\r\nContent-Disposition: attachment; filename=\"a.json\"\r\n\r\ne30=\r\n--b\r\n"
          + "Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nx\r\n--b--\r\n";

  private static final String BOUNCE =
      "From: MAILER-DAEMON@mx.example\r\nContent-Type: multipart/report; report-type=delivery-status;"
          + " boundary=r\r\n\r\n--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns;"
          + " mx\r\n\r\nFinal-Recipient: rfc822; ceo@acme.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
          + "Diagnostic-Code: smtp; 550 no\r\n\r\n--r\r\nContent-Type: text/rfc822-headers\r\n\r\n"
          + "Message-ID: <2@nestor.example>\r\n\r\n--r--\r\n";

  private FuzzSeeds() {}

  static List<byte[]> of(FuzzTarget target) throws IOException {
    return switch (target) {
      case JSON -> corpus("json");
      case YAML -> corpus("yaml");
      case CSV -> corpus("csv");
      case XLSX -> corpus("xlsx");
      case SHEET ->
          List.of(
              SoundWorkbook.sound().get("xl/worksheets/sheet1.xml"),
              utf8(
                  "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is>"
                      + "</c></row><row><c t=\"s\" s=\"0\"><f t=\"shared\" ref=\"A1:B2\" si=\"0\">1+1"
                      + "</f><v>1</v></c><c t=\"b\"><v>1</v></c></row></sheetData></worksheet>\0<sst>"
                      + "<si><t>dataGb</t></si><si><r><t>a</t></r></si></sst>"));
      case MAIL -> List.of(utf8(MAIL), utf8(BOUNCE));
      case AUTHENTICATION ->
          List.of(
              utf8("mx.nestor.example; dmarc=pass header.from=acme.example; spf=fail"),
              utf8("other.example (mx.nestor.example); dkim=pass (x) header.d=\"acme.example\""));
      case RULES -> files(Path.of("rules"), ".drl");
      case THRESHOLDS -> List.of(Files.readAllBytes(Path.of("rules/thresholds.yaml")));
      case ABOUT -> List.of(Files.readAllBytes(Path.of("rules/rulebook.yaml")));
      case SCENARIOS -> files(Path.of("rules"), ".scenarios.yaml");
      case CONFIGURATION ->
          List.of(
              Files.readAllBytes(Path.of("examples/nestor.yaml")),
              utf8(
                  "mail:\n  smtp: {host: a, user: b, password: hunter2}\nclients: [{id: a, senders:"
                      + " [a@b.example, '@c.example']}]\nhttp: {port: 1, upload-limit: 5 MB}\n"));
      case FORM ->
          List.of(
              utf8(
                  "multipart/form-data; boundary=x\n--x\r\nContent-Disposition: form-data; name=\"f\";"
                      + " filename=\"a.json\"\r\nContent-Type: application/json\r\n\r\n{}\r\n--x\r\n"
                      + "Content-Disposition: form-data; name=\"g\"\r\n\r\nv\r\n--x--\r\n"));
      case HEADERS ->
          List.of(
              utf8("text/html;q=0.5, application/*;q=0.9, */*;q=0.1"),
              utf8("attachment; filename=\"a\\\"b.json\"; filename*=UTF-8''%e2.json"));
      case NAMES ->
          HostileCorpus.families().get("names-and-encodings").stream()
              .map(document -> utf8(document.name()))
              .toList();
    };
  }

  private static List<byte[]> corpus(String family) {
    List<byte[]> seeds = new ArrayList<>();
    for (HostileDocument document : HostileCorpus.families().get(family)) {
      if (!document.id().contains("thousand")
          && !document.id().contains("million")
          && !document.id().contains("megabytes")
          && !document.id().contains("gigabyte")) {
        byte[] content = document.content();
        if (content.length <= LARGEST) {
          seeds.add(content);
        }
      }
    }
    return seeds;
  }

  private static List<byte[]> files(Path folder, String ending) throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(ending)).sorted().toList()) {
        seeds.add(Files.readAllBytes(file));
      }
    }
    return seeds;
  }

  /** Words that a fuzzer would take long to find, in the form of its dictionaries. */
  static String dictionary(FuzzTarget target) {
    List<String> words =
        switch (target) {
          case JSON, YAML, CSV, SHEET, XLSX, SCENARIOS ->
              List.of(
                  "organisation",
                  "systems",
                  "backups",
                  "roadmap",
                  "system",
                  "lastRun",
                  "name",
                  "dataGb",
                  "critical",
                  "years",
                  "2026-01-31",
                  "true",
                  "null",
                  "1e400",
                  "waivers");
          case MAIL ->
              List.of(
                  "Content-Type: ",
                  "multipart/",
                  "boundary=",
                  "message/rfc822",
                  "base64",
                  "quoted-printable",
                  "filename*0*=",
                  "=?UTF-8?Q?",
                  "begin 644 a",
                  "charset=utf-7");
          case RULES ->
              List.of(
                  "rule ",
                  "when",
                  "then",
                  "end",
                  "advise.because(",
                  "accumulate(",
                  "exists ",
                  "not ",
                  "from ",
                  "@title",
                  "declare ",
                  "insertLogical(",
                  "&&",
                  "||",
                  "memberOf",
                  "/*",
                  "\"");
          case CONFIGURATION -> List.of("http:", "mail:", "clients:", "password-file:", "&a", "*a");
          default -> List.of("&a [*a]", "boundary", "filename=", "q=", "header.from=");
        };
    StringBuilder dictionary = new StringBuilder();
    for (String word : words) {
      dictionary
          .append('"')
          .append(word.replace("\\", "\\\\").replace("\"", "\\\""))
          .append("\"\n");
    }
    return dictionary.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}

package nestor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;

/** A small vocabulary with a field of every kind, and short ways to read a document by it. */
final class Samples {
  static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of(
              section(
                  "organisation",
                  true,
                  text("id"),
                  text("name"),
                  choice("industry", false, "banking", "software", "retail"),
                  field("employees", FieldType.COUNT),
                  field("annualRevenue", FieldType.NUMBER),
                  text("currency"),
                  field("regions", FieldType.LIST),
                  field("asOf", FieldType.DATE)),
              section(
                  "backups",
                  false,
                  required(text("system")),
                  field("lastRun", FieldType.DATE),
                  field("lastRestoreTest", FieldType.DATE)),
              section(
                  "systems",
                  false,
                  required(text("name")),
                  field("critical", FieldType.YES_NO),
                  field("dataGb", FieldType.NUMBER),
                  new Field(
                      "workloads",
                      FieldType.LIST,
                      false,
                      true,
                      "What it does",
                      null,
                      List.of("transactional", "analytics", "search"),
                      false,
                      null,
                      null,
                      null)),
              section(
                  "practices",
                  false,
                  required(choice("name", true, "incident-response-plan", "risk-assessment")),
                  new Field(
                      "inPlace",
                      FieldType.YES_NO,
                      false,
                      false,
                      "Whether it is done",
                      null,
                      List.of(),
                      false,
                      null,
                      null,
                      true),
                  field("owners", FieldType.LIST)),
              section(
                  "roadmap",
                  true,
                  field("years", FieldType.NUMBER),
                  field("updatedOn", FieldType.DATE),
                  field("agreedWith", FieldType.LIST)),
              section(
                  "time",
                  false,
                  required(text("role")),
                  required(range("share", FieldType.NUMBER, "0", "1")),
                  range("score", FieldType.COUNT, "1", "5")),
              section("meetings", false, required(field("participants", FieldType.LIST)))));

  static final DocumentReader READER = new DocumentReader(VOCABULARY);

  private Samples() {}

  private static Section section(String name, boolean single, Field... fields) {
    return new Section(
        name, name + "Type", single, "The " + name, List.of(fields), null, null, null);
  }

  private static Field field(String name, FieldType type) {
    return new Field(
        name, type, false, true, "The " + name, null, List.of(), false, null, null, null);
  }

  private static Field text(String name) {
    return field(name, FieldType.TEXT);
  }

  private static Field required(Field f) {
    return new Field(
        f.name(),
        f.type(),
        true,
        false,
        f.doc(),
        f.unit(),
        f.choices(),
        f.open(),
        f.minimum(),
        f.maximum(),
        null);
  }

  private static Field choice(String name, boolean open, String... choices) {
    return new Field(
        name,
        FieldType.TEXT,
        false,
        true,
        "The " + name,
        null,
        List.of(choices),
        open,
        null,
        null,
        null);
  }

  private static Field range(String name, FieldType type, String minimum, String maximum) {
    return new Field(
        name,
        type,
        false,
        false,
        "The " + name,
        "share",
        List.of(),
        false,
        new BigDecimal(minimum),
        new BigDecimal(maximum),
        null);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static ParseResult read(String name, byte[] content) {
    return READER.read(new Document(name, content, null));
  }

  static ParseResult read(String name, String content) {
    return read(name, utf8(content));
  }

  static ParsedDocument evidence(ParseResult result) {
    assertThat(result).isInstanceOf(ParsedDocument.class);
    return (ParsedDocument) result;
  }

  static List<String> faults(ParseResult result) {
    assertThat(result).isInstanceOf(Rejection.class);
    return ((Rejection) result).faults().stream().map(Diagnostic::toString).toList();
  }

  /** The evidence of {@code acme.json} with that content, single quotes standing for double. */
  static ParsedDocument json(String content) {
    return evidence(read("acme.json", content.replace('\'', '"')));
  }

  /** The faults of {@code acme.json} with that content, single quotes standing for double. */
  static List<String> jsonFaults(String content) {
    return faults(read("acme.json", content.replace('\'', '"')));
  }

  static List<Map<String, Object>> entries(ParsedDocument document, String section) {
    assertThat(document.sections()).containsKey(section);
    return document.sections().get(section).entries();
  }
}

package nestor.evidence;

import static nestor.evidence.Samples.evidence;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nestor.rulebook.Field;
import nestor.rulebook.NameTable;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;

/** Readers of tables, with aliases, words of a total and units, and what they read. */
final class TableSamples {
  static final DocumentReader READER = new DocumentReader(vocabulary());

  /** As the samples, with units. */
  static final DocumentReader MONEY = new DocumentReader(withUnits());

  static final Map<String, Object> CRM =
      Map.of("system", "CRM", "lastRun", LocalDate.of(2026, 11, 20));

  private TableSamples() {}

  /** The samples with aliases, keys and words of a total. */
  private static Vocabulary vocabulary() {
    List<Section> sections = new ArrayList<>();
    for (Section section : Samples.VOCABULARY.sections()) {
      sections.add(
          new Section(
              section.name(),
              section.type(),
              section.single(),
              section.doc(),
              section.fields().stream().map(TableSamples::withAliases).toList(),
              null,
              null,
              null,
              section.name().equals("backups") ? List.of("Sicherungen") : List.of()));
    }
    NameTable.Meaning total = new NameTable.Known(List.of("total"));
    return new Vocabulary(
        sections,
        new NameTable(
            Map.of(
                "total",
                Map.of(
                    "total",
                    total,
                    "summe",
                    total,
                    "sum",
                    total,
                    "average",
                    new NameTable.Known(List.of("average"))))));
  }

  private static Field withAliases(Field f) {
    List<String> aliases =
        switch (f.name()) {
          case "system" -> List.of("Server", "Asset");
          case "lastRun" -> List.of("Letzter Lauf", "Last backup");
          case "employees" -> List.of("Headcount");
          default -> List.of();
        };
    boolean key = f.name().equals("name") || f.name().equals("system");
    return new Field(
        f.name(),
        f.type(),
        f.required(),
        f.absentMeansNone(),
        f.doc(),
        f.unit(),
        f.choices(),
        f.open(),
        f.minimum(),
        f.maximum(),
        f.defaultValue(),
        new Field.Reading(aliases, null, null, false, key, null));
  }

  private static Vocabulary withUnits() {
    return new Vocabulary(
        Samples.VOCABULARY.sections().stream()
            .map(
                s ->
                    new Section(
                        s.name(),
                        s.type(),
                        s.single(),
                        s.doc(),
                        s.fields().stream().map(TableSamples::withUnit).toList(),
                        null,
                        null,
                        null))
            .toList());
  }

  private static Field withUnit(Field f) {
    String unit =
        switch (f.name()) {
          case "annualRevenue" -> "money";
          case "employees" -> "people";
          case "years" -> "years";
          default -> f.unit();
        };
    return new Field(
        f.name(),
        f.type(),
        f.required(),
        f.absentMeansNone(),
        f.doc(),
        unit,
        f.choices(),
        f.open(),
        f.minimum(),
        f.maximum(),
        f.defaultValue());
  }

  static Document document(String name, String content) {
    return new Document(name, content.getBytes(StandardCharsets.UTF_8), null);
  }

  static ParseResult read(String name, String content) {
    return READER.read(document(name, content));
  }

  static ParsedDocument backups(String content) {
    return evidence(read("acme.backups.csv", content));
  }

  static List<String> notes(ParsedDocument document) {
    return document.notes().stream()
        .map(note -> note.kind() + " " + note.toString().replaceFirst("acme\\.\\w+(\\.csv)?:", ""))
        .toList();
  }
}

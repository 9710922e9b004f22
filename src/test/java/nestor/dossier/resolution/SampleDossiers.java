package nestor.dossier.resolution;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.dossier.Origin;
import nestor.evidence.SectionContent;
import nestor.rulebook.Field;
import nestor.rulebook.Field.Reading;
import nestor.rulebook.FieldType;
import nestor.rulebook.NameTable;
import nestor.rulebook.NameTable.Doubtful;
import nestor.rulebook.NameTable.Known;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;
import org.jspecify.annotations.Nullable;

/** Dossiers of kitchens, and the vocabulary in which they are written. */
final class SampleDossiers {
  private static final Origin ORIGIN = new Origin("doc", Instant.EPOCH, "");

  private SampleDossiers() {}

  static Vocabulary vocabulary() {
    Field role = field("role", FieldType.TEXT, reading("role", null, false, true));
    return new Vocabulary(
        List.of(
            section(
                "chefs",
                "Chef",
                role,
                field("name", FieldType.TEXT, reading("person", null, false, false)),
                field("learnsFrom", FieldType.TEXT, reading("role", null, false, false))),
            section(
                "talks",
                "Talk",
                field("people", FieldType.LIST, reading("role", null, false, false))),
            section(
                "ovens", "Oven", field("name", FieldType.TEXT, reading(null, null, false, true))),
            section(
                "cleanings",
                "Cleaning",
                field("oven", FieldType.TEXT, reading(null, "Oven.name", false, true)),
                field("doneOn", FieldType.DATE, reading(null, null, true, false)),
                field("by", FieldType.TEXT, Reading.PLAIN)),
            section(
                "hours",
                "Hours",
                field("role", FieldType.TEXT, reading("role", null, false, false)),
                field(
                    "share",
                    FieldType.NUMBER,
                    new Reading(List.of(), null, null, false, false, "role")))),
        new NameTable(
            Map.of(
                "role",
                Map.of(
                    "chef", new Known(List.of("CHEF")),
                    "head chef", new Known(List.of("CHEF")),
                    "host", new Known(List.of("HOST")),
                    "chef/waiter", new Known(List.of("CHEF", "WAITER")),
                    "kitchen lead", new Doubtful(List.of("CHEF", "COOK"))))));
  }

  private static Reading reading(
      @Nullable String names, @Nullable String refersTo, boolean past, boolean key) {
    return new Reading(List.of(), names, refersTo, past, key, null);
  }

  private static Section section(String name, String type, Field... fields) {
    return new Section(name, type, false, "", List.of(fields), null, null, null);
  }

  private static Field field(String name, FieldType type, Reading reading) {
    return new Field(
        name, type, false, true, "", null, List.of(), false, null, null, null, reading);
  }

  static Dossier dossier(Map<String, List<Map<String, Object>>> sections) {
    TreeMap<String, DossierSection> held = new TreeMap<>();
    sections.forEach(
        (name, entries) ->
            held.put(name, new DossierSection(new SectionContent(name, entries), ORIGIN)));
    return new Dossier("acme", held);
  }

  static Map<String, Object> entry(Object... values) {
    Map<String, Object> entry = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i += 2) {
      entry.put((String) values[i], values[i + 1]);
    }
    return entry;
  }

  static LocalDate date(String date) {
    return LocalDate.parse(date);
  }
}

package nestor.evidence;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.NameTable;
import org.jspecify.annotations.Nullable;

/** Names and fields for columns of cells. */
final class SampleColumns {
  static final NameTable NAMES = names();

  static final Map<String, Field> FIELDS =
      Map.ofEntries(
          Map.entry("date", field(FieldType.DATE, null, null, null, null)),
          Map.entry("yes", field(FieldType.YES_NO, null, null, null, null)),
          Map.entry("count", field(FieldType.COUNT, "people", null, null, null)),
          Map.entry("rank", field(FieldType.COUNT, null, "1", "999", null)),
          Map.entry("gb", field(FieldType.NUMBER, "GB", null, null, null)),
          Map.entry("days", field(FieldType.NUMBER, "days", null, null, null)),
          Map.entry("hours", field(FieldType.NUMBER, "hours", null, null, null)),
          Map.entry("money", field(FieldType.NUMBER, "money", null, null, null)),
          Map.entry("share", field(FieldType.NUMBER, "share", "0", "1", null)),
          Map.entry("load", field(FieldType.NUMBER, "share", null, null, null)),
          Map.entry("grade", field(FieldType.NUMBER, "of 5", "1", "5", null)),
          Map.entry("text", field(FieldType.TEXT, null, null, null, null)),
          Map.entry("role", field(FieldType.TEXT, null, null, null, "role")),
          Map.entry("roles", field(FieldType.LIST, null, null, null, "role")),
          Map.entry("departments", field(FieldType.LIST, null, null, null, "department")),
          Map.entry("things", field(FieldType.LIST, null, null, null, null)),
          Map.entry(
              "storage",
              field(
                  FieldType.TEXT,
                  null,
                  null,
                  null,
                  "storage",
                  "relational",
                  "document",
                  "file",
                  "warehouse",
                  "data-grid",
                  "none")),
          Map.entry(
              "loads",
              field(
                  FieldType.LIST, null, null, null, null, "transactional", "analytics", "search")));

  private SampleColumns() {}

  private static NameTable names() {
    Map<String, Map<String, NameTable.Meaning>> kinds = new TreeMap<>();
    put(
        kinds,
        "yes-no",
        "yes",
        "y",
        "ja",
        "oui",
        "si",
        "sí",
        "sim",
        "x",
        "✓",
        "✔",
        "☑",
        "1",
        "on",
        "wahr",
        "vrai",
        "verdadero",
        "true");
    put(
        kinds, "yes-no", "no", "n", "nein", "non", "não", "nee", "✗", "☐", "0", "off", "falsch",
        "faux", "false");
    kinds.get("yes-no").put(NameTable.key("partly"), new NameTable.Doubtful(List.of()));
    put(kinds, "placeholder", "nothing", "tbd", "n/a", "-", "?", "unknown", "k.A.", "néant", "tbc");
    put(kinds, "none", "none", "none", "keine", "aucun", "nobody");
    put(kinds, "unit", "days", "d", "Tage", "jours");
    put(kinds, "unit", "hours", "h", "hrs", "Stunden");
    put(kinds, "role", "CEO", "CEO", "Chief Executive Officer", "Geschäftsführer");
    put(kinds, "role", "CTO", "CTO", "Chief Technology Officer");
    put(kinds, "role", "CFO", "CFO", "Chief Financial Officer");
    kinds.get("role").put(NameTable.key("VP Engineering"), new NameTable.Doubtful(List.of("CTO")));
    put(kinds, "department", "sales", "sales", "Vertrieb");
    put(kinds, "department", "research and development", "Research and Development", "R&D");
    put(kinds, "storage", "relational", "SQL", "RDBMS", "relational database");
    put(kinds, "storage", "document", "NoSQL", "MongoDB");
    kinds.get("storage").put("data lake", new NameTable.Doubtful(List.of("file", "warehouse")));
    return new NameTable(kinds);
  }

  private static void put(
      Map<String, Map<String, NameTable.Meaning>> kinds,
      String kind,
      String name,
      String... written) {
    Map<String, NameTable.Meaning> meanings = kinds.computeIfAbsent(kind, k -> new TreeMap<>());
    meanings.put(NameTable.key(name), new NameTable.Known(List.of(name)));
    for (String text : written) {
      meanings.put(NameTable.key(text), new NameTable.Known(List.of(name)));
    }
  }

  static Field field(
      FieldType type,
      @Nullable String unit,
      @Nullable String least,
      @Nullable String most,
      @Nullable String kind,
      String... choices) {
    return new Field(
        "f",
        type,
        false,
        true,
        "A field",
        unit,
        List.of(choices),
        false,
        least == null ? null : new BigDecimal(least),
        most == null ? null : new BigDecimal(most),
        null,
        new Field.Reading(List.of(), kind, null, false, false, null));
  }
}

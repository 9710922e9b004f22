package nestor.server.pages;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nestor.delivery.TextSanitizer;
import nestor.diagnostics.Diagnostic;
import nestor.dossier.Dossier;
import nestor.dossier.DossierRepository;
import nestor.dossier.DossierSection;
import nestor.engine.evaluation.Assessor;
import nestor.engine.wording.EntryNames;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.server.pipeline.AdvisoryEngine;
import nestor.store.Database;
import nestor.workbench.WhatIf;
import nestor.workbench.WhatIfParser;

/**
 * Model of the what-if page of an organisation. The reader edits a section's entries as a table, or
 * writes lines as {@code nestor what-if} takes them; an edited table becomes lines.
 */
public final class WhatIfPage {
  private static final int MOST_INPUTS = 320;
  private static final String SAME = "same";
  private static final List<String> YES_NO = List.of("true", "false");

  private final Database database;
  private final DossierRepository dossiers;
  private final AdvisoryEngine book;
  private final Clock clock;

  WhatIfPage(Database database, DossierRepository dossiers, AdvisoryEngine book, Clock clock) {
    this.database = database;
    this.dossiers = dossiers;
    this.book = book;
    this.clock = clock;
  }

  /**
   * Form that the reader sends.
   *
   * @param section the section whose table is wanted, or empty
   * @param shown the section whose table was sent, or empty
   * @param lines one hypothetical change a line
   * @param cells the sent table's values, by the names of their inputs
   * @param attempt whether an answer is wanted, or the table alone
   */
  public record Asked(
      String section, String shown, String lines, Map<String, String> cells, boolean attempt) {}

  /**
   * A section as a table to change.
   *
   * @param name empty where none is chosen
   * @param left how many entries are not shown
   */
  record Grid(String name, String doc, List<Column> fields, List<Row> rows, int left) {}

  record Column(String name, String doc, List<String> choices) {}

  record Row(String label, List<Cell> cells) {}

  /**
   * @param name of the input
   * @param choices whether its field has choices
   */
  record Cell(String name, String field, String value, boolean choices) {}

  /**
   * Rules whose answer changes in the same way.
   *
   * @param kind recommended, same (otherwise recommended), clear or not assessed
   */
  record Group(String kind, List<WhatIf.Changed> changed) {}

  /** The page that answers. */
  public PageModel answer(String id, Asked asked) {
    return book.read((open, assessor) -> answer(id, asked, open, assessor));
  }

  private PageModel answer(String id, Asked asked, Rulebook open, Assessor assessor) {
    Dossier dossier = database.read(tx -> dossiers.load(tx, id, open.documents()));
    List<String> lines = new ArrayList<>(asked.lines().lines().map(String::strip).toList());
    lines.removeIf(String::isEmpty);
    open.vocabulary()
        .section(asked.shown())
        .ifPresent(
            shown -> changes(shown, dossier, asked.cells()).forEach(line -> add(line, lines)));
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("about", Map.of("id", id, "name", TextSanitizer.of(dossier.name())));
    values.put("sections", open.vocabulary().sections().stream().map(Section::name).toList());
    values.put("grid", grid(open.vocabulary().section(asked.section()), dossier));
    values.put("lines", String.join("\n", lines));
    values.put("supposed", lines);
    values.put("faults", List.of());
    values.put("changes", List.of());
    values.put("unchanged", 0);
    values.put("tried", asked.attempt() && !lines.isEmpty());
    if (asked.attempt() && !lines.isEmpty()) {
      WhatIfParser.Supposed supposed =
          WhatIfParser.of(
              open.vocabulary(),
              dossier,
              lines.stream().filter(line -> line.contains("=")).toList(),
              lines.stream().filter(line -> !line.contains("=")).toList());
      values.put("faults", supposed.faults().stream().map(WhatIfPage::told).toList());
      if (supposed.faults().isEmpty()) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        WhatIf.Difference difference =
            WhatIf.between(open, assessor, dossier, supposed.edits(), today);
        values.put("changes", groups(difference.changed()));
        values.put("unchanged", difference.unchanged());
      }
    }
    return PageModel.of("what-if", values);
  }

  private static String told(Diagnostic diagnostic) {
    String path = diagnostic.path();
    return TextSanitizer.of(
        (path == null ? "" : path + ": ") + diagnostic.what() + "; " + diagnostic.cure());
  }

  private static List<Group> groups(List<WhatIf.Changed> changed) {
    Map<String, List<WhatIf.Changed>> groups = new LinkedHashMap<>();
    for (String kind : List.of("recommended", SAME, "clear", "not assessed")) {
      groups.put(kind, new ArrayList<>());
    }
    for (WhatIf.Changed one : changed) {
      boolean same = one.now().equals("recommended") && one.was().equals("recommended");
      groups.computeIfAbsent(same ? SAME : one.now(), kind -> new ArrayList<>()).add(one);
    }
    return groups.entrySet().stream()
        .filter(group -> !group.getValue().isEmpty())
        .map(group -> new Group(group.getKey(), group.getValue()))
        .toList();
  }

  /** A later line on the same place takes the place of a former one. */
  private static void add(String line, List<String> lines) {
    String path = path(line);
    lines.removeIf(former -> path(former).equals(path));
    lines.add(line);
  }

  private static String path(String line) {
    int equals = line.indexOf('=');
    return (equals < 0 ? line : line.substring(0, equals)).strip();
  }

  /** Changes of the table, as lines. */
  private static List<String> changes(Section section, Dossier dossier, Map<String, String> cells) {
    List<String> lines = new ArrayList<>();
    List<Map<String, Object>> entries = dossier.entries(section.name());
    for (int i = 0; i < entries.size(); i++) {
      for (Field field : section.fields()) {
        String is = cells.get(cell(i, field));
        String was = FieldFormatter.of(entries.get(i).get(field.name()));
        if (is != null && !is.strip().equals(was)) {
          String path = EntryNames.place(section, dossier, i) + "." + field.name();
          lines.add(is.isBlank() ? path : path + "=" + oneLine(is));
        }
      }
    }
    String added = section.single() ? section.name() : section.name() + "[+]";
    for (Field field : section.fields()) {
      String is = cells.getOrDefault(cell(-1, field), "");
      if (!is.isBlank()) {
        lines.add(added + "." + field.name() + "=" + oneLine(is));
      }
    }
    return lines;
  }

  private static String oneLine(String text) {
    return TextSanitizer.of(text);
  }

  private static Grid grid(Optional<Section> chosen, Dossier dossier) {
    if (chosen.isEmpty()) {
      return new Grid("", "", List.of(), List.of(), 0);
    }
    Section section = chosen.get();
    List<Column> columns =
        section.fields().stream().map(f -> new Column(f.name(), f.doc(), choices(f))).toList();
    DossierSection held = dossier.sections().get(section.name());
    List<Map<String, Object>> entries = held == null ? List.of() : held.content().entries();
    int shown = Math.min(entries.size(), MOST_INPUTS / Math.max(1, columns.size()));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      String place = EntryNames.place(section, dossier, i);
      int bracket = place.indexOf('[');
      String label = bracket < 0 ? place : place.substring(bracket + 1, place.length() - 1);
      rows.add(row(TextSanitizer.of(label), i, section, entries.get(i)));
    }
    if (!section.single() || entries.isEmpty()) {
      rows.add(row("+", -1, section, Map.of()));
    }
    return new Grid(section.name(), section.doc(), columns, rows, entries.size() - shown);
  }

  private static Row row(String label, int entry, Section section, Map<String, Object> values) {
    return new Row(
        label,
        section.fields().stream()
            .map(
                f ->
                    new Cell(
                        cell(entry, f),
                        f.name(),
                        FieldFormatter.of(values.get(f.name())),
                        !choices(f).isEmpty()))
            .toList());
  }

  private static List<String> choices(Field field) {
    return field.type() == FieldType.YES_NO ? YES_NO : field.choices();
  }

  private static String cell(int entry, Field field) {
    return "cell:" + (entry < 0 ? "+" : String.valueOf(entry)) + ":" + field.name();
  }
}

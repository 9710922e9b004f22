package nestor.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import nestor.dossier.Dossier;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Documents of an organisation as a person would have made them: the right data, written in another
 * case, by other names, with slips, in other formats and layouts. The same seed gives the same
 * ones.
 */
final class DisturbedDocuments {
  /** What can be done to a document. */
  enum Kind {
    CASE,
    ALIAS,
    SPELLING,
    FORMAT,
    LAYOUT
  }

  /** What was done to the documents: of that kind, in words. */
  record Disturbance(Kind kind, String what) {}

  private final Vocabulary vocabulary;
  private final Random random;
  private final Map<String, Map<String, List<String>>> aliases;
  private final List<Sheet> sheets = new ArrayList<>();
  private final Set<String> disturbed = new LinkedHashSet<>();
  private final List<Disturbance> done = new ArrayList<>();
  private boolean notes;
  private boolean asWorkbook;

  /** One section as rows of text below a header; of a single entry, a row a field. */
  private static final class Sheet {
    final Section section;
    String name;
    final List<String> header = new ArrayList<>();
    final List<Field> fields = new ArrayList<>();
    final List<List<String>> rows = new ArrayList<>();
    final List<List<String>> above = new ArrayList<>();
    final List<List<String>> below = new ArrayList<>();

    Sheet(Section section) {
      this.section = section;
      this.name = section.name();
    }
  }

  DisturbedDocuments(Vocabulary vocabulary, Path names, long seed) {
    this.vocabulary = vocabulary;
    this.random = new Random(seed);
    this.aliases = aliases(names);
  }

  /** The documents without any disturbance, by file name. */
  static Map<String, byte[]> plain(Dossier dossier, Vocabulary vocabulary) {
    DisturbedDocuments documents =
        new DisturbedDocuments(vocabulary, Path.of("rules/names.yaml"), 0);
    documents.lay(dossier);
    return documents.workbook(dossier.organisation());
  }

  /** The documents with so many disturbances of these kinds, by file name. */
  Map<String, byte[]> of(Dossier dossier, int count, List<Kind> kinds) {
    sheets.clear();
    disturbed.clear();
    done.clear();
    notes = false;
    asWorkbook = random.nextBoolean();
    lay(dossier);
    for (int tries = 0; done.size() < count && tries < 50 * count; tries++) {
      Kind kind = pick(kinds);
      String what =
          switch (kind) {
            case CASE -> changeCase();
            case ALIAS -> useAlias();
            case SPELLING -> slip();
            case FORMAT -> format();
            case LAYOUT -> layout();
          };
      if (!what.isEmpty()) {
        done.add(new Disturbance(kind, what));
      }
    }
    return asWorkbook ? workbook(dossier.organisation()) : tables(dossier.organisation());
  }

  /** What was done to the documents that were made last. */
  List<Disturbance> done() {
    return List.copyOf(done);
  }

  private void lay(Dossier dossier) {
    dossier
        .sections()
        .forEach(
            (name, held) -> {
              Section section = vocabulary.section(name).orElseThrow();
              Sheet sheet = new Sheet(section);
              List<Map<String, Object>> entries =
                  held.content().entries().stream().filter(e -> isWhole(section, e)).toList();
              for (Field field : section.fields()) {
                boolean used =
                    entries.isEmpty()
                        || entries.stream().anyMatch(e -> e.containsKey(field.name()));
                if (used || field.required()) {
                  sheet.fields.add(field);
                  sheet.header.add(field.name());
                }
              }
              for (Map<String, Object> entry : entries) {
                List<String> row = new ArrayList<>();
                sheet.fields.forEach(field -> row.add(text(entry.get(field.name()))));
                sheet.rows.add(row);
              }
              sheets.add(sheet);
            });
  }

  /** Whether an entry has all that it needs; generated lists may be empty. */
  private static boolean isWhole(Section section, Map<String, Object> entry) {
    return section.fields().stream()
        .filter(Field::required)
        .map(field -> entry.get(field.name()))
        .noneMatch(value -> value == null || value.equals(List.of()));
  }

  private static String text(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Boolean yes) {
      return yes ? "yes" : "no";
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof List<?> list) {
      return String.join("; ", list.stream().map(String::valueOf).toList());
    }
    return value.toString();
  }

  private String changeCase() {
    return cell(
        field -> isName(field) || !field.choices().isEmpty(),
        text -> {
          String changed =
              switch (random.nextInt(3)) {
                case 0 -> text.toUpperCase(Locale.ROOT);
                case 1 -> text.toLowerCase(Locale.ROOT);
                default -> text.replace('-', ' ');
              };
          return changed;
        });
  }

  private String useAlias() {
    return cell(
        field -> field.reading().names() != null,
        (field, text) -> {
          Map<String, List<String>> ofKind =
              aliases.getOrDefault(field.reading().names(), Map.of());
          List<String> words = ofKind.getOrDefault(text, List.of());
          return words.isEmpty() ? text : pick(words);
        });
  }

  /** A slip in a heading, in the name of a sheet, or in a value of a closed choice. */
  private String slip() {
    Sheet sheet = pick(sheets);
    if (asWorkbook && random.nextInt(3) == 0 && disturb(sheet.name)) {
      String before = sheet.name;
      sheet.name = slipped(before);
      return before + " -> sheet " + sheet.name;
    }
    if (random.nextBoolean() && !sheet.section.single()) {
      int column = random.nextInt(sheet.header.size());
      String before = sheet.header.get(column);
      if (before.length() > 4 && disturb(sheet.section.name() + " header " + before)) {
        sheet.header.set(column, slipped(before));
        return before + " -> header " + sheet.header.get(column);
      }
      return "";
    }
    return cell(
        field -> !field.choices().isEmpty() && !field.open() && field.type() == FieldType.TEXT,
        text -> text.length() > 5 ? slipped(text) : text);
  }

  private String slipped(String word) {
    int at = 1 + random.nextInt(word.length() - 2);
    return switch (random.nextInt(3)) {
      case 0 -> word.substring(0, at) + word.charAt(at) + word.substring(at);
      case 1 -> word.substring(0, at) + word.substring(at + 1);
      default ->
          word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
    };
  }

  private String format() {
    Sheet sheet = pick(sheets);
    if (sheet.fields.isEmpty() || sheet.rows.isEmpty()) {
      return "";
    }
    int column = random.nextInt(sheet.fields.size());
    Field field = sheet.fields.get(column);
    UnaryOperator<String> other =
        switch (field.type()) {
          case DATE -> date();
          case YES_NO -> yesNo();
          case COUNT, NUMBER -> number(field);
          case LIST -> text -> text.replace("; ", ", ");
          case TEXT -> null;
        };
    if (other == null || !disturb(sheet.section.name() + "." + field.name())) {
      return "";
    }
    String example = "";
    for (List<String> row : sheet.rows) {
      String before = row.get(column);
      if (!before.isEmpty()) {
        row.set(column, other.apply(before));
        if (!row.get(column).equals(before)) {
          example = before + " -> " + row.get(column);
        }
      }
    }
    return example.isEmpty() ? "" : sheet.section.name() + "." + field.name() + ": " + example;
  }

  private UnaryOperator<String> date() {
    String pattern =
        pick(
            List.of(
                "dd.MM.yyyy",
                "d MMM yyyy",
                "d MMMM yyyy",
                "MMMM d, yyyy",
                "yyyy/MM/dd",
                "yyyy-MM-dd'T'08:15:00'Z'",
                "yyyy-MM-dd 08:15:00"));
    DateTimeFormatter as = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    return text -> LocalDate.parse(text).format(as);
  }

  private UnaryOperator<String> yesNo() {
    List<String> words =
        pick(
            List.of(
                List.of("Y", "N"),
                List.of("TRUE", "FALSE"),
                List.of("Ja", "Nein"),
                List.of("oui", "non"),
                List.of("sí", "no"),
                List.of("1", "0")));
    return text -> words.get(text.equals("yes") ? 0 : 1);
  }

  private UnaryOperator<String> number(Field field) {
    if ("share".equals(field.unit())) {
      return text ->
          new BigDecimal(text).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }
    if (!"money".equals(field.unit())) {
      return text -> text;
    }
    DecimalFormatSymbols english = DecimalFormatSymbols.getInstance(Locale.ENGLISH);
    boolean cents = random.nextBoolean();
    DecimalFormat grouped = new DecimalFormat(cents ? "#,##0.00" : "#,##0", english);
    return text -> grouped.format(new BigDecimal(text));
  }

  private String layout() {
    Sheet sheet = pick(sheets);
    int what = random.nextInt(7);
    if (sheet.section.single() || !disturb(sheet.section.name() + " layout " + what)) {
      return "";
    }
    switch (what) {
      case 0 -> {
        sheet.above.add(List.of("Overview of " + sheet.section.name() + ", November 2026"));
        sheet.above.add(List.of());
        return "title above " + sheet.section.name();
      }
      case 1 -> {
        sheet.header.replaceAll(DisturbedDocuments::asHeading);
        return "headings of " + sheet.section.name();
      }
      case 2 -> {
        sheet.name = sheet.name.toUpperCase(Locale.ROOT);
        return "name of sheet " + sheet.name;
      }
      case 3 -> {
        sheet.header.add("Remarks");
        sheet.fields.add(REMARKS);
        sheet.rows.forEach(row -> row.add("see mail"));
        return "remarks in " + sheet.section.name();
      }
      case 4 -> {
        for (int i = sheet.rows.size(); i > 0; i--) {
          sheet.rows.add(i, new ArrayList<>(Collections.nCopies(sheet.header.size(), "")));
        }
        return sheet.rows.isEmpty() ? "" : "blank rows in " + sheet.section.name();
      }
      case 5 -> {
        notes = true;
        return "a sheet of notes";
      }
      default -> {
        shuffle(sheet);
        return "columns in another order in " + sheet.section.name();
      }
    }
  }

  private static final Field REMARKS =
      new Field(
          "remarks", FieldType.TEXT, false, true, "", null, List.of(), false, null, null, null);

  private void shuffle(Sheet sheet) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < sheet.header.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    reorder(sheet.header, order);
    reorder(sheet.fields, order);
    sheet.rows.forEach(row -> reorder(row, order));
  }

  private static <T> void reorder(List<T> list, List<Integer> order) {
    List<T> before = List.copyOf(list);
    for (int i = 0; i < order.size(); i++) {
      list.set(i, before.get(order.get(i)));
    }
  }

  /** A name as a heading: supportedUntil becomes Supported until. */
  private static String asHeading(String name) {
    String spaced = name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    return spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
  }

  private interface Change {
    String of(Field field, String text);
  }

  private String cell(java.util.function.Predicate<Field> wanted, UnaryOperator<String> change) {
    return cell(wanted, (field, text) -> change.apply(text));
  }

  /** Changes a cell, or an element of its list, of a field that is wanted. */
  private String cell(java.util.function.Predicate<Field> wanted, Change change) {
    Sheet sheet = pick(sheets);
    if (sheet.rows.isEmpty() || sheet.fields.isEmpty()) {
      return "";
    }
    int column = random.nextInt(sheet.fields.size());
    Field field = sheet.fields.get(column);
    List<String> row = pick(sheet.rows);
    if (!wanted.test(field) || row.get(column).isEmpty()) {
      return "";
    }
    String before = row.get(column);
    String[] elements = field.type() == FieldType.LIST ? before.split("; ") : new String[] {before};
    int which = random.nextInt(elements.length);
    elements[which] = change.of(field, elements[which]);
    String after = String.join("; ", elements);
    if (after.equals(before) || !disturb(sheet.section.name() + "." + field.name())) {
      return "";
    }
    row.set(column, after);
    return sheet.section.name() + "." + field.name() + ": " + before + " -> " + after;
  }

  private static boolean isName(Field field) {
    return field.reading().names() != null || field.reading().refersTo() != null;
  }

  /** Whether that was left alone so far: a thing is disturbed once. */
  private boolean disturb(String what) {
    return disturbed.add(what);
  }

  private Map<String, byte[]> workbook(String organisation) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
      if (notes) {
        Worksheet sheet = workbook.newWorksheet("Notes");
        sheet.value(0, 0, "Filled in by the office of the board");
        sheet.value(1, 0, "Please ask before you change it");
      }
      for (Sheet sheet : sheets) {
        Worksheet to = workbook.newWorksheet(sheet.name);
        List<List<String>> rows = rows(sheet);
        for (int r = 0; r < rows.size(); r++) {
          for (int c = 0; c < rows.get(r).size(); c++) {
            if (!rows.get(r).get(c).isEmpty()) {
              to.value(r, c, rows.get(r).get(c));
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of(organisation + ".xlsx", bytes.toByteArray());
  }

  private Map<String, byte[]> tables(String organisation) {
    Map<String, byte[]> files = new TreeMap<>();
    for (Sheet sheet : sheets) {
      StringBuilder text = new StringBuilder();
      for (List<String> row : rows(sheet)) {
        text.append(
                String.join(
                    ",", row.stream().map(cell -> '"' + cell.replace("\"", "\"\"") + '"').toList()))
            .append('\n');
      }
      files.put(
          organisation + "." + sheet.name + ".csv",
          text.toString().getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  private static List<List<String>> rows(Sheet sheet) {
    List<List<String>> rows = new ArrayList<>(sheet.above);
    if (sheet.section.single()) {
      rows.add(List.of("field", "value"));
      for (int i = 0; i < sheet.header.size(); i++) {
        for (List<String> row : sheet.rows) {
          if (!row.get(i).isEmpty()) {
            rows.add(List.of(sheet.header.get(i), row.get(i)));
          }
        }
      }
    } else {
      rows.add(sheet.header);
      rows.addAll(sheet.rows);
    }
    rows.addAll(sheet.below);
    return rows;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** The other ways to write each name, by kind. */
  private static Map<String, Map<String, List<String>>> aliases(Path names) {
    Map<String, Map<String, List<String>>> aliases = new LinkedHashMap<>();
    try {
      JsonNode kinds = new YAMLMapper().readTree(Files.readString(names));
      for (Map.Entry<String, JsonNode> kind : kinds.properties()) {
        for (Map.Entry<String, JsonNode> name : kind.getValue().path("names").properties()) {
          List<String> words = new ArrayList<>();
          name.getValue().forEach(word -> words.add(word.asText()));
          aliases
              .computeIfAbsent(kind.getKey(), k -> new LinkedHashMap<>())
              .put(name.getKey(), words);
        }
      }
      return aliases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

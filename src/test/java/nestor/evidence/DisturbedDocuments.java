package nestor.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
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
import java.util.function.UnaryOperator;
import nestor.dossier.Dossier;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Vocabulary;

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
  private final List<TextSheet> sheets = new ArrayList<>();
  private final Set<String> disturbed = new LinkedHashSet<>();
  private final List<Disturbance> done = new ArrayList<>();
  private boolean notes;
  private boolean asWorkbook;

  DisturbedDocuments(Vocabulary vocabulary, Path names, long seed) {
    this.vocabulary = vocabulary;
    this.random = new Random(seed);
    this.aliases = aliases(names);
  }

  /** The documents without any disturbance, by file name. */
  static Map<String, byte[]> plain(Dossier dossier, Vocabulary vocabulary) {
    return TextSheet.workbook(dossier.organisation(), TextSheet.of(dossier, vocabulary), false);
  }

  /** The documents with so many disturbances of these kinds, by file name. */
  Map<String, byte[]> of(Dossier dossier, int count, List<Kind> kinds) {
    sheets.clear();
    disturbed.clear();
    done.clear();
    notes = false;
    asWorkbook = random.nextBoolean();
    sheets.addAll(TextSheet.of(dossier, vocabulary));
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
    return asWorkbook
        ? TextSheet.workbook(dossier.organisation(), sheets, notes)
        : TextSheet.tables(dossier.organisation(), sheets);
  }

  /** What was done to the documents that were made last. */
  List<Disturbance> done() {
    return List.copyOf(done);
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
    TextSheet sheet = pick(sheets);
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
    TextSheet sheet = pick(sheets);
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
    TextSheet sheet = pick(sheets);
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

  private void shuffle(TextSheet sheet) {
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
    TextSheet sheet = pick(sheets);
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

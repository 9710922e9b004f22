package nestor.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.dossier.Dossier;
import nestor.rulebook.Field;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** One section as rows of text below a header; of a single entry, a row a field. */
final class TextSheet {
  final Section section;
  String name;
  final List<String> header = new ArrayList<>();
  final List<Field> fields = new ArrayList<>();
  final List<List<String>> rows = new ArrayList<>();
  final List<List<String>> above = new ArrayList<>();
  final List<List<String>> below = new ArrayList<>();

  private TextSheet(Section section) {
    this.section = section;
    this.name = section.name();
  }

  /** A sheet of each section of the dossier. */
  static List<TextSheet> of(Dossier dossier, Vocabulary vocabulary) {
    List<TextSheet> sheets = new ArrayList<>();
    dossier
        .sections()
        .forEach(
            (name, held) -> {
              Section section = vocabulary.section(name).orElseThrow();
              TextSheet sheet = new TextSheet(section);
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
    return sheets;
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

  /** The sheets as one workbook, by file name. */
  static Map<String, byte[]> workbook(String organisation, List<TextSheet> sheets, boolean notes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
      if (notes) {
        Worksheet sheet = workbook.newWorksheet("Notes");
        sheet.value(0, 0, "Filled in by the office of the board");
        sheet.value(1, 0, "Please ask before you change it");
      }
      for (TextSheet sheet : sheets) {
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

  /** The sheets as a table each, by file name. */
  static Map<String, byte[]> tables(String organisation, List<TextSheet> sheets) {
    Map<String, byte[]> files = new TreeMap<>();
    for (TextSheet sheet : sheets) {
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

  private static List<List<String>> rows(TextSheet sheet) {
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
}

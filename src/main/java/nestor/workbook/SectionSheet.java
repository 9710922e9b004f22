package nestor.workbook;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nestor.evidence.FormSheet;
import nestor.evidence.Unclear;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Section;
import nestor.rulebook.Unit;
import nestor.rulebook.Vocabulary;
import org.dhatim.fastexcel.Range;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Sheet of one section in a {@link WorkbookForm}: a table, or rows of a field and its value. */
final class SectionSheet {
  static final String HEAD = "DCE6F1";
  private static final String NEEDED = "B8CCE4";
  private static final String NONE = "none";
  private static final int HEADER_ROW = 2;
  private static final int ROWS = 300;

  private final Section section;
  private final Map<String, String> questions;
  private final ChoiceLists lists;
  private final Worksheet sheet;

  SectionSheet(Section section, Map<String, String> questions, ChoiceLists lists, Worksheet sheet) {
    this.section = section;
    this.questions = questions;
    this.lists = lists;
    this.sheet = sheet;
  }

  /** Formula that counts what is filled in. */
  static String filledIn(Section section) {
    String quoted = "'" + section.name() + "'!";
    return section.single()
        ? "COUNTA("
            + quoted
            + "B"
            + (HEADER_ROW + 2)
            + ":B"
            + (HEADER_ROW + 1 + section.fields().size())
            + ")"
        : "COUNTA(" + quoted + "A" + (HEADER_ROW + 2) + ":A" + (HEADER_ROW + 1 + ROWS) + ")";
  }

  /** Writes the row that says whether the sheet holds all there is. */
  void writeWhetherComplete(boolean complete) {
    sheet.value(0, 0, FormSheet.COMPLETE);
    sheet.style(0, 0).bold().set();
    sheet.value(0, 1, complete ? "yes" : "");
    sheet.style(0, 1).fillColor("FFF2CC").borderStyle("thin").set();
    lists.offerYesNo(sheet.range(0, 1, 0, 1));
    sheet.value(
        0,
        2,
        section.single()
            ? "yes: what is empty here does not exist; no or empty: it is not known"
            : "yes: there are no others than those below; no or empty: there may be more");
    sheet.style(0, 2).italic().fontColor("808080").set();
  }

  /** Writes a table with a column a field. */
  void writeTable(List<Map<String, Object>> entries) {
    List<Field> fields = section.fields();
    for (int column = 0; column < fields.size(); column++) {
      Field field = fields.get(column);
      String heading = heading(field);
      sheet.value(HEADER_ROW, column, heading);
      sheet
          .style(HEADER_ROW, column)
          .bold()
          .wrapText(true)
          .verticalAlignment("top")
          .fillColor(field.required() ? NEEDED : HEAD)
          .set();
      sheet.comment(HEADER_ROW, column, explanation(field));
      sheet.width(column, Math.max(16, Math.min(36, heading.length() + 4)));
      format(field, sheet.range(HEADER_ROW + 1, column, HEADER_ROW + ROWS, column));
      for (int row = 0; row < entries.size(); row++) {
        value(HEADER_ROW + 1 + row, column, field, entries.get(row).get(field.name()));
      }
    }
    sheet.freezePane(1, HEADER_ROW + 1);
  }

  /** Writes a row a field, with its value beside it. */
  void writeRows(Map<String, Object> entry) {
    String[] heads = {"Field", "Value", FormSheet.QUESTION};
    for (int column = 0; column < heads.length; column++) {
      sheet.value(HEADER_ROW, column, heads[column]);
      sheet.style(HEADER_ROW, column).bold().fillColor(HEAD).set();
    }
    sheet.width(0, 28);
    sheet.width(1, 36);
    sheet.width(2, 90);
    int row = HEADER_ROW;
    for (Field field : section.fields()) {
      row++;
      sheet.value(row, 0, heading(field));
      sheet.style(row, 0).bold().set();
      format(field, sheet.range(row, 1, row, 1));
      value(row, 1, field, entry.get(field.name()));
      sheet.value(row, 2, explanation(field));
      sheet.style(row, 2).fontColor("808080").set();
    }
    sheet.freezePane(0, HEADER_ROW + 1);
  }

  private void format(Field field, Range cells) {
    lists.offer(field, cells);
    if (field.type() == FieldType.DATE) {
      cells.style().format("yyyy-mm-dd").set();
    } else if (field.isIn(Unit.SHARE)) {
      cells.style().format("0%").set();
    } else if (field.isIn(Unit.MONEY)) {
      cells.style().format("#,##0").set();
    }
  }

  private void value(int row, int column, Field field, @Nullable Object value) {
    if (value instanceof LocalDate date) {
      sheet.value(row, column, date);
      sheet.style(row, column).format("yyyy-mm-dd").set();
    } else if (value instanceof BigDecimal || value instanceof Integer) {
      sheet.value(row, column, (Number) value);
      if (field.isIn(Unit.SHARE)) {
        sheet.style(row, column).format("0%").set();
      }
    } else if (value instanceof Boolean yes) {
      sheet.value(row, column, yes ? "yes" : "no");
    } else if (value instanceof List<?> several) {
      List<String> texts = several.stream().map(String::valueOf).toList();
      sheet.value(row, column, texts.isEmpty() ? NONE : String.join("; ", texts));
    } else if (value instanceof Unclear unclear) {
      sheet.value(row, column, unclear.written());
    } else if (value instanceof String text) {
      sheet.value(row, column, text);
    }
  }

  /** The name of a field in words, by which its column is read again. */
  private static String heading(Field field) {
    String words = field.name().replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private String explanation(Field field) {
    StringBuilder text = new StringBuilder();
    String asked = questions.get(section.name() + "." + field.name());
    text.append(asked == null ? field.doc() + "." : asked.replace(Vocabulary.EACH, "it"));
    if (field.required()) {
      text.append(" Every entry needs it.");
    }
    if (!field.choices().isEmpty()) {
      text.append(field.type() == FieldType.LIST ? " Several of: " : " One of: ")
          .append(String.join(", ", field.choices()))
          .append(field.open() ? ", or another." : ".");
    } else if (field.type() == FieldType.LIST) {
      text.append(" Several are separated by ; and none says that there are none.");
    } else if (field.type() == FieldType.DATE) {
      text.append(" A date.");
    } else if (field.type() == FieldType.YES_NO) {
      text.append(" yes or no.");
    } else if (field.isIn(Unit.SHARE)) {
      text.append(" A share, such as 45%.");
    } else if (field.isIn(Unit.MONEY)) {
      text.append(" An amount in the organisation's currency.");
    } else if (field.isIn(Unit.OTHER) && field.unit() != null) {
      text.append(" In ").append(field.unit()).append('.');
    }
    return text.toString();
  }
}

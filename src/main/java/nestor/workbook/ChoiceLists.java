package nestor.workbook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.NameTable;
import org.dhatim.fastexcel.Range;
import org.dhatim.fastexcel.Worksheet;

/**
 * Lists of the values that drop-downs offer. They stand in hidden columns at the right of the sheet
 * of instructions, as a list in a drop-down itself holds 255 characters at the most.
 */
final class ChoiceLists {
  private static final int FIRST_COLUMN = 25;
  private static final int MOST_NAMES = 60;
  private static final List<String> YES_NO = List.of("yes", "no");

  private final Worksheet sheet;
  private final NameTable names;
  private final Map<List<String>, Integer> columns = new LinkedHashMap<>();

  ChoiceLists(Worksheet sheet, NameTable names) {
    this.sheet = sheet;
    this.names = names;
  }

  /** Adds the drop-down of a field to cells, where it has few values; others may be written. */
  void offer(Field field, Range cells) {
    List<String> values =
        field.type() == FieldType.YES_NO
            ? YES_NO
            : field.type() == FieldType.TEXT ? of(field) : List.of();
    if (!values.isEmpty()) {
      offer(values, cells, field.type() == FieldType.YES_NO || !field.open());
    }
  }

  /** Adds yes and no to a cell. */
  void offerYesNo(Range cell) {
    offer(YES_NO, cell, true);
  }

  private List<String> of(Field field) {
    String kind = field.reading().names();
    List<String> known =
        !field.choices().isEmpty() || kind == null ? field.choices() : names.names(kind);
    return known.size() > MOST_NAMES ? List.of() : known;
  }

  private void offer(List<String> values, Range cells, boolean closed) {
    int column = columns.computeIfAbsent(values, list -> FIRST_COLUMN + columns.size());
    cells
        .validateWithList(sheet.range(0, column, values.size() - 1, column))
        .allowBlank(true)
        .showErrorMessage(false)
        .error(closed ? "Choose one of the list" : "");
  }

  /** Writes the lists once all drop-downs are made. */
  void write() {
    columns.forEach(
        (values, column) -> {
          for (int row = 0; row < values.size(); row++) {
            sheet.value(row, column, values.get(row));
          }
          sheet.hideColumn(column);
        });
  }
}

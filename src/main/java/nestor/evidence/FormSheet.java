package nestor.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nestor.rulebook.NameTable;
import org.jspecify.annotations.Nullable;

/**
 * Sheet of a workbook that was made to be filled in. Above its header a row says whether the sheet
 * is complete. Unless the answer is yes, what it lists is partial, and where nothing is filled in
 * it says nothing; other sheets are complete statements.
 *
 * @param table the sheet without that row
 * @param complete whether the answer is yes
 */
public record FormSheet(Table table, boolean complete) {
  /** Text of the cell to whose right the answer stands. */
  public static final String COMPLETE = "This sheet is complete";

  /** First cell of the sheet that explains the others; it is passed over without a note. */
  public static final String INSTRUCTIONS = "How to fill in this workbook";

  /** Heading of the column that explains rows of a field and its value. */
  public static final String QUESTION = "Question";

  private static final int FARTHEST = 3;

  /** The sheet as a form, or null where it is none. */
  static @Nullable FormSheet of(Table table, ParseContext context) {
    for (int i = 0; i < Math.min(FARTHEST, table.rows().size()); i++) {
      Table.Row row = table.rows().get(i);
      int first = row.firstFilled();
      if (row.cell(first).equalsIgnoreCase(COMPLETE)) {
        List<Table.Row> others = new ArrayList<>(table.rows());
        others.remove(i);
        return new FormSheet(
            table.with(List.copyOf(others)), isYes(table, row, first + 1, context));
      }
    }
    return null;
  }

  private static boolean isYes(Table table, Table.Row row, int column, ParseContext context) {
    String answer = row.cell(column).toLowerCase(Locale.ROOT);
    if (answer.isEmpty() || answer.equals("no") || answer.equals("false")) {
      return false;
    }
    if (answer.equals("yes") || answer.equals("true")) {
      return true;
    }
    if (context.names().meaning(CellValueReader.YES_NO, answer) instanceof NameTable.Known known
        && known.names().size() == 1) {
      return known.names().get(0).equals("yes");
    }
    context.fault(
        table.place(row, column),
        MessageText.quoted(row.cell(column)) + " does not say whether the sheet is complete",
        "write yes or no");
    return false;
  }

  /** Whether anything is filled in. */
  boolean isFilled(VocabularyIndex.Shape shape) {
    if (shape.section().single()) {
      return table.rows().stream()
          .anyMatch(row -> shape.meant(row.cell(0)) != null && !row.cell(1).isEmpty());
    }
    TableHeader header = TableHeader.of(shape, table);
    return header == null || table.rows().size() > header.index() + 1;
  }

  /** Whether the sheet explains the others. */
  static boolean isInstructions(Table table) {
    return !table.rows().isEmpty() && table.rows().get(0).cell(0).equalsIgnoreCase(INSTRUCTIONS);
  }
}

package nestor.rulebook.source;

import java.util.ArrayList;
import java.util.List;
import nestor.csv.CsvReader;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;

/**
 * CSV file of the rulebook in which every cell knows its position. Cells are separated by whichever
 * of comma, semicolon, tab and bar the first row has most of, and may stand in double quotes. Lines
 * that start with {@code #} are notes, also where a spreadsheet put them into quotes.
 */
public final class CsvFile {
  private CsvFile() {}

  /** A value, without its quotes and the blanks around it. */
  public record Cell(String text, SourcePosition position) {}

  /** The rows with at least one cell that is not empty; the first names the columns. */
  public static List<List<Cell>> read(String file, String text, List<Diagnostic> faults) {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    String first =
        plain
            .lines()
            .filter(l -> !l.startsWith("#") && !l.startsWith("\"#") && !l.isBlank())
            .findFirst()
            .orElse("");
    CsvReader.Content content = CsvReader.read(plain, CsvReader.separator(first), true);
    content.faults().forEach(fault -> faults.add(fault(file, fault)));
    List<List<Cell>> rows = new ArrayList<>();
    for (List<CsvReader.Cell> row : content.rows()) {
      if (row.stream().anyMatch(cell -> !cell.text().isEmpty())) {
        rows.add(
            row.stream()
                .map(c -> new Cell(c.text(), new SourcePosition(file, c.line(), c.column())))
                .toList());
      }
    }
    return rows;
  }

  private static Diagnostic fault(String file, CsvReader.Fault fault) {
    SourcePosition position = new SourcePosition(file, fault.line(), fault.column());
    return switch (fault.problem()) {
      case OPEN_QUOTE -> position.fault("this cell has no closing quote", "end it with \"");
      case TEXT_AFTER_QUOTE ->
          position.fault(
              "'" + fault.text() + "' stands after a closing quote",
              "write a quote within quotes twice, or close the cell there");
      case TOO_MANY_CELLS ->
          position.fault(
              "this row has more than " + CsvReader.MOST_CELLS + " cells",
              "check the separators and quotes");
    };
  }
}

package nestor.rulebook.source;

import java.util.ArrayList;
import java.util.List;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;

/**
 * CSV file of the rulebook in which every cell knows its position. Cells are separated by commas,
 * or by semicolons where the first row has no comma, and may stand in double quotes. Lines that
 * start with {@code #} are notes, also where a spreadsheet put them into quotes.
 */
public final class CsvFile {
  private final String file;
  private final String text;
  private final List<Diagnostic> faults;
  private final char separator;
  private int at;
  private int line = 1;
  private int lineStart;

  private CsvFile(String file, String text, List<Diagnostic> faults) {
    this.file = file;
    this.text = text;
    this.faults = faults;
    String first =
        text.lines()
            .filter(l -> !l.startsWith("#") && !l.startsWith("\"#") && !l.isBlank())
            .findFirst()
            .orElse("");
    this.separator = first.indexOf(',') < 0 && first.indexOf(';') >= 0 ? ';' : ',';
  }

  /** A value, without its quotes and the blanks around it. */
  public record Cell(String text, SourcePosition position) {}

  /** The rows with at least one cell that is not empty; the first names the columns. */
  public static List<List<Cell>> read(String file, String text, List<Diagnostic> faults) {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return new CsvFile(file, plain, faults).rows();
  }

  private List<List<Cell>> rows() {
    List<List<Cell>> rows = new ArrayList<>();
    while (at < text.length()) {
      if (text.charAt(at) == '#' || text.startsWith("\"#", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
        newLine();
        continue;
      }
      List<Cell> row = row();
      if (row.stream().anyMatch(cell -> !cell.text().isEmpty())) {
        rows.add(row);
      }
    }
    return rows;
  }

  private List<Cell> row() {
    List<Cell> row = new ArrayList<>();
    row.add(cell());
    while (at < text.length() && text.charAt(at) == separator) {
      at++;
      row.add(cell());
    }
    newLine();
    return row;
  }

  private void newLine() {
    if (at < text.length() && text.charAt(at) == '\n') {
      at++;
      line++;
      lineStart = at;
    }
  }

  private Cell cell() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    SourcePosition position = new SourcePosition(file, line, at - lineStart + 1);
    boolean quoted = at < text.length() && text.charAt(at) == '"';
    String value = quoted ? quoted(position) : "";
    int from = at;
    while (at < text.length() && text.charAt(at) != separator && text.charAt(at) != '\n') {
      at++;
    }
    String rest = text.substring(from, at).strip();
    if (quoted && !rest.isEmpty()) {
      faults.add(
          position.fault(
              "'" + rest + "' stands after a closing quote",
              "write a quote within quotes twice, or close the cell there"));
    }
    return new Cell(quoted ? value : rest, position);
  }

  private String quoted(SourcePosition position) {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '\n') {
      char c = text.charAt(at++);
      if (c == '"' && (at == text.length() || text.charAt(at) != '"')) {
        return value.toString().strip();
      }
      if (c == '"') {
        at++;
      }
      value.append(c);
    }
    faults.add(position.fault("this cell has no closing quote on its line", "end it with \""));
    return value.toString().strip();
  }
}

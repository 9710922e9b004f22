package nestor.csv;

import java.util.ArrayList;
import java.util.List;

/**
 * Reader of CSV text. Cells may stand in double quotes, and then hold separators and line breaks; a
 * quote in them is doubled. Lines end with a line feed, a carriage return or both. What is wrong is
 * collected with its place, and reading goes on after it.
 *
 * <p>Use it for any CSV that is read; what the cells mean is the caller's matter.
 */
public final class CsvReader {
  /** The separators of cells that a text may have, the usual one first. */
  public static final String SEPARATORS = ",;\t|";

  /** The most cells of a row; a wider one ends the reading. */
  public static final int MOST_CELLS = 1_000;

  private final String text;
  private final char separator;
  private final boolean comments;
  private final List<List<Cell>> rows = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;

  /**
   * One cell.
   *
   * @param text without its quotes and the blanks around them; its lines end with a line feed
   * @param line where it begins, counted from 1
   * @param column of its first character in that line, counted from 1
   */
  public record Cell(String text, int line, int column) {}

  /** Kind of fault. */
  public enum Problem {
    /** A quote opens and never closes; the cell is all the rest. */
    OPEN_QUOTE,
    /** Text stands between a closing quote and the next separator; it is left out. */
    TEXT_AFTER_QUOTE,
    /** A row has more cells than any table. */
    TOO_MANY_CELLS
  }

  /**
   * Fault at a place.
   *
   * @param line that of the cell, counted from 1
   * @param column that of the cell, counted from 1
   * @param text what stands there and should not; may be empty
   */
  public record Fault(Problem problem, int line, int column, String text) {}

  /**
   * Result of reading.
   *
   * @param rows all of them, blank ones too, each with at least one cell
   */
  public record Content(List<List<Cell>> rows, List<Fault> faults) {}

  private CsvReader(String text, char separator, boolean comments) {
    this.text = text;
    this.separator = separator;
    this.comments = comments;
  }

  /**
   * Reads all rows.
   *
   * @param text without a mark of byte order
   * @param comments whether lines that begin with {@code #}, in quotes or not, are left out
   */
  public static Content read(String text, char separator, boolean comments) {
    CsvReader reader = new CsvReader(text, separator, comments);
    reader.readRows();
    return new Content(reader.rows, reader.faults);
  }

  /**
   * The separator that stands most often in a line, outside of quotes; a comma where none does.
   *
   * @param line a line with headings
   */
  public static char separator(String line) {
    int[] counts = new int[SEPARATORS.length()];
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      int which = quoted || Character.isLetterOrDigit(c) ? -1 : SEPARATORS.indexOf(c);
      if (which >= 0) {
        counts[which]++;
      }
    }
    int best = 0;
    for (int which = 1; which < counts.length; which++) {
      best = counts[which] > counts[best] ? which : best;
    }
    return SEPARATORS.charAt(best);
  }

  private void readRows() {
    while (at < text.length()) {
      if (comments && (text.charAt(at) == '#' || text.startsWith("\"#", at))) {
        while (at < text.length() && !isLineEnd(text.charAt(at))) {
          at++;
        }
        endLine();
        continue;
      }
      List<Cell> row = new ArrayList<>();
      rows.add(row);
      row.add(cell());
      while (at < text.length() && text.charAt(at) == separator) {
        at++;
        row.add(cell());
        if (row.size() > MOST_CELLS) {
          Cell first = row.get(0);
          faults.add(new Fault(Problem.TOO_MANY_CELLS, first.line(), first.column(), ""));
          return;
        }
      }
      endLine();
    }
  }

  private Cell cell() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    int startLine = line;
    int column = at - lineStart + 1;
    boolean quoted = at < text.length() && text.charAt(at) == '"';
    String value = quoted ? quoted(startLine, column) : "";
    int from = at;
    while (at < text.length() && text.charAt(at) != separator && !isLineEnd(text.charAt(at))) {
      at++;
    }
    String rest = text.substring(from, at).trim();
    if (quoted && !rest.isEmpty()) {
      faults.add(new Fault(Problem.TEXT_AFTER_QUOTE, line, column, rest));
    }
    return new Cell(quoted ? value : rest, startLine, column);
  }

  private String quoted(int startLine, int column) {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        if (at == text.length() || text.charAt(at) != '"') {
          return value.toString().trim();
        }
        at++;
        value.append(c);
      } else if (isLineEnd(c)) {
        value.append('\n');
        endLine();
      } else {
        at++;
        value.append(c);
      }
    }
    faults.add(new Fault(Problem.OPEN_QUOTE, startLine, column, ""));
    return value.toString().trim();
  }

  /** A tab is a blank unless it separates cells. */
  private boolean isBlank(char c) {
    return c == ' ' || (c == '\t' && separator != '\t');
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private void endLine() {
    if (at < text.length()) {
      at += text.startsWith("\r\n", at) ? 2 : 1;
      line++;
      lineStart = at;
    }
  }
}

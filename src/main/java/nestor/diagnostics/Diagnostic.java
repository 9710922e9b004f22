package nestor.diagnostics;

import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fault in a text that a person wrote: the place, what is wrong, and the cure. Faults are collected
 * and reported together; {@link UserErrorException} ends a command instead.
 *
 * @param document the file, attachment or request that holds the fault, as its author would name it
 * @param line 1-based line, or 0 where lines mean nothing (a cell, a value inside JSON that was
 *     already read)
 * @param column 1-based column, or 0 where unknown
 * @param path the place inside the document, such as {@code backups[2].lastRestoreTest}, or null
 * @param what what is wrong, a clause without a full stop
 * @param cure what the author should write or do instead, a clause without a full stop
 */
public record Diagnostic(
    String document, int line, int column, @Nullable String path, String what, String cure) {

  /** So much of a cure that lists names is needed; of what is quoted less would do. */
  private static final int MOST_TOLD = 2_000;

  private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\x{2028}\\x{2029}]");

  /** Creates a fault that is shown on one line, whatever text it quotes. */
  public Diagnostic {
    document = onOneLine(document);
    path = path == null ? null : onOneLine(path);
    what = cut(onOneLine(what), MOST_TOLD);
    cure = cut(onOneLine(cure), MOST_TOLD);
  }

  /** The beginning and the end of what is too long to be read. */
  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most / 4;
    return text.substring(0, most - end - 3) + " … " + text.substring(text.length() - end);
  }

  private static String onOneLine(String text) {
    return BREAKS.matcher(text).replaceAll(" ");
  }

  /** The order in which faults are listed: by document, then from top to bottom. */
  public static final Comparator<Diagnostic> READING_ORDER =
      Comparator.comparing(Diagnostic::document)
          .thenComparingInt(Diagnostic::line)
          .thenComparingInt(Diagnostic::column)
          .thenComparing(f -> f.path() == null ? "" : f.path())
          .thenComparing(Diagnostic::what);

  /** A fault at a line and column of a text file. */
  public static Diagnostic at(String document, int line, int column, String what, String cure) {
    return new Diagnostic(document, line, column, null, what, cure);
  }

  /** A fault at a place inside a document, such as {@code backups[2].lastRestoreTest}. */
  public static Diagnostic in(String document, @Nullable String path, String what, String cure) {
    return new Diagnostic(document, 0, 0, path, what, cure);
  }

  /** The fault in one line: {@code document:line:column: path: what; cure}, where it has a cure. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(document);
    if (line > 0) {
      text.append(':').append(line);
      if (column > 0) {
        text.append(':').append(column);
      }
    }
    if (path != null) {
      text.append(": ").append(path);
    }
    text.append(": ").append(what);
    return cure.isEmpty() ? text.toString() : text.append("; ").append(cure).toString();
  }
}

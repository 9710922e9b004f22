package nestor.delivery;

import io.pebbletemplates.pebble.extension.escaper.EscapingStrategy;

/** A value as a cell of CSV (RFC 4180) that no spreadsheet takes for a formula. */
final class CsvEscaping implements EscapingStrategy {
  @Override
  public String escape(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}

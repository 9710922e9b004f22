package nestor.delivery;

import io.pebbletemplates.pebble.extension.escaper.EscapingStrategy;

/**
 * Escaping of values for cells of CSV (RFC 4180). A cell that a spreadsheet could run as a formula
 * gets an apostrophe.
 */
final class CsvEscaping implements EscapingStrategy {
  @Override
  public String escape(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}

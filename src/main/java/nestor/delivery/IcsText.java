package nestor.delivery;

import io.pebbletemplates.pebble.extension.escaper.EscapingStrategy;
import java.nio.charset.StandardCharsets;

/**
 * Escaping and folding of values for iCalendar text (RFC 5545). For Markdown use {@link
 * MarkdownEscaping}; templates of HTML escape by themselves.
 */
final class IcsText implements EscapingStrategy {
  private static final int LONGEST = 75;

  @Override
  public String escape(String text) {
    return text.replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\r\n", "\\n")
        .replace("\n", "\\n");
  }

  /** The text with every line of at most 75 octets, and ended as the standard asks. */
  static String folded(String text) {
    StringBuilder folded = new StringBuilder();
    for (String line : text.split("\n")) {
      if (line.isBlank()) {
        continue;
      }
      int octets = 0;
      for (int c : line.codePoints().toArray()) {
        int more = Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
        if (octets + more > LONGEST) {
          folded.append("\r\n ");
          octets = 1;
        }
        folded.appendCodePoint(c);
        octets += more;
      }
      folded.append("\r\n");
    }
    return folded.toString();
  }
}

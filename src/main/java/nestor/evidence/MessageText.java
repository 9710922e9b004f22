package nestor.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import nestor.diagnostics.Suggestions;

/**
 * Presentation of a document's names and values in fault messages: on one line, shortened, without
 * control characters.
 */
final class MessageText {
  private static final int SHOWN = 60;
  private static final int LISTED = 20;

  private MessageText() {}

  /** The text on one line, shortened. */
  static String line(String text) {
    if (isPlain(text)) {
      return text;
    }
    String start = text.length() > 4 * SHOWN ? text.substring(0, 4 * SHOWN) : text;
    StringBuilder line = new StringBuilder();
    start
        .codePoints()
        .limit(SHOWN)
        .forEach(c -> line.appendCodePoint(isUnshowable(c) ? (int) ' ' : c));
    return line.length() < text.length() && start.codePointCount(0, start.length()) > SHOWN
        ? line.append('…').toString()
        : line.toString();
  }

  /** Whether a text is short and holds nothing but what can be printed. */
  private static boolean isPlain(String text) {
    if (text.length() > SHOWN) {
      return false;
    }
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) < ' ' || text.charAt(at) > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isUnshowable(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.SURROGATE
        || type == Character.FORMAT
        || type == Character.UNASSIGNED
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  static String quoted(String text) {
    return "'" + line(text) + "'";
  }

  /** The texts as an enumeration; of very many, the first and their number. */
  static String and(List<String> texts) {
    int shown = Math.min(texts.size(), LISTED);
    if (texts.size() > shown) {
      return String.join(", ", texts.subList(0, shown))
          + " and "
          + (texts.size() - shown)
          + " more";
    }
    return texts.size() < 2
        ? String.join("", texts)
        : String.join(", ", texts.subList(0, shown - 1)) + " and " + texts.get(shown - 1);
  }

  /** A key as part of a place. */
  static String name(String key) {
    return key.isBlank() ? quoted(key) : line(key);
  }

  /** The cure for a name that is not known. */
  static String didYouMean(String word, Collection<String> known, String theyAre) {
    return Suggestions.to(word, known)
        .map(
            nearest ->
                "did you mean '"
                    + nearest
                    + "'?"
                    + (word.chars().allMatch(c -> c < 128) || nearest.chars().anyMatch(c -> c > 127)
                        ? ""
                        : " Some of its letters only look like these"))
        .orElseGet(() -> theyAre + " " + String.join(", ", known));
  }

  /** Kind of a value, such as "a list". */
  static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case NUMBER -> "a number";
      case BOOLEAN -> String.valueOf(node.booleanValue());
      case STRING -> "text";
      case NULL -> "null";
      default -> "a value of no known kind";
    };
  }
}

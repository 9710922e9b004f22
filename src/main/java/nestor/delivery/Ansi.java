package nestor.delivery;

import java.util.Map;
import java.util.regex.Pattern;

/** ANSI styles of a terminal, and the width in columns that a text takes on one. */
final class Ansi {
  private static final Pattern SEQUENCE = Pattern.compile("\u001B\\[[0-9;]*m");
  private static final Map<String, String> CODES =
      Map.of(
          "bold", "1",
          "dim", "2",
          "underline", "4",
          "red", "31",
          "green", "32",
          "yellow", "33",
          "blue", "34",
          "magenta", "35",
          "cyan", "36");

  private Ansi() {}

  /**
   * @param styles names separated by spaces
   * @throws IllegalArgumentException for a name that is no style
   */
  static String paint(String text, String styles) {
    StringBuilder codes = new StringBuilder();
    for (String style : styles.trim().split(" +", -1)) {
      String code = CODES.get(style);
      if (code == null) {
        throw new IllegalArgumentException(
            "there is no style " + style + ", only " + CODES.keySet().stream().sorted().toList());
      }
      codes.append(codes.isEmpty() ? "" : ";").append(code);
    }
    return text.isEmpty() ? text : "\u001B[" + codes + "m" + text + "\u001B[0m";
  }

  /** The columns that the text takes, styles not counted. */
  static int width(String text) {
    return SEQUENCE.matcher(text).replaceAll("").codePoints().map(Ansi::width).sum();
  }

  private static int width(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  private static boolean isWide(int c) {
    return Character.isIdeographic(c)
        || (c >= 0x1100 && c <= 0x115F) // Hangul, leading consonants
        || (c >= 0x3000 && c <= 0x30FF) // CJK punctuation, kana
        || (c >= 0xAC00 && c <= 0xD7A3) // Hangul syllables
        || (c >= 0xFF01 && c <= 0xFF60) // full-width forms
        || (c >= 0x1F300 && c <= 0x1FAFF); // pictographs
  }
}

package nestor.delivery;

import java.util.regex.Pattern;

/**
 * Sanitizer of text from data: one line without terminal escapes, control characters, or marks that
 * turn the reading direction. Escaping for a format, such as {@link CsvEscaping}, comes after it.
 */
public final class TextSanitizer {
  private static final Pattern ESCAPE_SEQUENCE =
      Pattern.compile(
          "\u001B\\[[0-9:;<=>?]*[ -/]*[@-~]|\u001B\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?");
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Zl}\\p{Zp}\u0085]+");
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private TextSanitizer() {}

  /** The text as plain words. */
  public static String of(String text) {
    return isPlain(text) ? text : cleaned(text);
  }

  /** Whether there is nothing to clean, as in most texts: printed ASCII with single spaces. */
  private static boolean isPlain(String text) {
    char before = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) {
        return false;
      }
      before = c;
    }
    return before != ' ' || text.isEmpty();
  }

  private static String cleaned(String text) {
    String oneLine =
        SPACES.matcher(ESCAPE_SEQUENCE.matcher(text).replaceAll("")).replaceAll(" ").strip();
    StringBuilder plain = new StringBuilder(oneLine.length());
    oneLine
        .codePoints()
        .filter(TextSanitizer::isPrinted)
        .forEach(
            c ->
                plain.appendCodePoint(
                    Character.getType(c) == Character.SURROGATE ? 0xFFFD /* replacement */ : c));
    return plain.toString();
  }

  private static boolean isPrinted(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL -> false;
      // Two marks that carry meaning in some scripts; the rest of their kind hide or reorder.
      case Character.FORMAT -> codePoint == ZERO_WIDTH_NON_JOINER || codePoint == ZERO_WIDTH_JOINER;
      default -> true;
    };
  }
}

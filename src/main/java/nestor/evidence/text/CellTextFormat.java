package nestor.evidence.text;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Canonical form of texts from cells and fields: two texts that look the same to a reader are equal
 * after it. Use it before texts are compared or looked up; messages shorten texts in their own way.
 */
public final class CellTextFormat {
  private static final Pattern BREAKS =
      Pattern.compile("\\h*[\\t\\n\\r\\u2028\\u2029][\\h\\t\\n\\r\\u2028\\u2029]*");
  private static final Pattern SPACES = Pattern.compile("[\\u00a0\\u2000-\\u200a\\u202f\\u3000]");
  private static final Pattern NOTHING = Pattern.compile("[\\u00ad\\u200b\\u2060\\ufeff]");

  private CellTextFormat() {}

  /**
   * Returns the text on one line, with plain spaces, composed characters, and none that has no
   * width.
   */
  public static String of(String text) {
    String line = BREAKS.matcher(text).replaceAll(" ");
    String spaced = SPACES.matcher(NOTHING.matcher(line).replaceAll("")).replaceAll(" ");
    return Normalizer.normalize(spaced, Normalizer.Form.NFC);
  }

  /**
   * Whether the character stands for nothing: zero-width spaces, soft hyphens, byte order marks.
   */
  public static boolean isNothing(char c) {
    return c == '\u00ad' || c == '\u200b' || c == '\u2060' || c == '\ufeff';
  }

  /**
   * Whether it can be printed as it reads: no control characters, halves of characters or code
   * points that are none, and nothing that turns the direction of what follows.
   */
  public static boolean isPrintable(String text) {
    return text.codePoints().noneMatch(CellTextFormat::isUnprintable);
  }

  private static boolean isUnprintable(int c) {
    boolean turns = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    boolean none = (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    return turns
        || none
        || Character.isISOControl(c)
        || Character.getType(c) == Character.SURROGATE;
  }
}

package nestor.intake;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** File names that came from outside, made harmless: one name, no folders, nothing invisible. */
final class SafeName {
  private static final int LONGEST = 255;
  private static final String STAND_IN = "document";
  private static final Set<String> DEVICES =
      Set.of(
          "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7",
          "COM8", "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9");

  private SafeName() {}

  /** The last part of the name, with every character that means something to a system replaced. */
  static String of(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    StringBuilder safe = new StringBuilder();
    last.codePoints().map(SafeName::harmless).forEach(safe::appendCodePoint);
    String text = withoutEnd(safe.toString().strip());
    if (text.isEmpty()) {
      return STAND_IN;
    }
    int dot = text.indexOf('.');
    String stem = dot < 0 ? text : text.substring(0, dot);
    if (dot == 0 || DEVICES.contains(stem.toUpperCase(java.util.Locale.ROOT))) {
      text = "_" + text;
    }
    return withoutEnd(fitted("", text));
  }

  /** Some systems drop blanks and dots at the end, and then two names are one. */
  private static String withoutEnd(String name) {
    int end = name.length();
    while (end > 0
        && (name.charAt(end - 1) == '.' || Character.isWhitespace(name.charAt(end - 1)))) {
      end--;
    }
    return name.substring(0, end);
  }

  /** The prefix and the name as one file name that no file system finds too long. */
  static String fitted(String prefix, String name) {
    String whole = prefix + name;
    if (bytes(whole) <= LONGEST) {
      return whole;
    }
    int dot = name.lastIndexOf('.');
    String extension = dot > 0 && bytes(name.substring(dot)) <= 16 ? name.substring(dot) : "";
    String stem = name.substring(0, name.length() - extension.length());
    while (bytes(prefix + stem + extension) > LONGEST && !stem.isEmpty()) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return prefix + stem + extension;
  }

  private static int harmless(int c) {
    int type = Character.getType(c);
    boolean invisible =
        type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.SURROGATE
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR
            || type == Character.PRIVATE_USE;
    return invisible || ":*?\"<>|".indexOf(c) >= 0 ? '_' : c;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

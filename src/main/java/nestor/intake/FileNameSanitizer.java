package nestor.intake;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Sanitizer of file names from outside: the result is one name, without folders and invisible
 * characters.
 */
final class FileNameSanitizer {
  /** Replacement of bytes that are no characters. */
  private static final char UNREADABLE = '\ufffd';

  /** Character set of the system's file names. */
  private static final Charset OF_NAMES =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private static final int LONGEST = 255;
  private static final String STAND_IN = "document";
  private static final Set<String> DEVICES =
      Set.of(
          "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7",
          "COM8", "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9");

  private FileNameSanitizer() {}

  /**
   * The name of a file as it lies on a disk. One that is not of the system's encoding is read byte
   * by byte: as UTF-8, or else as Western European, which older systems write.
   */
  static String of(Path file) {
    String name = file.getFileName().toString();
    return of(name.indexOf(UNREADABLE) < 0 ? name : decoded(file));
  }

  /** Returns the name decoded from its URI, where alone its bytes can be seen. */
  private static String decoded(Path file) {
    String address = file.getFileName().toUri().getRawPath();
    String encoded = address.substring(address.lastIndexOf('/', address.length() - 2) + 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < encoded.length(); i++) {
      if (encoded.charAt(i) == '%') {
        bytes.write(Integer.parseInt(encoded.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(encoded.charAt(i));
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      return bytes.toString(StandardCharsets.ISO_8859_1);
    }
  }

  /** The last part of the name, with every character that means something to a system replaced. */
  static String of(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    StringBuilder safe = new StringBuilder();
    last.codePoints().map(FileNameSanitizer::harmless).forEach(safe::appendCodePoint);
    String text = withoutEnd(safe.toString().strip());
    if (text.isEmpty()) {
      return STAND_IN;
    }
    int dot = text.indexOf('.');
    String stem = dot < 0 ? text : text.substring(0, dot);
    if (dot == 0 || DEVICES.contains(stem.toUpperCase(Locale.ROOT))) {
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
            || type == Character.PRIVATE_USE
            || c == UNREADABLE
            || !OF_NAMES.newEncoder().canEncode(Character.toString(c));
    return invisible || ":*?\"<>|".indexOf(c) >= 0 ? '_' : c;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

package nestor.evidence;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Decoder of a document's bytes into text: UTF-8, the encoding that a byte order mark names, UTF-16
 * without one, or what Windows programs save, which is doubted. Bytes that are no text are a fault.
 */
final class TextDecoder {
  private static final String SAVE_IT = "save it as UTF-8 and send it again";
  private static final Charset UTF_8 = StandardCharsets.UTF_8;
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final int BEGINNING = 512;

  /** Bytes for which windows-1252 has no character. */
  private static final String UNUSED = "\u0081\u008d\u008f\u0090\u009d";

  /** Its capital letters where other encodings have small ones. */
  private static final String CAPITALS = "\u008a\u008c\u008e\u009f";

  /** Its bytes from 80 to 9F that stand in words: letters, quotes, dashes and an ellipsis. */
  private static final String LETTERS_AND_QUOTES =
      "\u008a\u008c\u008e\u009a\u009c\u009e\u009f\u0085\u0091\u0092\u0093\u0096\u0097";

  private TextDecoder() {}

  /** The text without a mark of byte order; null, and a fault, where the bytes are no text. */
  static @Nullable String of(byte[] bytes, ParseContext context) {
    String disguise = FileTypeDetector.of(bytes);
    if (disguise != null) {
      context.fault(
          Location.WHOLE_DOCUMENT,
          "is " + disguise + ", whatever its name says",
          "send the data itself, under the name of what it is");
      return null;
    }
    if (startsWith(bytes, 0xFF, 0xFE, 0, 0) || startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
      context.fault(Location.WHOLE_DOCUMENT, "is UTF-32 text", SAVE_IT);
      return null;
    }
    if (isPlainAscii(bytes)) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    Charset charset = charset(bytes);
    int mark = charset.equals(UTF_8) ? (startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0) : mark(bytes);
    CharBuffer text = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decode(bytes, mark, charset, text);
    if (result.isError()) {
      String read = charset.equals(UTF_8) ? windowsText(bytes, text) : null;
      if (read != null) {
        context.warn(
            Location.line(lines(text)),
            "holds letters that are not UTF-8; read as windows-1252",
            "check them, or save it as UTF-8 (in Excel: CSV UTF-8)");
        return read;
      }
      context.fault(
          Location.line(lines(text)),
          "holds bytes that are not " + charset.name() + " text",
          SAVE_IT);
      return null;
    }
    String read = text.toString();
    int nul = read.indexOf('\0');
    if (nul >= 0) {
      int line = 1 + (int) read.substring(0, nul).chars().filter(c -> c == '\n').count();
      context.fault(Location.line(line), "holds a NUL, which no text does", SAVE_IT);
      return null;
    }
    return read;
  }

  /** Whether there is no other byte than those of ASCII, and no NUL. */
  private static boolean isPlainAscii(byte[] bytes) {
    for (byte one : bytes) {
      if (one <= 0) {
        return false;
      }
    }
    return true;
  }

  private static CoderResult decode(byte[] bytes, int from, Charset charset, CharBuffer text) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CoderResult result =
        decoder.decode(ByteBuffer.wrap(bytes, from, bytes.length - from), text, true);
    text.flip();
    return result;
  }

  private static int lines(CharBuffer text) {
    return 1 + (int) text.chars().filter(c -> c == '\n').count();
  }

  /** The encoding that a mark of byte order names, or that a NUL in each letter shows. */
  private static Charset charset(byte[] bytes) {
    if (startsWith(bytes, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16LE;
    }
    if (startsWith(bytes, 0xFE, 0xFF)) {
      return StandardCharsets.UTF_16BE;
    }
    int[] nuls = new int[2];
    int looked = Math.min(bytes.length, BEGINNING) & ~1;
    for (int at = 0; at < looked; at++) {
      nuls[at & 1] += bytes[at] == 0 ? 1 : 0;
    }
    boolean even = bytes.length % 2 == 0 && looked >= 4;
    if (even && nuls[0] == 0 && nuls[1] > looked / 4) {
      return StandardCharsets.UTF_16LE;
    }
    return even && nuls[1] == 0 && nuls[0] > looked / 4 ? StandardCharsets.UTF_16BE : UTF_8;
  }

  private static int mark(byte[] bytes) {
    return startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF) ? 2 : 0;
  }

  /**
   * The text as programs of Windows save it; null where the bytes are none. Other letters in UTF-8,
   * or signs in the midst of words, speak against it.
   *
   * @param before what was read as UTF-8 before the first byte that is not
   */
  private static @Nullable String windowsText(byte[] bytes, CharBuffer before) {
    if (before.chars().anyMatch(c -> c > 127) || !isWindowsText(bytes)) {
      return null;
    }
    String text = new String(bytes, WINDOWS);
    return Mojibake.repaired(text) == null ? text : null;
  }

  private static boolean isWindowsText(byte[] bytes) {
    for (int at = 0; at < bytes.length; at++) {
      int b = bytes[at] & 0xFF;
      boolean isControl = b < ' ' && b != '\t' && b != '\n' && b != '\r';
      boolean isSign = b >= 0x80 && b < 0xA0 && LETTERS_AND_QUOTES.indexOf(b) < 0;
      if (isControl || UNUSED.indexOf(b) >= 0) {
        return false;
      }
      if (isSign && isLetter(bytes, at - 1) && isLetter(bytes, at + 1)) {
        return false;
      }
      if (CAPITALS.indexOf(b) >= 0 && at > 0 && Character.isLowerCase(bytes[at - 1])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(byte[] bytes, int at) {
    return at >= 0 && at < bytes.length && (bytes[at] & 0x80) == 0 && Character.isLetter(bytes[at]);
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}

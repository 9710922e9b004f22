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
 * Decoder of a document's bytes into text: UTF-8, or the encoding that a byte order mark names.
 * Bytes that are no text are a fault.
 */
final class TextDecoder {
  private static final String SAVE_IT = "save it as UTF-8 and send it again";

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
    Charset charset = StandardCharsets.UTF_8;
    int mark = 0;
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      mark = 3;
    } else if (startsWith(bytes, 0xFF, 0xFE)) {
      charset = StandardCharsets.UTF_16LE;
      mark = 2;
    } else if (startsWith(bytes, 0xFE, 0xFF)) {
      charset = StandardCharsets.UTF_16BE;
      mark = 2;
    }
    if (startsWith(bytes, 0xFF, 0xFE, 0, 0) || startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
      context.fault(Location.WHOLE_DOCUMENT, "is UTF-32 text", SAVE_IT);
      return null;
    }
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(bytes.length + 1);
    CoderResult result =
        decoder.decode(ByteBuffer.wrap(bytes, mark, bytes.length - mark), text, true);
    text.flip();
    if (result.isError()) {
      int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
      context.fault(
          Location.line(line), "holds bytes that are not " + charset.name() + " text", SAVE_IT);
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

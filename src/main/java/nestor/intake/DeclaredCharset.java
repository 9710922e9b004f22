package nestor.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Charset that a mail or a request declares for a text. Use it where a document arrives, since only
 * the transport knows the declaration; what a document shows of its own encoding is looked at when
 * it is read.
 */
public final class DeclaredCharset {
  private DeclaredCharset() {}

  /**
   * The text in UTF-8. It is left as it is where it is UTF-8 already, whatever is declared, since
   * many programs declare one charset and write another; and where it is no text of the charset.
   *
   * @param charset its name, or null where none is declared
   */
  public static byte[] utf8(byte[] content, @Nullable String charset) {
    if (charset == null || isArchive(content) || isUtf8(content)) {
      return content;
    }
    try {
      Charset declared = Charset.forName(charset);
      return declared
          .newDecoder()
          .decode(ByteBuffer.wrap(content))
          .toString()
          .getBytes(StandardCharsets.UTF_8);
    } catch (CharacterCodingException
        | IllegalArgumentException
        | UnsupportedOperationException e) {
      return content;
    }
  }

  /** Workbooks are archives, which are no text whatever is declared. */
  private static boolean isArchive(byte[] content) {
    return content.length > 1 && content[0] == 'P' && content[1] == 'K';
  }

  private static boolean isUtf8(byte[] content) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}

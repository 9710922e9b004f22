package nestor.intake.mail;

import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decoder of header fields into plain text, whichever way they were encoded. */
final class HeaderText {
  private static final int LONGEST = 500;
  private static final Pattern MESSAGE_ID = Pattern.compile("<[!-;=?-~]{1,250}>");
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

  private HeaderText() {}

  /**
   * Decodes encoded words (RFC 2047) and raw bytes, and takes out everything that is not on one
   * line.
   */
  static String decoded(String raw) {
    String text = unpacked(raw);
    if (text.contains("=?")) {
      try {
        text = MimeUtility.decodeText(MimeUtility.unfold(text));
      } catch (UnsupportedEncodingException e) {
        // A charset that nobody knows: the encoded word itself is the best there is.
      }
    }
    String line = INVISIBLE.matcher(text).replaceAll(" ").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
  }

  /** The first Message-ID in a field, if it has the form of one and cannot break out of a field. */
  static @Nullable String messageId(@Nullable String field) {
    if (field == null) {
      return null;
    }
    Matcher id = MESSAGE_ID.matcher(field);
    return id.find() ? id.group() : null;
  }

  static Matcher messageIds(String field) {
    return MESSAGE_ID.matcher(field);
  }

  /** Fields come with a byte a character; most raw ones are UTF-8 by now. */
  private static String unpacked(String raw) {
    if (raw.chars().allMatch(c -> c < 0x80) || raw.chars().anyMatch(c -> c > 0xFF)) {
      return raw;
    }
    byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return raw;
    }
  }
}

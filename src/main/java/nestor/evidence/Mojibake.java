package nestor.evidence;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text of UTF-8 that was read as windows-1252 and saved so, such as KÃ¶ln for Köln. It is doubted,
 * and taken as it stands.
 */
final class Mojibake {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private Mojibake() {}

  /** Most likely original of the text; null where it looks sound. */
  static @Nullable String repaired(String text) {
    StringBuilder repaired = null;
    int copied = 0;
    for (int at = 0; at + 1 < text.length(); at++) {
      if (!isLead(text.charAt(at)) || text.charAt(at + 1) < 128) {
        continue;
      }
      int end = at + (text.charAt(at) == 'â' ? 3 : 2);
      String letter = end <= text.length() ? letter(text.substring(at, end)) : null;
      if (letter != null) {
        repaired = repaired == null ? new StringBuilder() : repaired;
        repaired.append(text, copied, at).append(letter);
        copied = end;
        at = end - 1;
      }
    }
    return repaired == null ? null : repaired.append(text.substring(copied)).toString();
  }

  private static boolean isLead(char c) {
    return c == 'Â' || c == 'Ã' || c == 'Å' || c == 'â';
  }

  private static @Nullable String letter(String letters) {
    try {
      ByteBuffer bytes = WINDOWS.newEncoder().encode(CharBuffer.wrap(letters));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}

package nestor.intake.mail;

import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * File in base64 behind which other text stands, such as the footer that a mailing list appended to
 * the message.
 */
final class FollowedBase64 {
  private static final Pattern LINE = Pattern.compile("[A-Za-z0-9+/]*={0,2}");

  private FollowedBase64() {}

  /** The file, or null where nothing stands behind it, or it is not whole. */
  static byte @Nullable [] file(String encoded) {
    StringBuilder data = new StringBuilder();
    boolean ended = false;
    boolean isFollowed = false;
    for (String line : (Iterable<String>) encoded.lines()::iterator) {
      String stripped = line.strip();
      if (stripped.isEmpty()) {
        ended |= data.length() > 0;
      } else if (ended || !LINE.matcher(stripped).matches()) {
        isFollowed = true;
        break;
      } else {
        data.append(stripped);
        ended = stripped.endsWith("=");
      }
    }
    if (!isFollowed || data.length() == 0 || data.length() % 4 != 0) {
      return null;
    }
    try {
      return Base64.getDecoder().decode(data.toString());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

package nestor.server.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parser of file names in {@code Content-Disposition} headers. */
public final class ContentDisposition {
  private static final Pattern FILE_NAME =
      Pattern.compile("filename\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST = 200;

  private ContentDisposition() {}

  /** The name in a Content-Disposition. */
  public static Optional<String> in(@Nullable String contentDisposition) {
    if (contentDisposition == null) {
      return Optional.empty();
    }
    Matcher name = FILE_NAME.matcher(contentDisposition);
    return name.find()
        ? Optional.of(name.group(1) == null ? name.group(2) : name.group(1))
        : Optional.empty();
  }

  /** The last part of a name, in one line; empty where nothing of it is left. */
  public static Optional<String> last(@Nullable String name) {
    if (name == null) {
      return Optional.empty();
    }
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    StringBuilder safe = new StringBuilder();
    last.codePoints()
        .map(
            c ->
                Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE
                    ? '_'
                    : c)
        .limit(LONGEST)
        .forEach(safe::appendCodePoint);
    String text = safe.toString().strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}

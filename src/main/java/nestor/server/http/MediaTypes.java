package nestor.server.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.delivery.Format;
import nestor.intake.DocumentMediaTypes;
import org.jspecify.annotations.Nullable;

/**
 * Media types of the formats in HTTP. For those of documents that come in use {@code
 * DocumentMediaTypes}.
 */
public final class MediaTypes {
  /** JSON. */
  public static final String JSON = "application/json";

  /** HTML. */
  public static final String HTML = "text/html";

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s\";]+)", Pattern.CASE_INSENSITIVE);

  private MediaTypes() {}

  /** The media type of an advisory in that format. */
  public static String of(Format format) {
    return format.mediaType();
  }

  /** Returns the type without its parameters, in lower case; empty where none is given. */
  public static String bare(@Nullable String contentType) {
    if (contentType == null) {
      return "";
    }
    int semicolon = contentType.indexOf(';');
    return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /** The charset that the type declares, or null. */
  static @Nullable String charset(@Nullable String contentType) {
    Matcher charset = CHARSET.matcher(contentType == null ? "" : contentType);
    return charset.find() ? charset.group(1) : null;
  }

  /** Extension of a document of that type, where it is a type of documents. */
  public static Optional<String> extension(@Nullable String contentType) {
    return DocumentMediaTypes.extension(bare(contentType));
  }
}

package nestor.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parser of the {@code Accept} header (RFC 9110, section 12.5.1), with qualities and wildcards. To
 * choose the format of an answer use {@link ContentNegotiation}.
 */
public final class AcceptHeader {
  private record Range(String type, String subtype, double quality) {
    boolean covers(String mediaType) {
      int slash = mediaType.indexOf('/');
      return (type.equals("*") || type.equals(mediaType.substring(0, slash)))
          && (subtype.equals("*") || subtype.equals(mediaType.substring(slash + 1)));
    }

    int precision() {
      return (type.equals("*") ? 0 : 1) + (subtype.equals("*") ? 0 : 1);
    }
  }

  private AcceptHeader() {}

  /**
   * The offered media type that the caller likes best; of several liked alike, the first.
   *
   * @param header what the caller said, or null where nothing, which is anything
   * @return empty where none will do
   */
  public static Optional<String> best(@Nullable String header, List<String> offered) {
    if (header == null || header.isBlank()) {
      return offered.stream().findFirst();
    }
    List<Range> ranges = ranges(header);
    String best = null;
    double most = 0;
    for (String mediaType : offered) {
      double quality = quality(mediaType, ranges);
      if (quality > most) {
        best = mediaType;
        most = quality;
      }
    }
    return Optional.ofNullable(best);
  }

  private static double quality(String mediaType, List<Range> ranges) {
    Range closest = null;
    for (Range range : ranges) {
      if (range.covers(mediaType) && (closest == null || range.precision() > closest.precision())) {
        closest = range;
      }
    }
    return closest == null ? 0 : closest.quality();
  }

  private static List<Range> ranges(String header) {
    List<Range> ranges = new ArrayList<>();
    for (String part : header.toLowerCase(Locale.ROOT).split(",")) {
      String[] pieces = part.split(";", -1);
      String[] names = pieces[0].strip().split("/", -1);
      if (names.length == 2 && !names[0].isEmpty() && !names[1].isEmpty()) {
        ranges.add(new Range(names[0], names[1], weight(pieces)));
      }
    }
    return ranges;
  }

  private static double weight(String[] pieces) {
    for (int i = 1; i < pieces.length; i++) {
      String parameter = pieces[i].strip();
      if (parameter.startsWith("q=")) {
        try {
          return Math.min(1, Math.max(0, Double.parseDouble(parameter.substring(2))));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}

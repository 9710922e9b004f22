package nestor.server.pages;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import nestor.delivery.TextSanitizer;
import org.jspecify.annotations.Nullable;

/**
 * Formatter of entry values for what-if lines, and parser of the same. Values of advisories are
 * worded by the rulebook's phrases instead.
 */
final class FieldFormatter {
  private FieldFormatter() {}

  static String of(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros().toPlainString();
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(element -> TextSanitizer.of(String.valueOf(element)))
          .collect(Collectors.joining("; "));
    }
    return TextSanitizer.of(Objects.toString(value, ""));
  }
}

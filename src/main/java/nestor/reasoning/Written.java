package nestor.reasoning;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Values as people type them. */
final class Written {
  private Written() {}

  static String plain(Object value) {
    String text =
        value instanceof BigDecimal number
            ? number.toPlainString()
            : value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(";"))
                : value.toString();
    return text;
  }
}

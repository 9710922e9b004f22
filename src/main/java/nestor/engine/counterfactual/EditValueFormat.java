package nestor.engine.counterfactual;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Format of values in changes, as people type them on the command line. Values in sentences are
 * worded by {@code FactText}.
 */
public final class EditValueFormat {
  /** Word for a section that lists everything. */
  public static final String COMPLETE = "complete";

  private EditValueFormat() {}

  public static String plain(Object value) {
    String text =
        value instanceof BigDecimal number
            ? number.toPlainString()
            : value instanceof List<?> list ? list(list) : value.toString();
    return text;
  }

  /** Elements that hold what separates elements are written as JSON writes them. */
  private static String list(List<?> list) {
    List<String> elements = list.stream().map(String::valueOf).toList();
    boolean plain = elements.stream().noneMatch(e -> e.matches("(?s).*[;,\\[\\]\"].*"));
    return plain
        ? String.join(";", elements)
        : elements.stream()
            .map(e -> '"' + e.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
            .collect(Collectors.joining(",", "[", "]"));
  }
}

package nestor.pages;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import nestor.advisory.Advisory;
import org.jspecify.annotations.Nullable;

/**
 * A page to be rendered.
 *
 * @param template its name
 * @param advisory whose values the template sees too, or null
 * @param confirmed the last later day on which that advisory still stood, or null
 * @param values by the names that the template uses
 */
public record Paper(
    String template,
    @Nullable Advisory advisory,
    @Nullable LocalDate confirmed,
    Map<String, Object> values) {
  static Paper of(String template, Map<String, Object> values) {
    return new Paper(template, null, null, values);
  }

  /** All that the template sees, the frame included. */
  public Map<String, Object> in(Frame frame) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.put("frame", frame);
    return all;
  }
}

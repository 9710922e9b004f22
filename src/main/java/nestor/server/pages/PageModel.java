package nestor.server.pages;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import nestor.advisory.Advisory;
import org.jspecify.annotations.Nullable;

/**
 * Page to be rendered: its template and values. What surrounds it comes from {@link PageLayout}.
 *
 * @param template its name
 * @param advisory whose values the template sees too, or null
 * @param confirmed the last later day on which that advisory still stood, or null
 * @param values by the names that the template uses
 */
public record PageModel(
    String template,
    @Nullable Advisory advisory,
    @Nullable LocalDate confirmed,
    Map<String, Object> values) {
  static PageModel of(String template, Map<String, Object> values) {
    return new PageModel(template, null, null, values);
  }

  /** Returns everything that the template can read, the layout included. */
  public Map<String, Object> in(PageLayout layout) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.put("frame", layout);
    return all;
  }
}

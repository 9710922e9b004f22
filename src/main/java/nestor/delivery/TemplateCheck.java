package nestor.delivery;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nestor.diagnostics.Diagnostic;

/**
 * Check of templates by rendering samples, with the faults found. A template that exceeds its
 * {@link TemplateBudget} is not tried again, and after a few of them nothing else is.
 */
public final class TemplateCheck {
  private static final int MOST_TOO_MUCH = 3;

  private final Set<Diagnostic> faults = new LinkedHashSet<>();
  private final Set<String> tooMuch = new LinkedHashSet<>();

  /**
   * Renders something.
   *
   * @param name of the template that it takes
   */
  public void of(String name, Runnable rendering) {
    if (tooMuch.contains(name) || tooMuch.size() >= MOST_TOO_MUCH) {
      return;
    }
    try {
      rendering.run();
    } catch (BrokenTemplateException e) {
      faults.add(e.diagnostic());
      if (e.getCause() instanceof TemplateBudget.TooMuch) {
        tooMuch.add(name);
      }
    }
  }

  /** Returns the faults in reading order. */
  public List<Diagnostic> faults() {
    return faults.stream().sorted(Diagnostic.READING_ORDER).toList();
  }
}

package nestor.delivery;

import java.io.Serial;
import nestor.diagnostics.Diagnostic;
import org.jspecify.annotations.Nullable;

/** Failure of a template of the rulebook. The message names file, line, fault and cure. */
public final class BrokenTemplateException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  BrokenTemplateException(Diagnostic diagnostic, @Nullable Throwable cause) {
    super(diagnostic.toString(), cause);
    this.diagnostic = diagnostic;
  }

  /** Fault of the template. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }
}

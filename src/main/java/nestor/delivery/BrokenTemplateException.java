package nestor.delivery;

import java.io.Serial;
import nestor.diagnostics.Diagnostic;
import org.jspecify.annotations.Nullable;

/** A template of the rulebook cannot be rendered; the message says where, what and the cure. */
public final class BrokenTemplateException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  BrokenTemplateException(Diagnostic diagnostic, @Nullable Throwable cause) {
    super(diagnostic.toString(), cause);
    this.diagnostic = diagnostic;
  }

  /** What is wrong with the template. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }
}

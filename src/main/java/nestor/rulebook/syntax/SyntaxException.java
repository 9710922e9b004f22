package nestor.rulebook.syntax;

import nestor.diagnostics.Diagnostic;

/**
 * End of the declaration that is being read; the parser catches it, records the fault and goes on
 * with the next one.
 */
final class SyntaxException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Diagnostic diagnostic;

  SyntaxException(Diagnostic diagnostic) {
    super(diagnostic.toString(), null, false, false);
    this.diagnostic = diagnostic;
  }

  Diagnostic diagnostic() {
    return diagnostic;
  }
}

package nestor.rulebook.syntax;

import nestor.diagnostics.Diagnostic;

/**
 * Leaves the declaration that is being read; the parser catches it, notes the fault and goes on
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

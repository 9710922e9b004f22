package nestor.diagnostics;

/** Position in a file of the rulebook; line and column start at 1. */
public record SourcePosition(String file, int line, int column) {

  /** A fault at this place. */
  public Diagnostic fault(String what, String cure) {
    return Diagnostic.at(file, line, column, what, cure);
  }
}

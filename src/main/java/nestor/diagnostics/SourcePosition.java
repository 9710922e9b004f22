package nestor.diagnostics;

/**
 * Position in a file of the rulebook; line and column start at 1. Places in documents are worded by
 * their readers, since a cell or a path has no column.
 */
public record SourcePosition(String file, int line, int column) {

  /** A fault at this place. */
  public Diagnostic fault(String what, String cure) {
    return Diagnostic.at(file, line, column, what, cure);
  }
}

package nestor.rulebook.language;

import nestor.rulebook.Fault;

/**
 * Leaves the declaration that is being read; the parser catches it, notes the fault and goes on
 * with the next one.
 */
final class SyntaxFault extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Fault fault;

  SyntaxFault(Fault fault) {
    super(fault.toString(), null, false, false);
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }
}

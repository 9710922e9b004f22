package nestor.rulebook.language;

import nestor.rulebook.Fault;

/** A position in a file of the rulebook; line and column start at 1. */
public record Place(String file, int line, int column) {

  /** A fault at this place. */
  public Fault fault(String what, String cure) {
    return Fault.at(file, line, column, what, cure);
  }
}

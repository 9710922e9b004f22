package nestor.rulebook.lint;

import java.util.SortedSet;
import java.util.TreeSet;
import nestor.diagnostics.SourcePosition;

/**
 * Contradiction between tests that must hold together.
 *
 * @param where the organisations to which it applies, as words; empty for all
 * @param isOfOneTest whether it is reported for the test alone
 */
record Contradiction(
    SourcePosition position,
    String what,
    String cure,
    SortedSet<String> where,
    boolean isOfOneTest) {

  static Contradiction of(Atom at, String what, String cure) {
    return new Contradiction(at.position(), what, cure, new TreeSet<>(), false);
  }

  static Contradiction toldAlready(Atom at) {
    return new Contradiction(at.position(), "", "", new TreeSet<>(), true);
  }

  boolean everywhere() {
    return where.isEmpty();
  }

  String message() {
    return what + (everywhere() ? "" : " where " + String.join(", or ", where));
  }
}

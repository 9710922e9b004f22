package nestor.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import nestor.diagnostics.SourcePosition;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Expression;

/**
 * Position of a test in a rule's conditions, at which mutants put another test.
 *
 * @param before the conditions before that in which it stands
 * @param condition makes that condition with a test, after the tests that stand before this one
 */
record TestPlace(
    List<Condition> before, Function<Expression, Condition> condition, SourcePosition position) {

  /** The conditions up to this place, with a test in it. */
  List<Condition> with(Expression test) {
    return append(before, condition.apply(test));
  }

  /** The same place behind one more condition. */
  TestPlace after(Condition more) {
    return new TestPlace(append(before, more), condition, position);
  }

  /** Conditions and one more. */
  static List<Condition> append(List<Condition> conditions, Condition last) {
    List<Condition> all = new ArrayList<>(conditions);
    all.add(last);
    return List.copyOf(all);
  }
}

package nestor.rulebook.lint;

import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.FactType;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.Expression.Comparator;

/**
 * Lint {@code always-holds}: tests that hold for every entry. For the opposite use {@link
 * NeverHoldsLint}.
 */
final class AlwaysHoldsLint implements Lint {
  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.ALWAYS_HOLDS;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    TestGroup.forEach(
        parsed,
        derivations,
        group -> group.forEachAtom((part, atom, factType) -> check(atom, factType, found)));
  }

  private static void check(Atom atom, FactType factType, Consumer<Diagnostic> found) {
    if (atom.operator() == Comparator.NOT_EQUAL
        && atom.operand().isNull()
        && factType.field(atom.subject()).filter(ValueConstraints::alwaysThere).isPresent()) {
      found.accept(
          atom.position()
              .fault(
                  "every " + factType.type() + " has " + atom.subject() + ", so this always holds",
                  "leave the test out"));
    }
  }
}

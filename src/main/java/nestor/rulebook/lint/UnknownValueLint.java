package nestor.rulebook.lint;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.FactType;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.Expression;

/**
 * Lint {@code unknown-value}: texts that a field never holds. Values of dimensions are checked by
 * {@link UnknownVariantLint}.
 */
final class UnknownValueLint implements Lint {
  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.UNKNOWN_VALUE;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    TestGroup.forEach(
        parsed,
        derivations,
        group ->
            group.forEachAtom(
                (part, atom, factType) -> literals(part, atom, factType, derivations, found)));
  }

  /** The check of conditions already reports texts outside of a closed choice. */
  private static void literals(
      Expression part,
      Atom atom,
      FactType factType,
      Derivations derivations,
      Consumer<Diagnostic> found) {
    Optional<Set<String>> values = derivations.values(factType.type(), atom.subject());
    if (factType.kind() == FactType.Kind.SECTION || values.isEmpty() || values.get().isEmpty()) {
      return;
    }
    part.forEach(
        e -> {
          if (e instanceof Expression.Literal literal
              && literal.value() instanceof String text
              && !values.get().contains(text)) {
            found.accept(
                literal
                    .position()
                    .fault(
                        atom.subject() + " of " + factType.type() + " is never '" + text + "'",
                        Suggestions.cure(text, values.get())));
          }
        });
  }
}

package nestor.rulebook.lint;

import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.FactType;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.TypeDeclaration;

/**
 * Lint {@code unread-fact}: derived facts that no rule reads. Facts that are read and never exist
 * are found by {@link NeverThereLint}.
 */
final class UnreadFactLint implements Lint {
  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.UNREAD_FACT;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    for (TypeDeclaration type : derivations.declaredTypes()) {
      FactType factType = parsed.factTypes().get(type.name());
      if (factType != null
          && factType.kind() == FactType.Kind.DERIVED
          && !derivations.areRead(type.name())) {
        found.accept(
            type.position()
                .fault(
                    "no rule reads " + type.name(),
                    "read it in a rule, or delete it and the rules that derive it"));
      }
    }
  }
}

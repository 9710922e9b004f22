package nestor.rulebook.lint;

import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.FactType;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.TypeDeclaration;

/** Lint {@code unread-table}: tables that no rule reads. */
final class UnreadTableLint implements Lint {
  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.UNREAD_TABLE;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    for (TypeDeclaration type : derivations.declaredTypes()) {
      FactType factType = parsed.factTypes().get(type.name());
      if (factType != null
          && factType.kind() == FactType.Kind.TABLE
          && !derivations.areRead(type.name())) {
        found.accept(
            type.position()
                .fault(
                    "no rule reads the table " + type.name(), "read it in a rule, or delete it"));
      }
    }
  }
}

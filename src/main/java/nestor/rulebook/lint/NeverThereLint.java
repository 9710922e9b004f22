package nestor.rulebook.lint;

import java.util.List;
import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.rulebook.FactType;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.TypeDeclaration;

/**
 * Lint {@code never-there}: facts that rules read and that never exist. Facts that exist and are
 * read nowhere are found by {@link UnreadFactLint}.
 */
final class NeverThereLint implements Lint {
  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.NEVER_THERE;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    for (TypeDeclaration type : derivations.declaredTypes()) {
      FactType factType = parsed.factTypes().get(type.name());
      if (factType != null && derivations.areRead(type.name())) {
        check(parsed, derivations, factType, type.position(), found);
      }
    }
  }

  private static void check(
      ParsedRulebook parsed,
      Derivations derivations,
      FactType factType,
      SourcePosition position,
      Consumer<Diagnostic> found) {
    String type = factType.type();
    if (factType.kind() == FactType.Kind.TABLE
        && parsed.tables().getOrDefault(type, List.of()).isEmpty()) {
      found.accept(
          position.fault(
              "the table " + type + " has no rows",
              "add rows to it in tables.yaml or in " + type + ".csv"));
    } else if (factType.kind() == FactType.Kind.DERIVED && derivations.of(type).isEmpty()) {
      found.accept(
          position.fault(
              "no rule derives " + type,
              "write a rule that ends with insertLogical(new " + type + "(...));"));
    }
  }
}

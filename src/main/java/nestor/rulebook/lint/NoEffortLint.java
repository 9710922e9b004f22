package nestor.rulebook.lint;

import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.RuleDeclaration;

/** Lint {@code no-effort}: rules that do not say how much work their action is. */
final class NoEffortLint implements Lint {
  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.NO_EFFORT;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    derivations.guidance().forEach(rule -> check(rule, found));
  }

  private static void check(RuleDeclaration rule, Consumer<Diagnostic> found) {
    if (rule.annotation("effort").filter(a -> !a.value().isBlank()).isEmpty()) {
      found.accept(
          rule.position()
              .fault(
                  "rule \"" + rule.name() + "\" has no @effort",
                  "add @effort(\"hours\"), days, weeks or months below the id"));
    }
  }
}

package nestor.rulebook.lint;

import java.util.List;
import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.load.ParsedRulebook;

/**
 * Lint {@code same-conditions}: rules with the same conditions. Cases of one rule are compared by
 * {@link ShadowedCaseLint}.
 */
final class SameConditionsLint implements Lint {
  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.SAME_CONDITIONS;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    List<RuleCase> cases = RuleCase.of(derivations.rules());
    for (int i = 0; i < cases.size(); i++) {
      RuleCase latter = cases.get(i);
      cases.subList(0, i).stream()
          .filter(latter::hasConditionsOf)
          .findFirst()
          .ifPresent(former -> report(former, latter, found));
    }
  }

  private static void report(RuleCase former, RuleCase latter, Consumer<Diagnostic> found) {
    found.accept(
        latter
            .rule()
            .position()
            .fault(
                "rule \""
                    + latter.rule().name()
                    + "\" has the conditions of \""
                    + former.rule().name()
                    + "\" in "
                    + former.rule().position().file()
                    + ":"
                    + former.rule().position().line(),
                "tell the two apart by their conditions, or delete one"));
  }
}

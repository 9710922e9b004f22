package nestor.rulebook.lint;

import java.util.List;
import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.load.ParsedRulebook;

/**
 * Lint {@code shadowed-case}: cases that a wider case of their rule includes. Different rules are
 * compared by {@link SameConditionsLint}.
 */
final class ShadowedCaseLint implements Lint {
  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.SHADOWED_CASE;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    List<RuleCase> cases = RuleCase.of(derivations.rules());
    for (int i = 0; i < cases.size(); i++) {
      RuleCase narrow = cases.get(i);
      // Same conditions are a warning of their own.
      if (cases.subList(0, i).stream().noneMatch(narrow::hasConditionsOf)) {
        cases.stream()
            .filter(wide -> shadows(wide, narrow))
            .findFirst()
            .ifPresent(wide -> report(wide, narrow, found));
      }
    }
  }

  private static boolean shadows(RuleCase wide, RuleCase narrow) {
    return !wide.rule().equals(narrow.rule())
        && wide.id().equals(narrow.id())
        && wide.urgency() <= narrow.urgency()
        && !wide.hasConditionsOf(narrow)
        && RuleCase.includes(narrow.parts(), wide.parts());
  }

  private static void report(RuleCase wide, RuleCase narrow, Consumer<Diagnostic> found) {
    found.accept(
        narrow
            .rule()
            .position()
            .fault(
                "whenever \""
                    + narrow.rule().name()
                    + "\" holds, \""
                    + wide.rule().name()
                    + "\" in line "
                    + wide.rule().position().line()
                    + " holds too, with no lower priority",
                "exclude the one from the other, raise the priority here, or delete this case"));
  }
}

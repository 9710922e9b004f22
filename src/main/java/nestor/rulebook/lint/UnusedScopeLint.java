package nestor.rulebook.lint;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.Rule;
import nestor.rulebook.Scope;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.Consequence;
import nestor.rulebook.syntax.RuleDeclaration;

/** Lint {@code unused-scope}: scopes that no rule names. */
final class UnusedScopeLint implements Lint {
  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.UNUSED_SCOPE;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    Set<String> named = new TreeSet<>();
    derivations.guidance().forEach(rule -> named.addAll(Scope.namesIn(rule)));
    for (RuleDeclaration rule : derivations.rules()) {
      String id = Rule.idOf(rule.name());
      if (rule.then() instanceof Consequence.Exclude
          && rule.name().equals(id)
          && id.startsWith(Scope.PREFIX)
          && !named.contains(id.substring(Scope.PREFIX.length()))) {
        found.accept(
            rule.position()
                .fault(
                    "no rule names the scope '" + id.substring(Scope.PREFIX.length()) + "'",
                    "name it by @" + Scope.ANNOTATION + " in a rule, or delete it"));
      }
    }
  }
}

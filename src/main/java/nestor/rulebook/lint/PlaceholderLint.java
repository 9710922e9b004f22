package nestor.rulebook.lint;

import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.load.Placeholders;

/** Lint {@code placeholder}: words of a new rule that its author has not replaced, in a draft. */
final class PlaceholderLint implements Lint {
  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.PLACEHOLDER;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    Placeholders.inDrafts(parsed).forEach(found);
  }
}

package nestor.rulebook.lint;

import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.load.ParsedRulebook;

/**
 * Check for one kind of what works and is probably not meant. {@link Linter} has the list of all.
 * Lints keep nothing between two rulebooks.
 */
interface Lint {
  /** Returns the kind of the warnings, by which authors accept them. */
  LintWarning.Kind kind();

  /** Reports every place in the rulebook, in any order. */
  void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found);
}

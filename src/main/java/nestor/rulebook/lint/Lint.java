package nestor.rulebook.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.load.Placeholders;

/**
 * Linter of a rulebook: runs the lints over a {@link ParsedRulebook}. Pass the result through
 * {@link Suppressions} to leave out what authors accept; it adds {@code needless-accept}. {@code
 * nestor check} adds {@code untried}, for which scenarios must run. Faults that keep a rulebook
 * from being loaded are found by {@code RulebookLoader} instead.
 */
public final class Lint {
  static final Comparator<LintWarning> ORDER =
      Comparator.comparing(LintWarning::diagnostic, nestor.diagnostics.Diagnostic.READING_ORDER)
          .thenComparing(LintWarning::kind);

  private Lint() {}

  /** Every warning, in reading order; those that the authors accept are still among them. */
  public static List<LintWarning> of(ParsedRulebook parsed) {
    List<LintWarning> warnings = new ArrayList<>();
    Derivations derivations = new Derivations(parsed);
    new MissingMetadata(warnings).of(parsed);
    new UnusedFacts(parsed, derivations, warnings).report();
    new UnknownVariants(parsed, derivations, warnings).report();
    Satisfiability satisfiability = new Satisfiability(parsed, derivations, warnings);
    parsed.files().forEach(file -> file.rules().forEach(satisfiability::of));
    new DuplicateRules(warnings).of(parsed);
    new ContradictoryRules(parsed, derivations, warnings).report();
    new UnusedVariables(warnings).of(parsed);
    Placeholders.inDrafts(parsed)
        .forEach(
            diagnostic -> warnings.add(new LintWarning(LintWarning.Kind.PLACEHOLDER, diagnostic)));
    warnings.sort(ORDER);
    return List.copyOf(warnings);
  }
}

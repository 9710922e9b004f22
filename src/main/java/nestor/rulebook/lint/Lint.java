package nestor.rulebook.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.load.Placeholders;

/**
 * Linter of a rulebook: runs every lint over a {@link ParsedRulebook}. Pass the result through
 * {@link Suppressions} to leave out what authors accept. Faults that stop a rulebook are found by
 * {@code RulebookLoader} instead.
 */
public final class Lint {
  static final Comparator<LintWarning> ORDER =
      Comparator.comparing(LintWarning::diagnostic, nestor.diagnostics.Diagnostic.READING_ORDER)
          .thenComparing(LintWarning::kind);

  private Lint() {}

  /** Every remark, in reading order; those that the authors accept are still among them. */
  public static List<LintWarning> of(ParsedRulebook parsed) {
    List<LintWarning> remarks = new ArrayList<>();
    Derivations derivations = new Derivations(parsed);
    new MissingMetadata(remarks).of(parsed);
    new UnusedFacts(parsed, derivations, remarks).report();
    new UnknownVariants(parsed, derivations, remarks).report();
    Satisfiability satisfiability = new Satisfiability(parsed, derivations, remarks);
    parsed.files().forEach(file -> file.rules().forEach(satisfiability::of));
    new DuplicateRules(remarks).of(parsed);
    new ContradictoryRules(parsed, derivations, remarks).report();
    new UnusedVariables(remarks).of(parsed);
    Placeholders.inDrafts(parsed)
        .forEach(
            diagnostic -> remarks.add(new LintWarning(LintWarning.Kind.PLACEHOLDER, diagnostic)));
    remarks.sort(ORDER);
    return List.copyOf(remarks);
  }
}

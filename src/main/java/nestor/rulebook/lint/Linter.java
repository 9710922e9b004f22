package nestor.rulebook.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.load.ParsedRulebook;

/**
 * Linter of a rulebook: runs every {@link Lint} over a {@link ParsedRulebook}. Pass the result
 * through {@link Suppressions} to leave out what authors accept; it adds {@code needless-accept}.
 * {@code nestor check} adds {@code untried}, for which scenarios must run. Faults that keep a
 * rulebook from being loaded are found by {@code RulebookLoader} instead.
 */
public final class Linter {
  static final Comparator<LintWarning> ORDER =
      Comparator.comparing(LintWarning::diagnostic, Diagnostic.READING_ORDER)
          .thenComparing(LintWarning::kind);

  private static final List<Lint> LINTS =
      List.of(
          new UnknownVariantLint(),
          new UnknownValueLint(),
          new NeverHoldsLint(),
          new AlwaysHoldsLint(),
          new SameConditionsLint(),
          new ShadowedCaseLint(),
          new ContradictoryPairLint(),
          new UnreadFactLint(),
          new UnreadDimensionLint(),
          new UnreadTableLint(),
          new NeverThereLint(),
          new UnusedScopeLint(),
          new UnusedVariableLint(),
          new NoEffortLint(),
          new NoQuestionLint(),
          new WordingLint(),
          new PointsElsewhereLint(),
          new OrderWhenClearLint(),
          new ThresholdIdLint(),
          new PlaceholderLint());

  private Linter() {}

  /** Every warning, in reading order; those that the authors accept are still among them. */
  public static List<LintWarning> of(ParsedRulebook parsed) {
    Derivations derivations = new Derivations(parsed);
    List<LintWarning> warnings = new ArrayList<>();
    for (Lint lint : LINTS) {
      lint.check(
          parsed,
          derivations,
          diagnostic -> warnings.add(new LintWarning(lint.kind(), diagnostic)));
    }
    warnings.sort(ORDER);
    return List.copyOf(warnings);
  }
}

package nestor.rulebook.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.diagnostics.SourcePosition;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Threshold;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.Consequence;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.RuleDeclaration;

/** Lint {@code unknown-variant}: variants of thresholds that never apply. */
final class UnknownVariants {
  private final ParsedRulebook parsed;
  private final List<LintWarning> warnings;

  /** The values that each dimension can have; empty where it can have any. */
  private final Map<String, Optional<Set<String>>> dimensions = new TreeMap<>();

  UnknownVariants(ParsedRulebook parsed, Derivations derivations, List<LintWarning> warnings) {
    this.parsed = parsed;
    this.warnings = warnings;
    for (RuleDeclaration rule : derivations.of(BuiltInTypes.DIMENSION)) {
      Consequence.Derive derive = (Consequence.Derive) rule.then();
      if (derive.arguments().size() == 2
          && derive.arguments().get(0) instanceof Expression.Literal name) {
        dimensions.merge(
            String.valueOf(name.value()),
            derivations.argument(derive.arguments().get(1), rule.when()),
            UnknownVariants::either);
      }
    }
  }

  private static Optional<Set<String>> either(Optional<Set<String>> a, Optional<Set<String>> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return Optional.empty();
    }
    Set<String> both = new TreeSet<>(a.get());
    both.addAll(b.get());
    return Optional.of(both);
  }

  void report() {
    parsed.thresholds().values().forEach(this::of);
  }

  private void of(Threshold threshold) {
    Set<String> told = new HashSet<>();
    for (Threshold.Variant variant : threshold.variants()) {
      Optional<Set<String>> values = dimensions.get(variant.dimension());
      if (values == null) {
        if (told.add(variant.dimension())) {
          report(
              variant.dimensionPlace(),
              "no rule derives the dimension '" + variant.dimension() + "'",
              dimensions.isEmpty()
                  ? "write a rule that ends with insertLogical(new Dimension(\""
                      + variant.dimension()
                      + "\", ...));"
                  : Suggestions.cure(variant.dimension(), dimensions.keySet()));
        }
      } else if (values.isPresent() && !values.get().contains(variant.value())) {
        report(
            variant.position(),
            "'" + variant.dimension() + "' is never '" + variant.value() + "'",
            Suggestions.cure(variant.value(), values.get()));
      }
    }
  }

  private void report(SourcePosition at, String what, String cure) {
    warnings.add(new LintWarning(LintWarning.Kind.UNKNOWN_VARIANT, at.fault(what, cure)));
  }
}

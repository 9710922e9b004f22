package nestor.rulebook.lint;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Threshold;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.Consequence;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.RuleDeclaration;

/**
 * Lint {@code unknown-variant}: variants of thresholds that never apply. Values of fields are
 * checked by {@link UnknownValueLint}.
 */
final class UnknownVariantLint implements Lint {
  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.UNKNOWN_VARIANT;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    Map<String, Optional<Set<String>>> dimensions = dimensions(derivations);
    parsed.thresholds().values().forEach(threshold -> check(threshold, dimensions, found));
  }

  /** The values that each dimension can have; empty where it can have any. */
  private static Map<String, Optional<Set<String>>> dimensions(Derivations derivations) {
    Map<String, Optional<Set<String>>> dimensions = new TreeMap<>();
    for (RuleDeclaration rule : derivations.of(BuiltInTypes.DIMENSION)) {
      Consequence.Derive derive = (Consequence.Derive) rule.then();
      if (derive.arguments().size() == 2
          && derive.arguments().get(0) instanceof Expression.Literal name) {
        dimensions.merge(
            String.valueOf(name.value()),
            derivations.argument(derive.arguments().get(1), rule.when()),
            UnknownVariantLint::either);
      }
    }
    return dimensions;
  }

  private static Optional<Set<String>> either(Optional<Set<String>> a, Optional<Set<String>> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return Optional.empty();
    }
    Set<String> both = new TreeSet<>(a.get());
    both.addAll(b.get());
    return Optional.of(both);
  }

  private static void check(
      Threshold threshold,
      Map<String, Optional<Set<String>>> dimensions,
      Consumer<Diagnostic> found) {
    Set<String> reported = new HashSet<>();
    for (Threshold.Variant variant : threshold.variants()) {
      Optional<Set<String>> values = dimensions.get(variant.dimension());
      if (values == null) {
        if (reported.add(variant.dimension())) {
          found.accept(
              variant
                  .dimensionPlace()
                  .fault(
                      "no rule derives the dimension '" + variant.dimension() + "'",
                      dimensions.isEmpty()
                          ? "write a rule that ends with insertLogical(new Dimension(\""
                              + variant.dimension()
                              + "\", ...));"
                          : Suggestions.cure(variant.dimension(), dimensions.keySet())));
        }
      } else if (values.isPresent() && !values.get().contains(variant.value())) {
        found.accept(
            variant
                .position()
                .fault(
                    "'" + variant.dimension() + "' is never '" + variant.value() + "'",
                    Suggestions.cure(variant.value(), values.get())));
      }
    }
  }
}

package nestor.rulebook.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.rulebook.Draft;
import nestor.rulebook.EngineFacts;
import nestor.rulebook.Nearest;
import nestor.rulebook.Threshold;
import nestor.rulebook.language.Consequence;
import nestor.rulebook.language.Expression;
import nestor.rulebook.language.Place;
import nestor.rulebook.language.RuleDeclaration;

/** Variants of thresholds that never apply. */
final class Variants {
  private final Draft draft;
  private final List<Remark> remarks;

  /** The values that each dimension can have; empty where it can have any. */
  private final Map<String, Optional<Set<String>>> dimensions = new TreeMap<>();

  Variants(Draft draft, Derivations derivations, List<Remark> remarks) {
    this.draft = draft;
    this.remarks = remarks;
    for (RuleDeclaration rule : derivations.of(EngineFacts.DIMENSION)) {
      Consequence.Derive derive = (Consequence.Derive) rule.then();
      if (derive.arguments().size() == 2
          && derive.arguments().get(0) instanceof Expression.Literal name) {
        dimensions.merge(
            String.valueOf(name.value()),
            derivations.argument(derive.arguments().get(1), rule.when()),
            Variants::either);
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

  void tell() {
    draft.thresholds().values().forEach(this::of);
  }

  private void of(Threshold threshold) {
    Set<String> told = new HashSet<>();
    for (Threshold.Variant variant : threshold.variants()) {
      Optional<Set<String>> values = dimensions.get(variant.dimension());
      if (values == null) {
        if (told.add(variant.dimension())) {
          tell(
              variant.dimensionPlace(),
              "no rule derives the dimension '" + variant.dimension() + "'",
              dimensions.isEmpty()
                  ? "write a rule that ends with insertLogical(new Dimension(\""
                      + variant.dimension()
                      + "\", ...));"
                  : Nearest.cure(variant.dimension(), dimensions.keySet()));
        }
      } else if (values.isPresent() && !values.get().contains(variant.value())) {
        tell(
            variant.place(),
            "'" + variant.dimension() + "' is never '" + variant.value() + "'",
            Nearest.cure(variant.value(), values.get()));
      }
    }
  }

  private void tell(Place at, String what, String cure) {
    remarks.add(new Remark(Remark.Kind.UNKNOWN_VARIANT, at.fault(what, cure)));
  }
}

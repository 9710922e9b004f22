package nestor.workbench;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import nestor.rulebook.Threshold;

/**
 * Mutators of thresholds: each number one unit of its last decimal place up and down. For
 * conditions use {@link ConditionMutators}.
 */
final class ThresholdMutators {
  private ThresholdMutators() {}

  static List<Mutant<Threshold>> of(Threshold threshold) {
    List<Mutant<Threshold>> changes = new ArrayList<>();
    threshold
        .values()
        .forEach(
            (from, number) -> {
              for (BigDecimal moved : moved(number)) {
                TreeMap<LocalDate, BigDecimal> values = new TreeMap<>(threshold.values());
                values.put(from, moved);
                String date = threshold.values().size() > 1 ? " from " + from : "";
                changes.add(
                    change(
                        threshold,
                        threshold.name() + date,
                        number,
                        moved,
                        with(threshold, values, threshold.variants())));
              }
            });
    for (int i = 0; i < threshold.variants().size(); i++) {
      Threshold.Variant variant = threshold.variants().get(i);
      for (BigDecimal moved : moved(variant.number())) {
        List<Threshold.Variant> variants = new ArrayList<>(threshold.variants());
        variants.set(i, variant.with(moved));
        changes.add(
            change(
                threshold,
                threshold.name() + " (" + variant.dimension() + " " + variant.value() + ")",
                variant.number(),
                moved,
                with(threshold, new TreeMap<>(threshold.values()), List.copyOf(variants))));
      }
    }
    return changes;
  }

  private static List<BigDecimal> moved(BigDecimal number) {
    BigDecimal plain = number.scale() < 0 ? number.setScale(0) : number;
    return List.of(plain.add(plain.ulp()), plain.subtract(plain.ulp()));
  }

  private static Mutant<Threshold> change(
      Threshold threshold, String what, BigDecimal was, BigDecimal moved, Threshold result) {
    return new Mutant<>(
        threshold.position(),
        what + " " + was.toPlainString(),
        what + " " + moved.toPlainString(),
        result);
  }

  private static Threshold with(
      Threshold threshold,
      NavigableMap<LocalDate, BigDecimal> values,
      List<Threshold.Variant> variants) {
    return new Threshold(
        threshold.name(),
        values,
        threshold.unit(),
        threshold.basis(),
        threshold.source(),
        threshold.why(),
        variants,
        threshold.position());
  }
}

package nestor.bench.byhand;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Threshold;

/** The numbers that the guidance compares with, on one day. */
final class Limits {
  private final Map<String, Threshold> thresholds = new HashMap<>();
  private final Map<String, BigDecimal> plain = new HashMap<>();
  private final Map<String, LocalDate> since = new HashMap<>();
  private final Map<String, LocalDate> until = new HashMap<>();
  final LocalDate today;

  /**
   * The numbers of a rulebook.
   *
   * @param suffix what the names of the thresholds end in, after the name of the shipped one
   */
  Limits(Rulebook rulebook, String suffix, LocalDate today) {
    this.today = today;
    // What derivations compare with is the same for all copies of the rules.
    take(rulebook, "");
    if (!suffix.isEmpty()) {
      take(rulebook, suffix);
    }
  }

  private void take(Rulebook rulebook, String suffix) {
    rulebook
        .thresholds()
        .forEach(
            (name, threshold) -> {
              if (name.endsWith(suffix)) {
                String own = name.substring(0, name.length() - suffix.length());
                BigDecimal number = threshold.base(today).number();
                thresholds.put(own, threshold);
                plain.put(own, number);
                if (threshold.inDays()) {
                  since.put(own, today.minusDays(number.longValue()));
                  until.put(own, today.plusDays(number.longValue()));
                }
              }
            });
  }

  BigDecimal of(String name) {
    return Objects.requireNonNull(plain.get(name));
  }

  /** The number for an organisation of that emphasis and stage. */
  BigDecimal of(String name, String emphasis, String stage) {
    for (Threshold.Variant variant : Objects.requireNonNull(thresholds.get(name)).variants()) {
      if (variant.value().equals(variant.dimension().equals("stage") ? stage : emphasis)) {
        return variant.number();
      }
    }
    return of(name);
  }

  LocalDate since(String name) {
    return Objects.requireNonNull(since.get(name));
  }

  LocalDate until(String name) {
    return Objects.requireNonNull(until.get(name));
  }
}

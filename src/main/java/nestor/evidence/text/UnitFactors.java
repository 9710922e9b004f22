package nestor.evidence.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Factors between the units in which people write numbers and those in which fields count. */
public final class UnitFactors {
  private static final Map<String, Map<String, BigDecimal>> FACTORS =
      Map.of(
          "days",
          Map.of("weeks", factor("7"), "months", factor("30"), "years", factor("365")),
          "hours",
          Map.of(
              "days",
              factor("24"),
              "weeks",
              factor("168"),
              "minutes",
              BigDecimal.ONE.divide(factor("60"), MathContext.DECIMAL64)),
          "GB",
          Map.of("TB", factor("1000"), "MB", factor("0.001")));

  private UnitFactors() {}

  private static BigDecimal factor(String number) {
    return new BigDecimal(number);
  }

  /** Factor between two units, or null where it is not known. */
  public static @Nullable BigDecimal of(String written, @Nullable String own) {
    return own == null ? null : FACTORS.getOrDefault(own, Map.of()).get(written);
  }
}

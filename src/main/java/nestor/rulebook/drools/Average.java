package nestor.rulebook.drools;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accumulate function {@code average} in the place of Drools' own one, which rounds to the decimals
 * of the numbers (of 3 and 4 it makes 4) and takes the average of nothing for 0.
 */
public final class Average extends CollectingFunction<BigDecimal> {

  /** For Drools, which makes one by itself. */
  public Average() {}

  /**
   * The average, to 34 digits where it has no end.
   *
   * @return null for no numbers
   */
  public static @Nullable BigDecimal of(Collection<BigDecimal> numbers) {
    if (numbers.isEmpty()) {
      return null;
    }
    BigDecimal sum = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum.divide(BigDecimal.valueOf(numbers.size()), MathContext.DECIMAL128);
  }

  @Override
  @Nullable BigDecimal taken(@Nullable Object value) {
    return value instanceof Number number ? new BigDecimal(number.toString()) : null;
  }

  @Override
  @Nullable BigDecimal result(List<BigDecimal> values) {
    return of(values);
  }
}

package nestor.rulebook.drools;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.AccumulateFunction;

/**
 * Accumulate function {@code average} in the place of Drools' own one, which rounds to the decimals
 * of the numbers (of 3 and 4 it makes 4) and takes the average of nothing for 0.
 */
public final class Average implements AccumulateFunction<Average.Numbers> {

  /** The numbers seen so far. */
  public static final class Numbers implements Serializable {
    private static final long serialVersionUID = 1;

    private final ArrayList<BigDecimal> seen = new ArrayList<>();
  }

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
  public Numbers createContext() {
    return new Numbers();
  }

  @Override
  public void init(Numbers numbers) {
    numbers.seen.clear();
  }

  @Override
  public void accumulate(Numbers numbers, @Nullable Object value) {
    if (value instanceof Number number) {
      numbers.seen.add(new BigDecimal(number.toString()));
    }
  }

  @Override
  public boolean supportsReverse() {
    return false;
  }

  @Override
  public void reverse(Numbers numbers, @Nullable Object value) {
    throw new UnsupportedOperationException("not supported, as supportsReverse says");
  }

  @Override
  public @Nullable Object getResult(Numbers numbers) {
    return of(numbers.seen);
  }

  @Override
  public Class<?> getResultType() {
    return BigDecimal.class;
  }

  @Override
  public void writeExternal(ObjectOutput out) {
    // it has no state
  }

  @Override
  public void readExternal(ObjectInput in) {
    // it has no state
  }
}

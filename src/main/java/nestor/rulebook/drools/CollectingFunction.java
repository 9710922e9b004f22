package nestor.rulebook.drools;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.AccumulateFunction;

/**
 * Accumulate function for Drools that needs all values at once. Use Drools' own functions where a
 * running total is enough.
 *
 * @param <T> the type of the values that it takes; others are passed over
 */
abstract class CollectingFunction<T> implements AccumulateFunction<CollectingFunction.Values<T>> {

  /** The values seen so far. */
  static final class Values<T> implements Serializable {
    private static final long serialVersionUID = 1;

    private final ArrayList<T> seen = new ArrayList<>();
  }

  /** Returns the value that it takes, or null for one that it passes over. */
  abstract @Nullable T taken(@Nullable Object value);

  /** Returns the number that the values give, or null for none. */
  abstract @Nullable BigDecimal result(List<T> values);

  @Override
  public Values<T> createContext() {
    return new Values<>();
  }

  @Override
  public void init(Values<T> values) {
    values.seen.clear();
  }

  @Override
  public void accumulate(Values<T> values, @Nullable Object value) {
    T taken = taken(value);
    if (taken != null) {
      values.seen.add(taken);
    }
  }

  @Override
  public boolean supportsReverse() {
    return false;
  }

  @Override
  public void reverse(Values<T> values, @Nullable Object value) {
    throw new UnsupportedOperationException("not supported, as supportsReverse says");
  }

  @Override
  public @Nullable Object getResult(Values<T> values) {
    return result(values.seen);
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

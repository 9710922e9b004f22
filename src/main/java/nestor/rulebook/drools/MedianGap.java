package nestor.rulebook.drools;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.AccumulateFunction;

/** Accumulate function {@code medianGap}: the median number of days from one date to the next. */
public final class MedianGap implements AccumulateFunction<MedianGap.Dates> {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** The dates seen so far. */
  public static final class Dates implements Serializable {
    private static final long serialVersionUID = 1;

    private final TreeSet<LocalDate> seen = new TreeSet<>();
  }

  /** For Drools, which makes one by itself. */
  public MedianGap() {}

  /**
   * The median of the days between each date and the next; the same date twice is one date.
   *
   * @return null for fewer than two dates, which have no gap
   */
  public static @Nullable BigDecimal of(Collection<LocalDate> dates) {
    List<Long> gaps = new ArrayList<>();
    LocalDate former = null;
    for (LocalDate date : new TreeSet<>(dates)) {
      if (former != null) {
        gaps.add(ChronoUnit.DAYS.between(former, date));
      }
      former = date;
    }
    if (gaps.isEmpty()) {
      return null;
    }
    gaps.sort(null);
    int middle = gaps.size() / 2;
    long upper = gaps.get(middle);
    long lower = gaps.size() % 2 == 1 ? upper : gaps.get(middle - 1);
    return BigDecimal.valueOf(lower + upper).divide(TWO);
  }

  @Override
  public Dates createContext() {
    return new Dates();
  }

  @Override
  public void init(Dates dates) {
    dates.seen.clear();
  }

  @Override
  public void accumulate(Dates dates, @Nullable Object value) {
    if (value instanceof LocalDate date) {
      dates.seen.add(date);
    }
  }

  @Override
  public boolean supportsReverse() {
    return false;
  }

  @Override
  public void reverse(Dates dates, @Nullable Object value) {
    throw new UnsupportedOperationException("a date may have been seen twice");
  }

  @Override
  public @Nullable Object getResult(Dates dates) {
    return of(dates.seen);
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

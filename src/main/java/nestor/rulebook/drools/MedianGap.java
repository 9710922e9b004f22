package nestor.rulebook.drools;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Accumulate function {@code medianGap}: the median number of days from one date to the next. */
public final class MedianGap extends CollectingFunction<LocalDate> {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

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
  @Nullable LocalDate taken(@Nullable Object value) {
    return value instanceof LocalDate date ? date : null;
  }

  @Override
  @Nullable BigDecimal result(List<LocalDate> values) {
    return of(values);
  }
}

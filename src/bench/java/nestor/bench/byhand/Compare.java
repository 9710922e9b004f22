package nestor.bench.byhand;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Comparisons that nothing on record never passes. */
final class Compare {
  private Compare() {}

  static boolean before(@Nullable LocalDate a, @Nullable LocalDate b) {
    return a != null && b != null && a.isBefore(b);
  }

  static boolean upTo(@Nullable LocalDate a, @Nullable LocalDate b) {
    return a != null && b != null && !a.isAfter(b);
  }

  static boolean less(@Nullable BigDecimal a, BigDecimal b) {
    return a != null && a.compareTo(b) < 0;
  }

  static boolean more(@Nullable BigDecimal a, BigDecimal b) {
    return a != null && a.compareTo(b) > 0;
  }

  static boolean atMost(@Nullable BigDecimal a, BigDecimal b) {
    return a != null && a.compareTo(b) <= 0;
  }

  static boolean positive(@Nullable BigDecimal a) {
    return a != null && a.signum() > 0;
  }

  static boolean yes(@Nullable Boolean a) {
    return Boolean.TRUE.equals(a);
  }

  static boolean no(@Nullable Boolean a) {
    return Boolean.FALSE.equals(a);
  }

  /** Whether part is more than the limit's share of part and rest. */
  static boolean overShare(BigDecimal part, BigDecimal rest, BigDecimal limit) {
    return part.multiply(BigDecimal.ONE.subtract(limit)).compareTo(rest.multiply(limit)) > 0;
  }

  static boolean overShare(int part, int rest, BigDecimal limit) {
    return overShare(BigDecimal.valueOf(part), BigDecimal.valueOf(rest), limit);
  }
}

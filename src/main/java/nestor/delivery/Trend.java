package nestor.delivery;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import nestor.advisory.Advisory;
import nestor.advisory.History.TrendPoint;
import org.jspecify.annotations.Nullable;

/**
 * Course of the score up to an advisory, in the form that charts show. For changes since the last
 * advisory alone use {@code AdviceChange}.
 */
public final class Trend {
  private static final int WHOLE = 1000;

  private Trend() {}

  /**
   * A day on which the score became another.
   *
   * @param at how far from the trend's first day to the advisory's, in thousandths
   * @param rejudged whether the rulebook was another than at the mark before
   */
  public record Mark(LocalDate on, @Nullable Integer share, int at, boolean rejudged) {}

  /** The marks, the oldest first; none where there is no change to show. */
  public static List<Mark> of(Advisory advisory) {
    List<TrendPoint> points = advisory.history().trend();
    if (points.size() < 2) {
      return List.of();
    }
    LocalDate first = points.get(0).on();
    long days = Math.max(1, ChronoUnit.DAYS.between(first, advisory.asOf()));
    List<Mark> marks = new ArrayList<>();
    String rulebook = points.get(0).rulebook();
    for (TrendPoint point : points) {
      marks.add(
          new Mark(
              point.on(),
              point.share(),
              (int) (WHOLE * ChronoUnit.DAYS.between(first, point.on()) / days),
              !point.rulebook().equals(rulebook)));
      rulebook = point.rulebook();
    }
    return marks;
  }
}

package nestor.delivery;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import nestor.advisory.Advisory;
import nestor.advisory.History.TrendPoint;
import nestor.advisory.Priority;
import nestor.rulebook.Guidance;
import org.jspecify.annotations.Nullable;

/** What the drawings show. Nothing here is worded or has a shape; templates draw. */
final class Plots {
  private static final int WHOLE = 1000;

  private Plots() {}

  /**
   * Priority against effort.
   *
   * @param efforts from the least to the most; the empty one, of rules that state none, is the last
   *     and only there where there are such
   * @param rows from the most urgent on
   */
  record Matrix(List<String> efforts, List<Row> rows) {}

  /**
   * The recommendations of one priority.
   *
   * @param most how many its fullest cell has
   */
  record Row(String priority, List<Cell> cells, int most) {}

  /** The recommendations of one priority and effort. */
  record Cell(String effort, List<Passages.Item> items) {}

  /**
   * A day on which the score became another.
   *
   * @param at how far from the trend's first day to the advisory's, in thousandths
   * @param rejudged whether the rulebook was another than at the mark before
   */
  record Mark(LocalDate on, @Nullable Integer share, int at, boolean rejudged) {}

  static Matrix matrix(List<Passages.Item> advice) {
    List<String> efforts = new ArrayList<>(Guidance.EFFORTS);
    if (advice.stream().anyMatch(item -> !efforts.contains(effort(item)))) {
      efforts.add("");
    }
    List<Row> rows = new ArrayList<>();
    for (Priority priority : Priority.values()) {
      String word = priority.name().toLowerCase(Locale.ROOT);
      List<Cell> cells =
          efforts.stream()
              .map(
                  effort ->
                      new Cell(
                          effort,
                          advice.stream()
                              .filter(item -> item.priority().equals(word))
                              .filter(item -> column(item, efforts).equals(effort))
                              .toList()))
              .toList();
      rows.add(
          new Row(word, cells, cells.stream().mapToInt(c -> c.items().size()).max().orElse(0)));
    }
    return new Matrix(List.copyOf(efforts), rows);
  }

  private static String column(Passages.Item item, List<String> efforts) {
    return efforts.contains(effort(item)) ? effort(item) : "";
  }

  private static String effort(Passages.Item item) {
    return Objects.requireNonNullElse(item.effort(), "");
  }

  /** The marks of a trend, the oldest first; none where there is no change to show. */
  static List<Mark> trend(Advisory advisory) {
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

package nestor.advisory;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nestor.rulebook.Catalogue;
import org.jspecify.annotations.Nullable;

/**
 * History behind an advisory: the comparison with the previous one, and the trend of the score. It
 * follows from both advisories alone, so that it can be made again at any time.
 *
 * @param last the day of the advisory with which this one was compared, or null where it is the
 *     first
 * @param former how the score stood then, or null where that is unknown
 * @param lost what was recommended then and cannot be judged now, since the days that it had stood
 * @param aside what was recommended then and is waived now, since the days that it had stood
 * @param ceased what was recommended then and no longer applies, since the days that it had stood
 * @param trend how the score went, the oldest first, this advisory's own last; days on which it
 *     stayed as it was are left out
 */
public record History(
    @Nullable LocalDate last,
    @Nullable TrendPoint former,
    List<Advisory.Resolved> lost,
    List<Advisory.Resolved> aside,
    List<Advisory.Resolved> ceased,
    List<TrendPoint> trend) {
  /** Of an advisory that knows of none. */
  public static final History NONE =
      new History(null, null, List.of(), List.of(), List.of(), List.of());

  /** The oldest days of a longer trend are forgotten. */
  static final int LONGEST_TREND = 60;

  public History {
    lost = List.copyOf(lost);
    aside = aside == null ? List.of() : List.copyOf(aside);
    ceased = ceased == null ? List.of() : List.copyOf(ceased);
    trend = List.copyOf(trend);
  }

  /**
   * One day on which the score was another than before.
   *
   * @param on that day
   * @param share the percentage in order, as {@link Score} has it, or null where too little was
   *     judged
   * @param rulebook the version by which it was judged: points of different ones do not compare
   *     strictly
   * @param topics the share of each topic that has one
   */
  public record TrendPoint(
      LocalDate on,
      @Nullable Integer share,
      int judged,
      int rules,
      String rulebook,
      SortedMap<String, Integer> topics) {
    /** Content without day and rulebook. */
    Said said() {
      return new Said(share, judged, rules, topics);
    }

    private boolean says(TrendPoint other) {
      return on(other.on).equals(other);
    }

    private TrendPoint on(LocalDate day) {
      return new TrendPoint(day, share, judged, rules, rulebook, topics);
    }
  }

  /** A score without its day. */
  record Said(@Nullable Integer share, int judged, int rules, SortedMap<String, Integer> topics) {}

  static History of(Advisory advisory, @Nullable Advisory previous, Catalogue catalogue) {
    TrendPoint now = point(advisory, catalogue);
    List<TrendPoint> before = previous == null ? List.of() : previous.history().trend();
    List<TrendPoint> trend =
        new ArrayList<>(before.stream().filter(p -> p.on().isBefore(advisory.asOf())).toList());
    if (trend.isEmpty() || !trend.get(trend.size() - 1).says(now)) {
      trend.add(now);
    }
    int forgotten = Math.max(0, trend.size() - LONGEST_TREND);
    return new History(
        previous == null ? null : previous.asOf(),
        before.isEmpty() ? null : before.get(before.size() - 1),
        before(previous, advisory.notAssessed().stream().map(Advisory.NotAssessed::rule)),
        before(previous, advisory.waived().stream().map(Advisory.Waived::rule)),
        before(previous, advisory.notApplicable().stream().map(Advisory.NotApplicable::rule)),
        trend.subList(forgotten, trend.size()));
  }

  /** Returns those of the rules that were recommended before. */
  private static List<Advisory.Resolved> before(@Nullable Advisory previous, Stream<String> rules) {
    if (previous == null) {
      return List.of();
    }
    Set<String> now = rules.collect(Collectors.toSet());
    return previous.recommended().stream()
        .filter(r -> now.contains(r.rule()))
        .map(r -> new Advisory.Resolved(r.rule(), r.since()))
        .toList();
  }

  private static TrendPoint point(Advisory advisory, Catalogue catalogue) {
    Score all = Score.of(advisory, catalogue);
    SortedMap<String, Integer> topics = new TreeMap<>();
    for (Score score : Score.byTopic(advisory, catalogue)) {
      Integer share = score.share();
      if (share != null) {
        topics.put(score.topic(), share);
      }
    }
    return new TrendPoint(
        advisory.asOf(),
        all.share(),
        all.judged(),
        all.rules(),
        advisory.rulebook().version(),
        topics);
  }
}

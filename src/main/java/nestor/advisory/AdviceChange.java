package nestor.advisory;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import nestor.rulebook.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Comparison of two advisories of one organisation: whether the later one advises anything else,
 * and whether the earlier one still stands. Dates, ids and statuses do not count, nor do the
 * wordings of reasons, which change with every day.
 */
public final class AdviceChange {
  private AdviceChange() {}

  /**
   * Whether a reader of the previous advisory, if there was one, learns something from this one.
   */
  public static boolean between(@Nullable Advisory previous, Advisory now) {
    return previous == null || !substance(previous).equals(substance(now));
  }

  /**
   * Whether an advisory still stands: on another day, or by another version of the rulebook or of
   * Nestor, the same data gives the same answers, so that it need not be kept anew. What follows
   * from the date alone does not count: how old something is in a because-line, what is overdue,
   * and that what was new has been known for a day. By another version the words must be the same
   * as well, which is seen by what that version says for the day of the advisory.
   *
   * @param kept the last advisory of the organisation
   * @param now what is advised now on the same data
   * @param onItsDay what is advised by the version in force now, for the day of the last advisory
   */
  public static boolean stands(@Nullable Advisory kept, Advisory now, Supplier<Advisory> onItsDay) {
    if (kept == null || between(kept, now) || !besides(kept).equals(besides(now))) {
      return false;
    }
    boolean sameJudge =
        kept.rulebook().equals(now.rulebook()) && kept.engine().equals(now.engine());
    return sameJudge
        || words(kept).equals(words(now))
        || (!kept.asOf().equals(now.asOf()) && words(kept).equals(words(onItsDay.get())));
  }

  private static Besides besides(Advisory advisory) {
    List<History.TrendPoint> trend = advisory.history().trend();
    return new Besides(
        advisory.organisation(),
        advisory.lapsed(),
        advisory.questions(),
        advisory.notes(),
        trend.isEmpty() ? null : trend.get(trend.size() - 1).said());
  }

  private static List<Words> words(Advisory advisory) {
    return advisory.recommended().stream()
        .sorted(Comparator.comparing(Advisory.Recommendation::rule))
        .map(r -> new Words(r.because(), r.evidence(), r.sources(), r.thresholds()))
        .toList();
  }

  private static Substance substance(Advisory advisory) {
    return new Substance(
        // Their order may change from day to day, as what is long overdue goes up.
        advisory.recommended().stream()
            .map(AdviceChange::item)
            .sorted(Comparator.comparing(Item::rule))
            .toList(),
        advisory.clear(),
        advisory.notAssessed(),
        advisory.notApplicable(),
        advisory.withheld().stream().map(Advisory.Withheld::rule).toList(),
        advisory.waived(),
        advisory.claimed());
  }

  private static Item item(Advisory.Recommendation r) {
    return new Item(
        r.rule(),
        r.title(),
        r.action(),
        r.owner(),
        r.priority(),
        r.because().size(),
        r.evidence().stream().map(e -> new Place(e.section(), e.entry())).toList(),
        r.thresholds().stream()
            .map(t -> new Limit(t.name(), t.value().stripTrailingZeros(), t.unit()))
            .toList());
  }

  private record Substance(
      List<Item> recommended,
      List<String> clear,
      List<Advisory.NotAssessed> notAssessed,
      List<Advisory.NotApplicable> notApplicable,
      List<String> withheld,
      List<Advisory.Waived> waived,
      List<Advisory.Claimed> claimed) {}

  /** Content of an advisory beside its advice. */
  private record Besides(
      Advisory.Organisation organisation,
      List<Advisory.Waived> lapsed,
      List<Advisory.Question> questions,
      List<Advisory.Note> notes,
      History.@Nullable Said score) {}

  private record Words(
      List<String> because,
      List<Advisory.EvidenceItem> evidence,
      List<Advisory.SourceItem> sources,
      List<Advisory.ThresholdItem> thresholds) {}

  private record Item(
      String rule,
      String title,
      String action,
      String owner,
      Priority priority,
      int findings,
      List<Place> evidence,
      List<Limit> thresholds) {}

  private record Place(String section, @Nullable Integer entry) {}

  private record Limit(String name, BigDecimal value, String unit) {}
}

package nestor.advisory;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether one advisory advises anything else than the one before it. Dates, ids and statuses
 * do not count, nor do the because-lines: on the same evidence they differ only in what the passing
 * of days changes in their wording.
 */
public final class AdviceChange {
  private AdviceChange() {}

  /**
   * Whether a reader of the previous advisory, if there was one, learns something from this one.
   */
  public static boolean between(@Nullable Advisory previous, Advisory now) {
    return previous == null || !substance(previous).equals(substance(now));
  }

  private static Substance substance(Advisory advisory) {
    return new Substance(
        advisory.recommended().stream().map(AdviceChange::item).toList(),
        advisory.clear(),
        advisory.notAssessed(),
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
      List<Advisory.Waived> waived,
      List<Advisory.Claimed> claimed) {}

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

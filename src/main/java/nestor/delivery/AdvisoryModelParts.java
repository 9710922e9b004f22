package nestor.delivery;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.advisory.Advisory;
import org.jspecify.annotations.Nullable;

/**
 * Records that make up an {@link AdvisoryModel}. Names of components are the names that templates
 * use, so that renaming one changes the templates as well.
 */
final class AdvisoryModelParts {
  private AdvisoryModelParts() {}

  /** Something that belongs to a topic of the rulebook. */
  interface Topical {
    String topic();
  }

  record Organisation(String id, String name) {}

  record Rulebook(String name, String version) {}

  /**
   * @param rank the place in the advice, from 1; 0 for a stance
   * @param priority the contract's word for it, as is {@code status}
   * @param groups the actions that close this together with others recommended
   * @param assumed the lists that say something by what they lack, so that it must be true that
   *     they are complete
   * @param granted what it takes for granted, as nobody said
   * @param due the day by which it should be done
   * @param overdue whether that day has passed
   * @param lapsed the waiver that it had, which has ended, or null
   * @param claimed who says that it is done, or null
   */
  record Item(
      int rank,
      String rule,
      String topic,
      String title,
      String action,
      String owner,
      String priority,
      List<String> because,
      List<Places> evidence,
      List<Source> sources,
      List<Threshold> thresholds,
      String status,
      LocalDate since,
      @Nullable String effort,
      List<String> groups,
      List<String> assumed,
      List<String> granted,
      LocalDate due,
      boolean overdue,
      @Nullable Waiver lapsed,
      @Nullable Claim claimed)
      implements Topical {}

  /** The places in one document that a recommendation rests on. */
  record Places(String origin, List<String> places) {
    static List<Places> of(List<Advisory.EvidenceItem> evidence) {
      Map<String, List<String>> byOrigin = new LinkedHashMap<>();
      for (Advisory.EvidenceItem e : evidence) {
        String section = TextSanitizer.of(e.section());
        byOrigin
            .computeIfAbsent(TextSanitizer.of(e.origin()), o -> new ArrayList<>())
            .add(e.entry() == null ? section : section + "[" + e.entry() + "]");
      }
      return byOrigin.entrySet().stream()
          .map(e -> new Places(e.getKey(), List.copyOf(e.getValue())))
          .toList();
    }
  }

  record Source(String document, String section) {}

  /**
   * @param variant for which case of several the number holds, or null where there is one for all
   */
  record Threshold(
      String name, @Nullable String variant, BigDecimal value, String unit, String basis) {
    static Threshold of(Advisory.ThresholdItem t) {
      String name = TextSanitizer.of(t.name());
      int slash = name.indexOf('/');
      return new Threshold(
          slash < 0 ? name : name.substring(0, slash),
          slash < 0 ? null : name.substring(slash + 1),
          t.value(),
          TextSanitizer.of(t.unit()),
          TextSanitizer.of(t.basis()));
    }
  }

  /**
   * Score of a topic.
   *
   * @param share the percentage in order, or null where too little was judged
   * @param enough whether enough was judged for a verdict
   * @param change by how many points it is more or less than in the advisory before, or null where
   *     there was none or either has no score
   */
  record Standing(
      String topic,
      @Nullable Integer share,
      int judged,
      int rules,
      boolean enough,
      @Nullable Integer change) {}

  /**
   * Owner with its recommendations.
   *
   * @param items its recommendations, the most urgent first
   * @param counts number of recommendations of each priority
   * @param groups the actions that close several of them together
   */
  record Owner(
      String name,
      List<Item> items,
      Map<String, Integer> counts,
      List<Group> groups,
      ChartData.Matrix matrix) {}

  /** One action that closes several recommendations. */
  record Group(String name, List<Item> members) {}

  record Rule(String rule, String topic, String title) implements Topical {}

  /** Rules that do not apply for the same reason. */
  record Outside(String because, List<Rule> rules) {}

  record Unknown(String rule, String topic, String title, List<String> needs) implements Topical {}

  /**
   * A section or field that is missing.
   *
   * @param rules how many rules wait for it
   * @param alone how many of those wait for nothing else
   */
  record Need(String name, int rules, int alone) {
    /** Everything that is missing, what most rules wait for first. */
    static List<Need> all(List<Advisory.NotAssessed> notAssessed) {
      Map<String, Integer> rules = new TreeMap<>();
      Map<String, Integer> alone = new TreeMap<>();
      for (Advisory.NotAssessed n : notAssessed) {
        n.needs().stream().distinct().forEach(need -> rules.merge(need, 1, Integer::sum));
        if (n.needs().size() == 1) {
          alone.merge(n.needs().get(0), 1, Integer::sum);
        }
      }
      return rules.entrySet().stream()
          .map(
              e ->
                  new Need(
                      TextSanitizer.of(e.getKey()),
                      e.getValue(),
                      alone.getOrDefault(e.getKey(), 0)))
          .sorted(
              Comparator.comparingInt((Need n) -> -n.rules())
                  .thenComparingInt(n -> -n.alone())
                  .thenComparing(Need::name))
          .toList();
    }
  }

  /**
   * Something to ask the organisation, in words that follow "tell us".
   *
   * @param settles how many rules an answer could settle
   * @param critical how many of those are critical
   */
  record Question(String need, String question, int settles, int critical) {}

  record Waiver(String rule, String topic, String title, String by, String why, LocalDate until)
      implements Topical {}

  /** Somebody's word that it was done on that day. */
  record Claim(String by, LocalDate done) {}

  record Settled(String rule, String topic, String title, LocalDate since) implements Topical {}
}

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
   * @param person the name behind the owner, or null where it is not on record
   * @param firstStepBy the day by which a first step should be taken, or null where none is said
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
      @Nullable String person,
      @Nullable LocalDate firstStepBy,
      LocalDate due,
      boolean overdue,
      @Nullable Waiver lapsed,
      @Nullable Claim claimed)
      implements Topical {}

  /**
   * The places in one document that a recommendation rests on.
   *
   * @param places sections, and entries as {@code backups[3]}
   * @param sections the same for readers: {@code backups, 30 entries}
   */
  record Places(String origin, List<String> places, List<String> sections) {
    static List<Places> of(List<Advisory.EvidenceItem> evidence) {
      Map<String, List<String>> byOrigin = new LinkedHashMap<>();
      for (Advisory.EvidenceItem e : evidence) {
        String section = TextSanitizer.of(e.section());
        byOrigin
            .computeIfAbsent(TextSanitizer.of(e.origin()), o -> new ArrayList<>())
            .add(e.entry() == null ? section : section + "[" + e.entry() + "]");
      }
      return byOrigin.entrySet().stream()
          .map(e -> new Places(e.getKey(), List.copyOf(e.getValue()), sections(e.getValue())))
          .toList();
    }

    private static List<String> sections(List<String> places) {
      Map<String, Integer> entries = new LinkedHashMap<>();
      for (String place : places) {
        int bracket = place.indexOf('[');
        entries.merge(
            bracket < 0 ? place : place.substring(0, bracket), bracket < 0 ? 0 : 1, Integer::sum);
      }
      return entries.entrySet().stream()
          .map(
              e ->
                  switch (e.getValue()) {
                    case 0 -> e.getKey();
                    case 1 -> e.getKey() + ", 1 entry";
                    default -> e.getKey() + ", " + e.getValue() + " entries";
                  })
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
   * @param items its recommendations, those that are overdue first, and then the most urgent
   * @param overdue those of them whose day has passed, the longest overdue first
   * @param counts number of recommendations of each priority
   * @param groups the actions that close several of them together
   * @param spans its recommendations by when they begin, without empty spans
   */
  record Owner(
      String name,
      List<Item> items,
      List<Item> overdue,
      Map<String, Integer> counts,
      List<Group> groups,
      List<Span> spans,
      ChartData.Matrix matrix) {}

  /**
   * What an owner has to begin or to finish in one span of time.
   *
   * @param name {@code week} for what is overdue or begins within seven days, {@code next} within
   *     thirty, {@code later} for the rest
   */
  record Span(String name, List<Item> items) {}

  /**
   * One thing to do.
   *
   * @param firstStep what to do this week
   * @param consistsOf what it is, where its title needs words; else empty
   * @param with the roles that are there beside the owner
   * @param owner who does it, as recommendations name it
   * @param person the name behind the owner, or null where it is not on record
   * @param firstStepBy the day by which the first step is taken, or null where none is said
   * @param overdue whether its day has passed
   * @param settles the recommendations that it settles, the most urgent first; at least one
   */
  record Move(
      String title,
      String firstStep,
      String consistsOf,
      List<String> with,
      String owner,
      @Nullable String person,
      @Nullable LocalDate firstStepBy,
      LocalDate due,
      boolean overdue,
      List<Item> settles) {
    /** The move that is one recommendation. */
    static Move of(Item item) {
      return new Move(
          item.title(),
          item.action(),
          "",
          List.of(),
          item.owner(),
          item.person(),
          item.firstStepBy(),
          item.due(),
          item.overdue(),
          List.of(item));
    }
  }

  /**
   * One thing that several recommendations concern.
   *
   * @param sentence what is the matter with it
   */
  record Story(String subject, String sentence, List<Item> items) {}

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
   * Something to ask the organisation, in a sentence.
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

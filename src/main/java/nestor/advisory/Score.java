package nestor.advisory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.rulebook.Catalogue;
import nestor.rulebook.Priority;
import nestor.rulebook.PriorityPolicy;
import nestor.rulebook.RuleMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Share of the guidance that is in good order, weighted by priority. What could not be judged
 * counts neither way. A waived rule counts as not in order; stances do not count.
 *
 * @param topic the topic, or empty for all topics together
 * @param share the percentage in order, rounded down, or null where too little was judged
 * @param judged how many rules were judged
 * @param rules how many rules there are
 */
public record Score(String topic, @Nullable Integer share, int judged, int rules) {
  /** The fewest judged rules that give a score, of one topic or of all. */
  public static final int LEAST_JUDGED = 3;

  /** A score needs one rule in so many to be judged. */
  private static final int OF_SO_MANY = 3;

  /** The score of all topics together. */
  public static Score of(Advisory advisory, Catalogue catalogue) {
    Tally all = new Tally();
    tallies(advisory, catalogue).values().forEach(all::add);
    return all.score("");
  }

  /** The score of each topic, in the order of their names. */
  public static List<Score> byTopic(Advisory advisory, Catalogue catalogue) {
    List<Score> scores = new ArrayList<>();
    tallies(advisory, catalogue).forEach((topic, tally) -> scores.add(tally.score(topic)));
    return scores;
  }

  private static Map<String, Tally> tallies(Advisory advisory, Catalogue catalogue) {
    Map<String, Tally> tallies = new TreeMap<>();
    for (Advisory.Recommendation r : advisory.recommended()) {
      count(tallies, catalogue, r.rule(), r.priority(), false);
    }
    advisory.waived().forEach(w -> count(tallies, catalogue, w.rule(), null, false));
    advisory.clear().forEach(rule -> count(tallies, catalogue, rule, null, true));
    advisory
        .notAssessed()
        .forEach(
            n -> {
              if (!catalogue.stance().contains(n.rule())) {
                tally(tallies, n.rule()).rules++;
              }
            });
    return tallies;
  }

  private static void count(
      Map<String, Tally> tallies,
      Catalogue catalogue,
      String rule,
      @Nullable Priority raisedTo,
      boolean clear) {
    if (catalogue.stance().contains(rule)) {
      return;
    }
    Priority priority =
        raisedTo != null ? raisedTo : catalogue.rule(rule).map(RuleMetadata::priority).orElse(null);
    PriorityPolicy policy = priority == null ? null : catalogue.priorities().get(priority);
    int weight = policy == null ? 1 : policy.weight();
    Tally tally = tally(tallies, rule);
    tally.rules++;
    tally.judged++;
    tally.weight += weight;
    tally.clear += clear ? weight : 0;
  }

  private static Tally tally(Map<String, Tally> tallies, String rule) {
    int slash = rule.indexOf('/');
    return tallies.computeIfAbsent(
        slash < 0 ? rule : rule.substring(0, slash), topic -> new Tally());
  }

  private static final class Tally {
    private int rules;
    private int judged;
    private long weight;
    private long clear;

    void add(Tally other) {
      rules += other.rules;
      judged += other.judged;
      weight += other.weight;
      clear += other.clear;
    }

    Score score(String topic) {
      boolean enough = judged >= LEAST_JUDGED && judged * OF_SO_MANY >= rules && weight > 0;
      return new Score(topic, enough ? (int) (100 * clear / weight) : null, judged, rules);
    }
  }
}

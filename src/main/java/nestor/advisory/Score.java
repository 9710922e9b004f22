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
 * counts neither way; where the rulebook says that too little could be judged, there is no share. A
 * waived rule counts as not in order; what does not apply and stances do not count.
 *
 * @param topic the topic, or empty for all topics together
 * @param share the percentage in order, rounded down, or null where too little was judged
 * @param judged how many rules were judged
 * @param rules how many rules there are that apply
 * @param enough whether enough was judged for a verdict, as the rulebook has it
 */
public record Score(String topic, @Nullable Integer share, int judged, int rules, boolean enough) {
  /** The fewest judged rules that give a score, of one topic or of all. */
  public static final int LEAST_JUDGED = 3;

  /** The score of all topics together. */
  public static Score of(Advisory advisory, Catalogue catalogue) {
    Tally all = new Tally();
    tallies(advisory, catalogue).values().forEach(all::add);
    return all.score("", catalogue);
  }

  /** The score of each topic, in the order of their names. */
  public static List<Score> byTopic(Advisory advisory, Catalogue catalogue) {
    List<Score> scores = new ArrayList<>();
    tallies(advisory, catalogue)
        .forEach((topic, tally) -> scores.add(tally.score(topic, catalogue)));
    return scores;
  }

  private static Map<String, Tally> tallies(Advisory advisory, Catalogue catalogue) {
    Map<String, Tally> tallies = new TreeMap<>();
    for (Advisory.Recommendation r : advisory.recommended()) {
      count(tallies, catalogue, r.rule(), r.priority(), false);
    }
    advisory.waived().forEach(w -> count(tallies, catalogue, w.rule(), null, false));
    advisory.clear().forEach(rule -> count(tallies, catalogue, rule, null, true));
    advisory.notAssessed().forEach(n -> open(tallies, catalogue, n.rule()));
    advisory.withheld().forEach(w -> open(tallies, catalogue, w.rule()));
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
    int weight = weight(catalogue, rule, raisedTo);
    Tally tally = tally(tallies, rule);
    tally.rules++;
    tally.judged++;
    tally.weight += weight;
    tally.clear += clear ? weight : 0;
  }

  private static void open(Map<String, Tally> tallies, Catalogue catalogue, String rule) {
    if (!catalogue.stance().contains(rule)) {
      Tally tally = tally(tallies, rule);
      tally.rules++;
      tally.open += weight(catalogue, rule, null);
    }
  }

  private static int weight(Catalogue catalogue, String rule, @Nullable Priority raisedTo) {
    Priority priority =
        raisedTo != null ? raisedTo : catalogue.rule(rule).map(RuleMetadata::priority).orElse(null);
    PriorityPolicy policy = priority == null ? null : catalogue.priorities().get(priority);
    return policy == null ? 1 : policy.weight();
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
    private long open;
    private long clear;

    void add(Tally other) {
      rules += other.rules;
      judged += other.judged;
      weight += other.weight;
      open += other.open;
      clear += other.clear;
    }

    Score score(String topic, Catalogue catalogue) {
      boolean enough = weight > 0 && catalogue.enough().isMet(weight, weight + open);
      boolean scored = enough && judged >= LEAST_JUDGED;
      return new Score(topic, scored ? (int) (100 * clear / weight) : null, judged, rules, enough);
    }
  }
}

package nestor.delivery;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import nestor.advisory.Advisory;
import nestor.advisory.History;
import nestor.advisory.Score;
import nestor.delivery.AdvisoryModelParts.Standing;
import nestor.rulebook.Catalogue;

/**
 * Scores of all topics in an advisory, beside those of the previous one. For the score as a whole
 * use {@code Score}.
 */
final class TopicScores {
  private static final int WEAKEST = 3;

  private final Standing all;
  private final List<Standing> topics;

  TopicScores(Advisory advisory, Catalogue catalogue) {
    SortedMap<String, Integer> before = sharesBefore(advisory.history());
    this.all = standing(Score.of(advisory, catalogue), before);
    this.topics =
        Score.byTopic(advisory, catalogue).stream().map(score -> standing(score, before)).toList();
  }

  /** All topics together. */
  Standing all() {
    return all;
  }

  List<Standing> topics() {
    return topics;
  }

  /**
   * The topics where the least is in order, of those where not all is; none where too little was
   * judged in all.
   */
  List<Standing> weakest() {
    return compared()
        .filter(s -> s.share() != null && s.share() < 100)
        .sorted(Comparator.comparingInt(s -> s.share() == null ? 100 : s.share()))
        .limit(WEAKEST)
        .toList();
  }

  /**
   * Returns the topics where everything that could be judged is in order; none where too little was
   * judged in all.
   */
  List<Standing> strongest() {
    return compared().filter(s -> s.share() != null && s.share() == 100).toList();
  }

  /** All topics, the one where the least is clear first; those without a share last. */
  List<Standing> weakestFirst() {
    return topics.stream()
        .sorted(
            Comparator.comparingInt(s -> Objects.requireNonNullElse(s.share(), Integer.MAX_VALUE)))
        .toList();
  }

  private Stream<Standing> compared() {
    return all.enough() ? topics.stream() : Stream.empty();
  }

  private static Standing standing(Score score, SortedMap<String, Integer> before) {
    Integer share = score.share();
    Integer former = before.get(score.topic());
    return new Standing(
        TextSanitizer.of(score.topic()),
        share,
        score.judged(),
        score.rules(),
        score.enough(),
        share == null || former == null ? null : share - former);
  }

  /** The shares in the advisory before, by topic; that of all topics together by no name. */
  private static SortedMap<String, Integer> sharesBefore(History history) {
    SortedMap<String, Integer> shares = new TreeMap<>();
    History.TrendPoint former = history.former();
    if (former != null) {
      shares.putAll(former.topics());
      Integer all = former.share();
      if (all != null) {
        shares.put("", all);
      }
    }
    return shares;
  }
}

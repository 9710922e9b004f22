package nestor.advisory;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nestor.advisory.Advisory.Recommendation;
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.Finding;
import nestor.engine.evaluation.ReasonText;
import nestor.rulebook.Effort;
import nestor.rulebook.Phrase;
import nestor.rulebook.Phrases;
import nestor.rulebook.Ranking;
import nestor.rulebook.Rulebook;

/**
 * Ranking of recommendations by harm: by priority, and within one by what is at stake, how far
 * beyond the threshold, how long it has stood, how many things it concerns, and then the least
 * effort first. {@code rulebook.yaml} says what may be at stake.
 */
final class HarmRanking {
  private static final int FIRST_ONES = 3;
  private static final double WORTH_SAYING = 1.1;
  private static final double FAR = 1.5;
  private static final double VERY_FAR = 3;

  private static final Comparator<Ranked> ORDER =
      Comparator.comparing((Ranked one) -> one.of().priority())
          .thenComparing(Ranked::stance)
          .thenComparing(Ranked::neverFirst)
          .thenComparing(Ranked::stake)
          .thenComparing(Comparator.comparingInt(Ranked::howFar).reversed())
          .thenComparing(one -> one.of().since())
          .thenComparing(Comparator.comparingInt(Ranked::things).reversed())
          .thenComparing(Ranked::effort)
          .thenComparing(one -> one.of().rule());

  private final Rulebook rulebook;
  private final Ranking ranking;
  private final Phrases phrases;
  private final Subjects subjects;
  private final ThresholdExcess excess;
  private final ReasonText values;

  /**
   * A recommendation, and what its place depends on.
   *
   * @param stake the place of what is at stake in the ranking
   */
  private record Ranked(
      Recommendation of,
      boolean stance,
      boolean neverFirst,
      int stake,
      double times,
      int things,
      Effort effort) {
    int howFar() {
      return times == 0 ? 0 : times < FAR ? 1 : times < VERY_FAR ? 2 : 3;
    }
  }

  HarmRanking(Rulebook rulebook, Subjects subjects, LocalDate asOf) {
    this.rulebook = rulebook;
    this.ranking = rulebook.about().composition().ranking();
    this.phrases = rulebook.about().phrases();
    this.subjects = subjects;
    this.excess = new ThresholdExcess(subjects, rulebook.vocabulary(), asOf);
    this.values = new ReasonText(phrases, asOf, Optional.empty());
  }

  /**
   * Puts recommendations in order, each with why it stands there and what it concerns.
   *
   * @param made the recommendations in the order of the findings that made them
   */
  List<Recommendation> ranked(List<Assessment.Recommended> recommended, List<Recommendation> made) {
    List<Ranked> all = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      all.add(ranked(recommended.get(i), made.get(i)));
    }
    all.sort(ORDER);
    if (all.size() > 1 && all.get(0).neverFirst()) {
      all.add(1, all.remove(0));
    }
    String reader = rulebook.about().composition().owners().reader();
    int moved = moveUpFor(reader, all);
    List<Recommendation> ordered = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Ranked one = all.get(i);
      ordered.add(one.of().ranked(why(one, i == moved ? reader : ""), one.of().concerns()));
    }
    return ordered;
  }

  private Ranked ranked(Assessment.Recommended recommended, Recommendation r) {
    Set<String> concerns = new LinkedHashSet<>();
    double times = ThresholdExcess.NONE;
    for (Finding finding : recommended.findings()) {
      subjects.named(finding).forEach(subject -> concerns.add(subject.name()));
      times = Math.max(times, excess.of(recommended.rule(), finding));
    }
    Effort effort = recommended.rule().metadata().effort();
    return new Ranked(
        r.ranked("", List.copyOf(concerns)),
        rulebook.about().stance().contains(r.rule()),
        ranking.neverFirst().contains(r.rule()),
        stake(recommended, r),
        times,
        concerns.isEmpty() ? r.because().size() : concerns.size(),
        effort == null ? Effort.DAYS : effort);
  }

  private int stake(Assessment.Recommended recommended, Recommendation r) {
    for (int i = 0; i < ranking.stakes().size(); i++) {
      Ranking.Stake stake = ranking.stakes().get(i);
      if (stake.fits(r.rule(), r.priority())
          && (stake.entries().isEmpty()
              || recommended.findings().stream().anyMatch(f -> rests(f, stake.entries())))) {
        return i;
      }
    }
    return ranking.stakes().size();
  }

  private boolean rests(Finding finding, List<String> flags) {
    for (Subjects.Subject subject : subjects.all(finding)) {
      for (String flag : flags) {
        int dot = flag.indexOf('.');
        if (subject.section().equals(flag.substring(0, dot))
            && Boolean.TRUE.equals(subjects.values(subject).get(flag.substring(dot + 1)))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Moves the first recommendation of the reader up to the last of the first ones, if none of these
   * is the reader's and it is of the same priority.
   *
   * @return its new place, or -1 where nothing moved
   */
  private static int moveUpFor(String reader, List<Ranked> all) {
    int last = FIRST_ONES - 1;
    if (all.size() <= last
        || all.subList(0, FIRST_ONES).stream().anyMatch(one -> one.of().owner().equals(reader))) {
      return -1;
    }
    for (int i = FIRST_ONES; i < all.size(); i++) {
      Ranked one = all.get(i);
      if (one.of().owner().equals(reader) && !one.stance() && !one.neverFirst()) {
        if (one.of().priority() != all.get(last).of().priority()) {
          return -1;
        }
        all.add(last, all.remove(i));
        return last;
      }
    }
    return -1;
  }

  private String why(Ranked one, String movedFor) {
    List<String> why = new ArrayList<>();
    if (!movedFor.isEmpty()) {
      why.add(phrases.say(Phrase.RANK_READER, movedFor));
    }
    if (one.neverFirst()) {
      why.add(phrases.say(Phrase.RANK_NEVER_FIRST));
    }
    if (one.stake() < ranking.stakes().size()) {
      why.add(ranking.stakes().get(one.stake()).what());
    }
    if (one.times() >= ThresholdExcess.NEVER) {
      why.add(phrases.say(Phrase.RANK_NEVER));
    } else if (one.times() >= WORTH_SAYING) {
      BigDecimal times = BigDecimal.valueOf(one.times()).setScale(1, RoundingMode.DOWN);
      why.add(phrases.say(Phrase.RANK_BEYOND, values.value(times, null)));
    }
    if (one.of().status() != Status.NEW) {
      why.add(phrases.say(Phrase.RANK_SINCE, values.value(one.of().since(), null)));
    }
    if (one.things() > 1) {
      why.add(phrases.say(Phrase.RANK_THINGS, values.value(one.things(), null)));
    }
    why.add(phrases.say(Phrase.RANK_EFFORT, one.effort().text()));
    return String.join("; ", why);
  }
}

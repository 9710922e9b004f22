package nestor.advisory;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nestor.advisory.Advisory.Recommendation;
import nestor.engine.evaluation.ReasonText;
import nestor.rulebook.Phrase;
import nestor.rulebook.Phrases;
import nestor.rulebook.Rulebook;

/**
 * Composer of the summary of an advisory, in the phrases of the rulebook: moves, stories, and the
 * two sentences that answer. {@link Moves} chooses the moves.
 */
final class SummaryComposer {
  private static final int LONGEST_HEADLINE_WORDS = 25;

  private final Phrases phrases;
  private final Rulebook rulebook;
  private final Advisory advisory;
  private final ReasonText values;

  private SummaryComposer(Advisory advisory, Rulebook rulebook) {
    this.phrases = rulebook.about().phrases();
    this.rulebook = rulebook;
    this.advisory = advisory;
    this.values = new ReasonText(phrases, advisory.asOf(), Optional.empty());
  }

  /** The summary of an advisory whose recommendations are ranked and scheduled. */
  static Summary of(Advisory advisory, Rulebook rulebook) {
    return new SummaryComposer(advisory, rulebook).summary();
  }

  private Summary summary() {
    List<Recommendation> toDo =
        advisory.recommended().stream()
            .filter(r -> !rulebook.about().stance().contains(r.rule()))
            .toList();
    List<Summary.Move> moves = Moves.of(toDo, rulebook);
    return new Summary(
        capital(headline(moves)),
        moves.isEmpty() ? "" : capital(reason(toDo.get(0).because())),
        moves,
        List.of());
  }

  private String headline(List<Summary.Move> moves) {
    Score score = Score.of(advisory, rulebook.catalogue());
    if (score.enough()) {
      return moves.isEmpty()
          ? phrases.say(Phrase.HEADLINE_NOTHING, number(score.judged()), number(score.rules()))
          : answer(moves);
    }
    String unknown =
        phrases.say(
            Phrase.HEADLINE_UNKNOWN, number(score.rules() - score.judged()), number(score.rules()));
    return moves.isEmpty()
        ? unknown
        : phrases.say(Phrase.HEADLINE_UNKNOWN_YET, unknown, small(one(moves.get(0))));
  }

  private String answer(List<Summary.Move> moves) {
    String first = one(moves.get(0));
    if (moves.size() > 1) {
      String both = phrases.say(Phrase.HEADLINE_TWO, first, small(moves.get(1).title()));
      if (both.split(" ").length <= LONGEST_HEADLINE_WORDS) {
        return both;
      }
    }
    return first;
  }

  private String one(Summary.Move move) {
    return phrases.say(
        Phrase.HEADLINE_ONE, move.title(), values.value(move.schedule().due(), null));
  }

  private String reason(List<String> because) {
    String first = because.isEmpty() ? "" : because.get(0);
    return because.size() < 2
        ? first
        : phrases.say(
            Phrase.HEADLINE_REASONS, first.replaceFirst("\\.$", ""), number(because.size() - 1));
  }

  private String number(int count) {
    return values.value(count, null);
  }

  private static String capital(String said) {
    return said.isEmpty()
        ? said
        : said.substring(0, 1).toUpperCase(Locale.ROOT) + said.substring(1);
  }

  /** A sentence in the middle of another one; what begins with an abbreviation stays. */
  private static String small(String said) {
    boolean word = said.length() > 1 && Character.isLowerCase(said.charAt(1));
    return word ? said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1) : said;
  }
}

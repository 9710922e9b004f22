package nestor.advisory;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nestor.engine.evaluation.ReasonText;
import nestor.rulebook.Catalogue;
import nestor.rulebook.Phrase;
import nestor.rulebook.Phrases;
import nestor.rulebook.PriorityPolicy;
import nestor.rulebook.Rulebook;

/**
 * Sentence that says an advisory in short, in the phrases of the rulebook: who acts first on what
 * and why, or that too little is known.
 */
final class Headline {
  private final Phrases phrases;
  private final Catalogue catalogue;
  private final Advisory advisory;
  private final ReasonText values;

  private Headline(Advisory advisory, Rulebook rulebook) {
    this.phrases = rulebook.about().phrases();
    this.catalogue = rulebook.catalogue();
    this.advisory = advisory;
    this.values = new ReasonText(phrases, advisory.asOf(), Optional.empty());
  }

  static String of(Advisory advisory, Rulebook rulebook) {
    String said = new Headline(advisory, rulebook).said();
    return said.substring(0, 1).toUpperCase(Locale.ROOT) + said.substring(1);
  }

  private String said() {
    Score score = Score.of(advisory, catalogue);
    Optional<String> first =
        advisory.recommended().stream()
            .filter(r -> !catalogue.stance().contains(r.rule()))
            .findFirst()
            .map(this::first);
    if (score.enough()) {
      return first.orElseGet(
          () ->
              phrases.say(Phrase.HEADLINE_NOTHING, number(score.judged()), number(score.rules())));
    }
    String unknown =
        phrases.say(
            Phrase.HEADLINE_UNKNOWN, number(score.rules() - score.judged()), number(score.rules()));
    return first.map(due -> phrases.say(Phrase.HEADLINE_UNKNOWN_YET, unknown, due)).orElse(unknown);
  }

  private String first(Advisory.Recommendation r) {
    PriorityPolicy policy = catalogue.priorities().get(r.priority());
    LocalDate due = r.since().plusDays(policy == null ? 0 : policy.days());
    return phrases.say(
        Phrase.HEADLINE_FIRST, r.owner(), values.value(due, null), r.title(), reason(r.because()));
  }

  private String reason(List<String> because) {
    String first = because.isEmpty() ? "" : because.get(0).replaceFirst("\\.$", "");
    return because.size() < 2
        ? first
        : phrases.say(Phrase.HEADLINE_REASONS, first, number(because.size() - 1));
  }

  private String number(int count) {
    return values.value(count, null);
  }
}

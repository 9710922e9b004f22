package nestor.advisory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import nestor.advisory.Advisory.Recommendation;
import nestor.engine.assessment.Assessment;
import nestor.engine.evaluation.ReasonText;
import nestor.rulebook.Group;
import nestor.rulebook.Phrase;
import nestor.rulebook.Phrases;
import nestor.rulebook.Priority;
import nestor.rulebook.Rulebook;

/**
 * Composer of the summary of an advisory, in the phrases of the rulebook: moves, stories, and the
 * two sentences that answer. {@link Moves} chooses the moves.
 */
final class SummaryComposer {
  private static final int LONGEST_HEADLINE_WORDS = 25;
  private static final int FEW_THINGS = 2;

  private final Phrases phrases;
  private final Rulebook rulebook;
  private final Advisory advisory;
  private final ReasonText values;
  private final List<Recommendation> toDo;

  private SummaryComposer(Advisory advisory, Rulebook rulebook) {
    this.phrases = rulebook.about().phrases();
    this.rulebook = rulebook;
    this.advisory = advisory;
    this.values = new ReasonText(phrases, advisory.asOf(), Optional.empty());
    this.toDo =
        advisory.recommended().stream()
            .filter(r -> !rulebook.about().stance().contains(r.rule()))
            .toList();
  }

  /**
   * The summary of an advisory whose recommendations are ranked and scheduled.
   *
   * @param assessed what the recommendations were made of
   */
  static Summary of(
      Advisory advisory,
      Rulebook rulebook,
      Subjects subjects,
      Scheduler scheduler,
      List<Assessment.Recommended> assessed) {
    return new SummaryComposer(advisory, rulebook).summary(subjects, scheduler, assessed);
  }

  private Summary summary(
      Subjects subjects, Scheduler scheduler, List<Assessment.Recommended> assessed) {
    List<Stories.StoryAndMove> told =
        new Stories(rulebook, subjects, values, advisory.asOf()).of(toDo, assessed);
    List<Group> groups = new ArrayList<>(rulebook.about().composition().groups().values());
    told.stream().map(Stories.StoryAndMove::move).filter(Objects::nonNull).forEach(groups::add);
    List<Summary.Move> moves = new Moves(toDo, groups, scheduler, rulebook).choose();
    List<Summary.Story> stories = told.stream().map(Stories.StoryAndMove::story).toList();
    Answer answer = answer(moves);
    return new Summary(
        capital(answer.headline()), capital(why(moves, stories)), answer.moves(), stories);
  }

  /** A headline, and the moves in the order in which it names them. */
  private record Answer(String headline, List<Summary.Move> moves) {}

  private Answer answer(List<Summary.Move> moves) {
    Score score = Score.of(advisory, rulebook.catalogue());
    if (score.enough()) {
      return moves.isEmpty()
          ? new Answer(
              phrases.say(Phrase.HEADLINE_NOTHING, number(score.judged()), number(score.rules())),
              moves)
          : verdict(moves);
    }
    String unknown =
        phrases.say(
            Phrase.HEADLINE_UNKNOWN, number(score.rules() - score.judged()), number(score.rules()));
    return new Answer(
        moves.isEmpty()
            ? unknown
            : phrases.say(Phrase.HEADLINE_UNKNOWN_YET, unknown, small(one(moves.get(0), true))),
        moves);
  }

  /** What is overdue and to be done first, with as much of the second as a breath allows. */
  private Answer verdict(List<Summary.Move> moves) {
    long overdue = toDo.stream().filter(r -> r.schedule().overdue()).count();
    for (boolean named : List.of(true, false)) {
      String first = one(moves.get(0), named);
      String lead =
          overdue == 0
              ? first
              : phrases.say(Phrase.HEADLINE_OVERDUE, number((int) overdue), small(first));
      for (Summary.Move second : seconds(moves)) {
        String both = phrases.say(Phrase.HEADLINE_TWO, lead, small(second.title()));
        if (isShort(both)) {
          return new Answer(both, afterFirst(second, moves));
        }
      }
      if (isShort(lead) || !named) {
        return new Answer(lead, moves);
      }
    }
    throw new IllegalStateException("a headline that names nothing is always taken");
  }

  /** The moves with one of them directly behind the first: a reader looks there for it. */
  private static List<Summary.Move> afterFirst(Summary.Move second, List<Summary.Move> moves) {
    List<Summary.Move> ordered = new ArrayList<>(moves);
    ordered.remove(second);
    ordered.add(1, second);
    return ordered;
  }

  /** What may come second: what is as grave as the second move, what settles the most first. */
  private List<Summary.Move> seconds(List<Summary.Move> moves) {
    List<Summary.Move> others = moves.subList(1, moves.size());
    return others.stream()
        .filter(move -> !gravest(others.get(0)).isOver(gravest(move)))
        .sorted(Comparator.comparingInt((Summary.Move move) -> -move.settles().size()))
        .toList();
  }

  /** The highest priority of what a move settles. */
  private Priority gravest(Summary.Move move) {
    return toDo.stream()
        .filter(r -> move.settles().contains(r.rule()))
        .map(Recommendation::priority)
        .min(Comparator.naturalOrder())
        .orElse(Priority.LOW);
  }

  private static boolean isShort(String said) {
    return said.split(" ").length <= LONGEST_HEADLINE_WORDS;
  }

  /** The story that the first move is about, else why its first recommendation is due. */
  private String why(List<Summary.Move> moves, List<Summary.Story> stories) {
    if (moves.isEmpty()) {
      return advisory.questions().isEmpty() || Score.of(advisory, rulebook.catalogue()).enough()
          ? ""
          : phrases.say(Phrase.WHY_UNKNOWN, advisory.questions().get(0).question());
    }
    String rule = moves.get(0).settles().get(0);
    return stories.stream()
        .filter(story -> story.rules().contains(rule))
        .map(Summary.Story::sentence)
        .findFirst()
        .orElseGet(
            () ->
                toDo.stream()
                    .filter(r -> r.rule().equals(rule))
                    .findFirst()
                    .map(r -> reason(r.because()))
                    .orElse(""));
  }

  /**
   * A move and its day.
   *
   * @param named whether with the things that it is about, where these are few
   */
  private String one(Summary.Move move, boolean named) {
    List<String> things =
        toDo.stream()
            .filter(r -> move.settles().contains(r.rule()))
            .flatMap(r -> r.concerns().stream())
            .distinct()
            .filter(thing -> !move.title().contains(thing))
            .toList();
    String title =
        named && !things.isEmpty() && things.size() <= FEW_THINGS
            ? phrases.say(Phrase.HEADLINE_ABOUT, move.title(), String.join(", ", things))
            : move.title();
    return phrases.say(Phrase.HEADLINE_ONE, title, values.value(move.schedule().due(), null));
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

package nestor.advisory;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * Answer of an advisory in short, which {@link SummaryComposer} makes: what page one consists of.
 *
 * @param headline the advice in one sentence: what matters, and by when
 * @param why the ground for it in one more sentence; empty where the headline says all
 * @param moves three to five things to do that settle most, the first one first; fewer where little
 *     is recommended
 * @param stories what several recommendations have in common, the gravest first
 */
public record Summary(String headline, String why, List<Move> moves, List<Story> stories) {
  /** Of an advisory that says nothing in short. */
  public static final Summary NONE = new Summary("", "", List.of(), List.of());

  /** What was kept before there were moves and stories has none. */
  public Summary {
    headline = headline == null ? "" : headline;
    why = why == null ? "" : why;
    moves = moves == null ? List.of() : List.copyOf(moves);
    stories = stories == null ? List.of() : List.copyOf(stories);
  }

  /**
   * One thing to do that settles one or several recommendations.
   *
   * @param firstStep what to do this week
   * @param consistsOf what it is, where its title needs words; else empty
   * @param with the roles that are there beside the owner
   * @param settles the rules whose recommendations it settles, in their order
   */
  public record Move(
      String title,
      String firstStep,
      String consistsOf,
      List<String> with,
      List<String> settles,
      String owner,
      @JsonUnwrapped Schedule schedule) {}

  /**
   * One thing that several recommendations concern.
   *
   * @param subject its name
   * @param section the section that lists it
   * @param sentence what is the matter with it
   * @param rules the rules whose recommendations concern it, in their order
   */
  public record Story(String subject, String section, String sentence, List<String> rules) {}
}

package nestor.engine.assessment;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import nestor.rulebook.Priority;
import nestor.rulebook.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Answer of every rule for one dossier on one day. Each rule is in exactly one of the lists, in the
 * order of ids. {@code AdvisoryComposer} makes an advisory of it.
 */
public record Assessment(
    LocalDate asOf,
    List<Recommended> recommended,
    List<String> clear,
    List<NotAssessed> notAssessed,
    List<NotApplicable> notApplicable,
    List<Withheld> withheld,
    List<Waived> waived,
    List<Assumption> assumptions) {

  /**
   * Something that answers rest on and nobody said.
   *
   * @param needs the sections and fields that would tell
   * @param rules the rules whose answer rests on it
   */
  public record Assumption(String words, SortedSet<String> needs, SortedSet<String> rules) {}

  /**
   * A rule that is recommended.
   *
   * @param owner the role that acts, here
   * @param priority the highest that its findings have, which is the rule's own unless a case says
   *     another
   * @param title what to do, with the names of what it is about where the rule asks for them
   * @param action how to do it, likewise
   */
  public record Recommended(
      Rule rule,
      String owner,
      Priority priority,
      String title,
      String action,
      List<Finding> findings) {

    /** A recommendation in the general words of its rule, which name nothing. */
    public static Recommended inGeneral(
        Rule rule, String owner, Priority priority, List<Finding> findings) {
      return new Recommended(
          rule, owner, priority, rule.metadata().title(), rule.metadata().action(), findings);
    }
  }

  /** A rule that cannot be judged, with the sections and fields that would settle it. */
  public record NotAssessed(String rule, SortedSet<String> needs) {}

  /**
   * A rule that is about something that the organisation is not or does not have, and what that is.
   */
  public record NotApplicable(String rule, String because) {}

  /**
   * A rule on which the two evaluations differ, or that looks at such a rule.
   *
   * @param because what that means, for people
   * @param difference null where the rule only looks at another one that is withheld
   */
  public record Withheld(String rule, String because, @Nullable EngineDifference difference) {}

  /** A rule that would be recommended if it were not waived. */
  public record Waived(Recommended recommended, Waiver waiver) {}
}

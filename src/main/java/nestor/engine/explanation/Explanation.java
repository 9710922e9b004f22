package nestor.engine.explanation;

import java.time.LocalDate;
import java.util.List;
import nestor.engine.assessment.RuleAnswer;
import nestor.engine.wording.NeededAnswer;
import nestor.rulebook.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Explanation of a rule's answer. Texts are for people; names and order of the components are the
 * keys of its JSON form.
 *
 * @param answer recommended, waived, clear, not assessed or withheld
 * @param waived who waived it; null where nobody did
 * @param owner who acts, in this organisation
 * @param limits the numbers that it compares with
 * @param cases the ways in which the rule can be recommended, condition by condition
 * @param ask what would settle it, where it is not assessed
 * @param changes the smallest changes of the data that give it another answer
 * @param noChange the answers to which no change was found
 */
public record Explanation(
    String rule,
    String title,
    RuleAnswer answer,
    @Nullable Waived waived,
    Priority priority,
    String owner,
    LocalDate asOf,
    List<Because> because,
    List<Limit> limits,
    List<Case> cases,
    List<NeededAnswer> ask,
    List<Flip> changes,
    List<NoChange> noChange) {

  /**
   * A decision to live with a recommendation.
   *
   * @param until its last day
   * @param counts whether that day is not over
   */
  public record Waived(String by, String why, LocalDate until, boolean counts) {}

  /**
   * One finding.
   *
   * @param rests the entries that it rests on
   */
  public record Because(String reason, List<Read> rests) {}

  /**
   * An entry, with the fields that the rule reads.
   *
   * @param place as {@code section[name]}, or the section alone where all of it was searched
   */
  public record Read(String place, String values) {}

  /**
   * A number that the rule compares with.
   *
   * @param basis source, reference or judgement
   * @param chosen why this number of several; null where there is one
   */
  public record Limit(
      String name,
      String value,
      String basis,
      @Nullable String source,
      @Nullable String why,
      @Nullable String chosen) {}

  /**
   * One way in which the rule, or a fact that it reads, can come about.
   *
   * @param answer holds, open or fails; either way where missing data leaves conditions open and
   *     the rule comes out alike whatever they are
   */
  public record Case(String name, StepState answer, List<Step> steps) {
    /** The same case of a rule with an answer that is certain. */
    Case certain(StepState answered) {
      return answer == StepState.OPEN ? new Case(name, answered, steps) : this;
    }
  }

  /**
   * One condition.
   *
   * @param state holds, open, fails or not reached
   * @param found what was found in the data
   * @param near what nearly satisfies it, or stands in its way; nearest first
   * @param through how what it asks for could have come about
   */
  public record Step(
      String condition, StepState state, String found, List<String> near, List<Case> through) {}

  /**
   * A change of the data.
   *
   * @param to the answer that it leads to: recommended, clear, or waived where a waiver counts
   */
  public record Flip(RuleAnswer to, List<Changed> data) {}

  /**
   * An answer to which no change was found.
   *
   * @param why what stands in the way, for people
   */
  public record NoChange(RuleAnswer to, String why) {}

  /**
   * One part of a change.
   *
   * @param text for people
   * @param arguments as {@code what-if} takes it
   */
  public record Changed(String text, List<String> arguments) {}
}

package nestor.advisory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.Objects;
import nestor.rulebook.Priority;
import nestor.rulebook.PriorityPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Dates of a recommendation or a move, and the person behind its owner.
 *
 * @param person the name of the person in the role of the owner, or null where it is not on record
 * @param standsInFor the role that the rule names, where nobody has it and the owner stands in;
 *     else null
 * @param firstStepBy the day by which a first step is taken, never after the day it is due
 * @param due the day by which it is carried out; it stays the same while nothing is done
 * @param overdue whether that day had passed on the day of the advisory
 */
public record Schedule(
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String person,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String standsInFor,
    LocalDate firstStepBy,
    LocalDate due,
    boolean overdue) {

  /** The dates that a priority gives where a rulebook does not say, by nobody in particular. */
  static Schedule usual(Priority priority, LocalDate since) {
    PriorityPolicy policy = Objects.requireNonNull(PriorityPolicy.USUAL.get(priority));
    return new Schedule(
        null, null, since.plusDays(policy.firstStep()), since.plusDays(policy.days()), false);
  }

  /** This one, or the usual one where it was kept without dates. */
  Schedule orUsual(Priority priority, LocalDate since) {
    return due == null || firstStepBy == null ? usual(priority, since) : this;
  }
}

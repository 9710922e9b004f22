package nestor.engine.evaluation;

import java.util.List;
import java.util.TreeSet;
import nestor.engine.assessment.EngineDifference;
import org.jspecify.annotations.Nullable;

/**
 * End of the evaluation of one rule on which Drools and the evaluation disagree. The rule is
 * withheld, and holds up no other.
 */
final class MatchDifferenceException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> evaluation;
  private final transient List<String> drools;

  /**
   * @param evaluation the matches that are certain
   * @param drools the matches that were found
   * @param brokenOff what the search broke off with; null where it came to an end
   */
  MatchDifferenceException(
      List<String> evaluation, List<String> drools, @Nullable RuntimeException brokenOff) {
    super("both evaluations differ", brokenOff);
    this.evaluation = List.copyOf(new TreeSet<>(evaluation));
    this.drools = List.copyOf(new TreeSet<>(drools));
  }

  /** The difference as it is recorded. */
  EngineDifference of(String rule, FactBase factBase) {
    Throwable cause = getCause();
    return new EngineDifference(
        rule,
        factBase.rulebook().version(),
        factBase.dossier().organisation(),
        factBase.asOf(),
        evaluation,
        drools,
        cause == null ? null : cause.toString());
  }
}

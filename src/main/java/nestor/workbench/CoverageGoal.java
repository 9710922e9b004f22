package nestor.workbench;

import java.util.List;
import nestor.diagnostics.SourcePosition;
import nestor.rulebook.syntax.Condition;

/**
 * Coverage goal: conditions that hold where a test of a rule had one outcome, with everything
 * before it holding.
 *
 * @param subject the test, or the threshold, as a coverage report names it
 * @param outcome how it came out
 */
record CoverageGoal(
    String subject, Outcome outcome, List<Condition> when, SourcePosition position) {

  /** Outcome of a test, or side of a threshold on which a value lay. */
  enum Outcome {
    TRUE("true"),
    FALSE("false"),
    AT("at"),
    JUST_BELOW("just below"),
    JUST_ABOVE("just above");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    /** The outcome in a sentence of a report. */
    String text() {
      return text;
    }

    boolean isOfThreshold() {
      return this != TRUE && this != FALSE;
    }
  }
}

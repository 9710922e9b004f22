package nestor.workbench;

import java.util.List;
import nestor.diagnostics.SourcePosition;
import nestor.rulebook.syntax.Condition;

/**
 * Conditions that hold where a test of a rule came out in one way, with everything before it
 * holding.
 *
 * @param subject the test, or the threshold, as a coverage report names it
 * @param way how it came out: {@code true}, {@code false}, {@code at}, {@code below} or {@code
 *     above}
 */
record CoverageGoal(String subject, String way, List<Condition> when, SourcePosition place) {}

package nestor.engine.evaluation;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import nestor.engine.evaluation.Assessment.Recommended;
import nestor.rulebook.Priority;
import org.jspecify.annotations.Nullable;

/**
 * What came of one rule for one dossier, waivers aside: recommended, or what it depends on.
 *
 * @param recommended null where no way to satisfy the rule is certain
 * @param possibleByPriority what the ways that depend on missing data depend on, by the priority
 *     that they would give
 */
record RuleResult(
    @Nullable Recommended recommended, SortedMap<Priority, Ternary> possibleByPriority) {

  /** What came of a rule that nothing makes due. */
  static final RuleResult CLEAR = new RuleResult(null, Collections.emptySortedMap());

  /** Whether it is neither recommended nor clear. */
  boolean isOpen() {
    return recommended == null && !possibleByPriority.isEmpty();
  }

  /** The result without findings, which cost more than the answer and its priority. */
  static RuleResult withoutFindings(RuleSolutions solutions) {
    Priority own = solutions.rule().metadata().priority();
    Priority most = null;
    for (RuleSolutions.CaseSolutions ofCase : solutions.cases()) {
      if (!ofCase.certain().isEmpty()) {
        Priority priority = ofCase.priority(solutions.rule());
        Priority before = most == null ? own : most;
        most = priority.isOver(before) ? priority : before;
      }
    }
    String owner = solutions.rule().metadata().owner();
    return new RuleResult(
        most == null ? null : new Recommended(solutions.rule(), owner, most, List.of()),
        solutions.possibleByPriority());
  }

  /** Whether missing data could make the rule match, and which. */
  Ternary possible() {
    return possibleByPriority.values().stream().reduce(Ternary.NO, Ternary::or);
  }
}

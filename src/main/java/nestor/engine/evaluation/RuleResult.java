package nestor.engine.evaluation;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import nestor.engine.assessment.Assessment.Recommended;
import nestor.engine.ternary.Ternary;
import nestor.rulebook.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Result of one rule for one dossier, waivers aside: recommended, not applicable, or the needs on
 * which it depends.
 *
 * @param recommended null where no way to satisfy the rule is certain
 * @param possibleByPriority what the ways that depend on missing data depend on, by the priority
 *     that they would give
 * @param outside whether the organisation is outside of the rule's scopes
 * @param notApplicable the words for that, where it is certain
 */
record RuleResult(
    @Nullable Recommended recommended,
    SortedMap<Priority, Ternary> possibleByPriority,
    Ternary outside,
    @Nullable String notApplicable) {

  /** Result of a rule that nothing makes due. */
  static final RuleResult CLEAR = new RuleResult(null, Collections.emptySortedMap());

  /** Result of a rule that applies to every organisation. */
  RuleResult(@Nullable Recommended recommended, SortedMap<Priority, Ternary> possibleByPriority) {
    this(recommended, possibleByPriority, Ternary.NO, null);
  }

  /** Whether it is neither recommended nor clear. */
  boolean isOpen() {
    return recommended == null && !possibleByPriority.isEmpty();
  }

  /** The result without findings, which cost more than the answer and its priority. */
  static RuleResult withoutFindings(RuleSolutions solutions) {
    Priority most = null;
    for (RuleSolutions.CaseSolutions ofCase : solutions.cases()) {
      if (!ofCase.certain().isEmpty()) {
        Priority priority = ofCase.priority(solutions.rule());
        most = most == null || priority.isOver(most) ? priority : most;
      }
    }
    String owner = solutions.rule().metadata().owner();
    return new RuleResult(
        most == null ? null : Recommended.inGeneral(solutions.rule(), owner, most, List.of()),
        solutions.possibleByPriority());
  }

  /** Whether missing data could make the rule match, and which. */
  Ternary possible() {
    return possibleByPriority.values().stream().reduce(Ternary.NO, Ternary::or);
  }

  /** Whether missing data could give another answer than clear, and which. */
  Ternary open() {
    return possible().or(outside);
  }

  /**
   * The result of the rule within its scopes.
   *
   * @param exclusions what came of the exclusions of its scopes
   */
  RuleResult within(Collection<RuleResult> exclusions) {
    Set<String> words = new LinkedHashSet<>();
    Ternary open = Ternary.NO;
    for (RuleResult exclusion : exclusions) {
      if (exclusion.recommended != null) {
        exclusion.recommended.findings().forEach(finding -> words.add(finding.reason()));
        open = Ternary.YES;
      } else {
        open = open.or(exclusion.possible());
      }
    }
    if (open.isYes()) {
      return new RuleResult(null, Collections.emptySortedMap(), open, String.join(" ", words));
    }
    if (open.isNo()) {
      return this;
    }
    SortedMap<Priority, Ternary> possible = new TreeMap<>();
    for (Map.Entry<Priority, Ternary> way : possibleByPriority.entrySet()) {
      possible.put(way.getKey(), way.getValue().and(open));
    }
    if (recommended != null) {
      possible.merge(recommended.priority(), open, Ternary::or);
    }
    return new RuleResult(null, possible, open, null);
  }
}

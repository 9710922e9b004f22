package nestor.engine.evaluation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import nestor.rulebook.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Source of the matches of rules in one dossier: {@link DroolsMatches} for advice, {@link
 * EvaluatorMatches} for trials. Close it after use.
 */
interface MatchSource extends AutoCloseable {

  /** Finds the matches in what is on record, and in recommendations that were made known. */
  interface Finder {

    /**
     * Returns the matches in a dossier.
     *
     * @param asked the only cases whose matches will be needed
     */
    MatchSource matchesIn(FactBase factBase, Collection<Rule.Case> asked);
  }

  /**
   * A match of a DRL rule.
   *
   * @param matched the facts, or elements of a list, in the order of the patterns
   * @param values what each variable is bound to
   */
  record Found(List<Object> matched, Map<String, @Nullable Object> values) {}

  /**
   * The matches of a case.
   *
   * @param certain the ways to satisfy its conditions that hold whatever the missing data may be
   */
  Collection<Found> of(Rule.Case ofRule, Collection<Solution> certain);

  @Override
  void close();
}

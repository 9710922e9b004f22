package nestor.engine.evaluation;

import java.util.Collection;
import java.util.List;
import nestor.engine.budget.RunawayRuleException;
import nestor.rulebook.Rule;

/**
 * Matches of all rules, looked for together. Where that breaks off, the matches of each case are
 * looked for apart, so that a rule concerns no other whose facts or firing broke it off. Drools
 * evaluates the tests of all rules in one network, though: a test that throws breaks off each
 * search that has the facts for it.
 */
final class RuleMatches implements AutoCloseable {
  private final MatchSource.Finder finder;
  private final FactBase factBase;
  private final MatchSource together;
  private final boolean apart;

  RuleMatches(MatchSource.Finder finder, FactBase factBase, Collection<Rule.Case> asked) {
    this.finder = finder;
    this.factBase = factBase;
    MatchSource found;
    boolean broken = false;
    try {
      found = finder.matchesIn(factBase, asked);
    } catch (RunawayRuleException tooMuch) {
      throw tooMuch;
    } catch (RuntimeException brokenOff) {
      found = new EvaluatorMatches();
      broken = true;
    }
    together = found;
    apart = broken;
  }

  /** The matches of a case, as {@link MatchSource#of} gives them, or what it breaks off with. */
  Collection<MatchSource.Found> of(Rule.Case ofRule, Collection<Solution> certain) {
    if (!apart) {
      return together.of(ofRule, certain);
    }
    try (MatchSource own = finder.matchesIn(factBase, List.of(ofRule))) {
      return List.copyOf(own.of(ofRule, certain));
    }
  }

  @Override
  public void close() {
    together.close();
  }
}

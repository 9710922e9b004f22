package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import nestor.engine.evaluation.Evaluation.Solution;
import nestor.rulebook.Rule;

/**
 * Matches of all rules, looked for together. Where that breaks off, the matches of each case are
 * looked for apart, so that what broke off one rule concerns no other.
 */
final class RuleMatches implements AutoCloseable {
  private final MatchSource.Finder finder;
  private final FactBase factBase;
  private final List<Fact> recommendations = new ArrayList<>();
  private MatchSource together;
  private boolean apart;

  RuleMatches(MatchSource.Finder finder, FactBase factBase, Collection<Rule.Case> asked) {
    this.finder = finder;
    this.factBase = factBase;
    MatchSource found;
    try {
      found = finder.matchesIn(factBase, asked);
    } catch (RunawayRuleException tooMuch) {
      throw tooMuch;
    } catch (RuntimeException brokenOff) {
      found = new EvaluatorMatches();
      apart = true;
    }
    together = found;
  }

  /** Finds the further matches that recommendations make. */
  void add(List<Fact> recommended) {
    recommendations.addAll(recommended);
    if (apart) {
      return;
    }
    try {
      together.add(recommended);
    } catch (RunawayRuleException tooMuch) {
      throw tooMuch;
    } catch (RuntimeException brokenOff) {
      apart = true;
    }
  }

  /** The matches of a case, as {@link MatchSource#of} gives them, or what it breaks off with. */
  Collection<MatchSource.Found> of(Rule.Case ofRule, Collection<Solution> certain) {
    if (!apart) {
      return together.of(ofRule, certain);
    }
    try (MatchSource own = finder.matchesIn(factBase, List.of(ofRule))) {
      if (!recommendations.isEmpty()) {
        own.add(recommendations);
      }
      return List.copyOf(own.of(ofRule, certain));
    }
  }

  @Override
  public void close() {
    together.close();
  }
}

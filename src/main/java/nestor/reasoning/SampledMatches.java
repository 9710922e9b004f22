package nestor.reasoning;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import nestor.rulebook.Rule;

/**
 * Matches of which Drools is asked for a sample: those of each case for the first dossiers that ask
 * for it, and all of a dossier now and then. The evaluation gives the others, so that what Drools
 * costs falls on few of many dossiers, and a rule on which the two disagree is still found soon.
 */
final class SampledMatches implements Matches {
  /** So often is a case confirmed from the start. */
  static final int FIRST = 20;

  /** One of so many dossiers is confirmed as a whole. */
  static final int EACH = 100;

  private final Matches confirmed;
  private final Set<String> cases;
  private final CertainMatches others = new CertainMatches();

  private SampledMatches(Matches confirmed, Set<String> cases) {
    this.confirmed = confirmed;
    this.cases = cases;
  }

  /** Samples what another finds. Safe for use by several threads. */
  static Finder finder(Finder drools) {
    Map<String, AtomicInteger> times = new ConcurrentHashMap<>();
    AtomicLong dossiers = new AtomicLong();
    return (knowledge, asked) -> {
      boolean whole = dossiers.getAndIncrement() % EACH == 0;
      List<Rule.Case> sample = new ArrayList<>();
      Set<String> names = new HashSet<>();
      for (Rule.Case ofRule : asked) {
        AtomicInteger before = times.computeIfAbsent(ofRule.name(), n -> new AtomicInteger());
        if (whole || before.get() < FIRST) {
          before.getAndIncrement();
          sample.add(ofRule);
          names.add(ofRule.name());
        }
      }
      return sample.isEmpty()
          ? new CertainMatches()
          : new SampledMatches(drools.in(knowledge, sample), names);
    };
  }

  @Override
  public void add(List<Fact> recommendations) {
    confirmed.add(recommendations);
  }

  @Override
  public Collection<Found> of(Rule.Case ofRule, Collection<Evaluation.Solution> certain) {
    return cases.contains(ofRule.name())
        ? confirmed.of(ofRule, certain)
        : others.of(ofRule, certain);
  }

  @Override
  public void close() {
    confirmed.close();
  }
}

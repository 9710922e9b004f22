package nestor.engine.evaluation;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import nestor.dossier.Dossier;
import nestor.engine.ternary.Unknown;
import nestor.rulebook.Rule;

/** Whether a completion of an organisation with gaps keeps what its answers take for granted. */
final class KeptAssumptions {
  private final Assessor assessor;
  private final LocalDate day;
  private final FactBase gaps;
  private final SortedMap<String, List<Doubts.Taken>> byRule;

  KeptAssumptions(Assessor assessor, Dossier gaps, LocalDate day) {
    this.assessor = assessor;
    this.day = day;
    this.gaps = assessor.factBase(gaps, day, true);
    for (Rule rule : assessor.rulebook().rules().values()) {
      RuleTruth.answer(rule, this.gaps);
    }
    this.byRule = this.gaps.doubts().byRule();
  }

  /** A completion, so that its facts are found once. */
  Completion of(Dossier whole) {
    return new Completion(assessor.factBase(whole, day, false));
  }

  final class Completion {
    private final FactBase facts;

    private Completion(FactBase facts) {
      this.facts = facts;
    }

    /** Whether all that the answer of the rule takes for granted is so. */
    boolean keepsThoseOf(String rule) {
      return byRule.getOrDefault(rule, List.of()).stream().allMatch(this::keeps);
    }

    private boolean keeps(Doubts.Taken taken) {
      String type = taken.fact().type();
      boolean unknown = taken.fact().values().values().stream().anyMatch(Unknown.class::isInstance);
      return unknown
          ? certain(gaps, type).equals(certain(facts, type))
          : certain(facts, type).contains(taken.fact().key()) == taken.exists();
    }
  }

  private static Set<String> certain(FactBase facts, String type) {
    Set<String> certain = new TreeSet<>();
    for (Fact fact : facts.facts(type)) {
      if (fact.existence().isYes()) {
        certain.add(fact.key());
      }
    }
    return certain;
  }
}

package nestor.reasoning;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import nestor.rulebook.Section;
import nestor.rulebook.language.Condition;

/**
 * What a solution rests on: the entries that it matched, and the sections that it searched as a
 * whole.
 */
final class Evidences {
  private Evidences() {}

  static SortedSet<EvidenceRef> of(
      List<Condition> conditions, Evaluation.Solution solution, Knowledge knowledge) {
    SortedSet<EvidenceRef> evidence = new TreeSet<>();
    solution.facts().forEach(fact -> evidence.addAll(fact.evidence()));
    for (Condition condition : conditions) {
      if (condition instanceof Condition.Absence absence) {
        searched(absence.of(), knowledge, evidence);
      } else if (condition instanceof Condition.Presence presence) {
        entries(presence.of(), solution, knowledge, evidence);
      } else if (condition instanceof Condition.Aggregate aggregate) {
        entries(aggregate.over(), solution, knowledge, evidence);
      }
    }
    return evidence;
  }

  /**
   * The entries that satisfied the inner conditions; where none did, the sections that were
   * searched for them.
   */
  private static void entries(
      List<Condition> inner,
      Evaluation.Solution solution,
      Knowledge knowledge,
      SortedSet<EvidenceRef> evidence) {
    boolean any = false;
    for (Evaluation.Solution one : knowledge.evaluation().solve(inner, solution.bindings())) {
      if (one.truth().isYes()) {
        for (Fact fact : one.facts()) {
          evidence.addAll(fact.evidence());
          any |= !fact.evidence().isEmpty();
        }
      }
    }
    if (!any) {
      searched(inner, knowledge, evidence);
    }
  }

  private static void searched(
      List<Condition> conditions, Knowledge knowledge, SortedSet<EvidenceRef> evidence) {
    for (Condition condition : conditions) {
      if (condition instanceof Condition.Pattern pattern) {
        knowledge
            .rulebook()
            .vocabulary()
            .ofType(pattern.type())
            .map(Section::name)
            .filter(knowledge::holds)
            .ifPresent(section -> evidence.add(new EvidenceRef(section, null)));
        knowledge.rulebook().derivations().stream()
            .filter(derivation -> derivation.then().type().equals(pattern.type()))
            .forEach(derivation -> searched(derivation.when(), knowledge, evidence));
      } else if (condition instanceof Condition.Absence absence) {
        searched(absence.of(), knowledge, evidence);
      } else if (condition instanceof Condition.Presence presence) {
        searched(presence.of(), knowledge, evidence);
      } else if (condition instanceof Condition.Aggregate aggregate) {
        searched(aggregate.over(), knowledge, evidence);
      }
    }
  }
}

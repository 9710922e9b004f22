package nestor.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import nestor.dossier.Dossier;
import nestor.engine.assessment.Assessment;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.Rule;

/** Whether all answer alike; without that no time is worth taking. */
final class Agreement {
  private Agreement() {}

  /**
   * Compares the matches of two peers.
   *
   * @throws IllegalStateException naming the first differences
   */
  static void same(String what, Peer a, Peer b, List<Dossier> dossiers) {
    List<String> differences = new ArrayList<>();
    int number = 0;
    for (Dossier dossier : dossiers) {
      Map<String, Integer> of = a.counts(dossier);
      Map<String, Integer> other = b.counts(dossier);
      TreeSet<String> rules = new TreeSet<>(of.keySet());
      rules.addAll(other.keySet());
      for (String rule : rules) {
        if (!Objects.equals(of.get(rule), other.get(rule))) {
          differences.add(
              "organisation "
                  + number
                  + ", "
                  + rule
                  + ": "
                  + of.get(rule)
                  + " and "
                  + other.get(rule)
                  + " matches");
        }
      }
      number++;
    }
    refuse(what, differences);
  }

  /** Compares the advice with the matches of a peer, for every rule that is not left open. */
  static void advice(Assessor assessor, LocalDate today, Peer peer, List<Dossier> dossiers) {
    List<String> differences = new ArrayList<>();
    int number = 0;
    for (Dossier dossier : dossiers) {
      Assessment assessment = assessor.assess(dossier, today, List.of());
      Map<String, Integer> byRule = new java.util.TreeMap<>();
      peer.counts(dossier)
          .forEach((rule, count) -> byRule.merge(Rule.idOf(rule), count, Integer::sum));
      for (Assessment.Recommended recommended : assessment.recommended()) {
        String id = recommended.rule().metadata().id();
        int count = byRule.getOrDefault(id, 0);
        if (count < recommended.findings().size()) {
          differences.add(
              "organisation "
                  + number
                  + ", "
                  + id
                  + ": "
                  + recommended.findings().size()
                  + " findings and "
                  + count
                  + " matches");
        }
      }
      for (String clear : assessment.clear()) {
        if (byRule.containsKey(clear)) {
          differences.add("organisation " + number + ", " + clear + " is clear and has matches");
        }
      }
      number++;
    }
    refuse("the advice and hand-written Java", differences);
  }

  private static void refuse(String what, List<String> differences) {
    if (!differences.isEmpty()) {
      throw new IllegalStateException(
          what
              + " disagree in "
              + differences.size()
              + " places: "
              + String.join("; ", differences.subList(0, Math.min(40, differences.size()))));
    }
  }
}

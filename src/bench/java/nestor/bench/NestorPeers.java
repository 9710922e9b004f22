package nestor.bench;

import java.time.LocalDate;
import java.util.List;
import nestor.dossier.Dossier;
import nestor.engine.assessment.Assessment;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.Rulebook;
import nestor.rulebook.drools.CompiledRulebook;

/**
 * Nestor as it advises: every rule recommended, clear or not assessed, with what that rests on and
 * why. Its findings stand for the matches.
 */
final class NestorPeers implements Peer {
  private final Assessor assessor;
  private final LocalDate today;

  private NestorPeers(Assessor assessor, LocalDate today) {
    this.assessor = assessor;
    this.today = today;
  }

  /** As shipped: what the evaluation finds due, Drools must find, too. */
  static Peer advice(CompiledRulebook rulebook, LocalDate today) {
    return new NestorPeers(new Assessor(rulebook), today);
  }

  /** The three-valued evaluation alone, as trials of changed rules use it. */
  static Peer evaluation(Rulebook rulebook, LocalDate today) {
    return new NestorPeers(Assessor.unchecked(rulebook), today);
  }

  @Override
  public void find(Dossier dossier, Matches matches) {
    Assessment assessment = assessor.assess(dossier, today, List.of());
    for (Assessment.Recommended recommended : assessment.recommended()) {
      for (int i = recommended.findings().size(); i > 0; i--) {
        matches.match(recommended.rule().metadata().id());
      }
    }
  }
}

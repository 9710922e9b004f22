package nestor.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nestor.dossier.Dossier;
import nestor.engine.assessment.Assessment;
import nestor.rulebook.Rulebook;
import nestor.rulebook.ShippedRulebook;
import nestor.workbench.OrganisationGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is kept for all dossiers of a rulebook, Drools' sessions included, holds nothing of any of
 * them. A million evaluations by {@code mvn -B test -Dtest=InterleavedEvaluationTest
 * -Dnestor.evaluations=1000000}.
 */
@Tag("thorough")
class InterleavedEvaluationTest {
  private static final LocalDate AS_OF = LocalDate.parse("2026-11-21");
  private static final int EVALUATIONS = Integer.getInteger("nestor.evaluations", 1_000);
  private static final int ORGANISATIONS = 12;
  private static final int THREADS = 2;
  private static final int TOLD = 25_000;

  private final Rulebook rulebook = ShippedRulebook.get();

  @Test
  void noOrganisationIsAdvisedByTheFactsOfAnother() throws Exception {
    List<Dossier> dossiers = dossiers();
    List<Assessment> alone = new ArrayList<>();
    for (Dossier dossier : dossiers) {
      alone.add(Assessor.unchecked(rulebook).assess(dossier, AS_OF, List.of()));
    }
    Assessor shared = new Assessor(ShippedRulebook.compiled());
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Integer>> all = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        Random random = new Random(thread);
        Callable<Integer> turns =
            () -> {
              int count = 0;
              for (; count < EVALUATIONS / THREADS; count++) {
                int which = random.nextInt(dossiers.size());
                // Another day in between: what is kept for a day must not serve another.
                LocalDate day = count % 7 == 0 ? AS_OF.plusYears(3) : AS_OF;
                Assessment assessment = shared.assess(dossiers.get(which), day, List.of());
                if (day.equals(AS_OF)) {
                  assertThat(assessment).isEqualTo(alone.get(which));
                }
                if (count > 0 && count % TOLD == 0) {
                  System.out.println(count + " evaluations of one thread held");
                }
              }
              return count;
            };
        all.add(threads.submit(turns));
      }
      int evaluations = 0;
      for (Future<Integer> one : all) {
        evaluations += one.get();
      }
      assertThat(evaluations).isEqualTo(EVALUATIONS);
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Dossier> dossiers() {
    OrganisationGenerator generated =
        new OrganisationGenerator(rulebook.vocabulary(), List.of(), AS_OF, 8);
    List<Dossier> dossiers = new ArrayList<>();
    while (dossiers.size() < ORGANISATIONS) {
      Dossier complete = generated.complete();
      dossiers.add(complete);
      dossiers.add(generated.withGaps(complete, Set.of()));
    }
    return dossiers;
  }
}

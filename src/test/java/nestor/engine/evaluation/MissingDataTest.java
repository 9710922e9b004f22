package nestor.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryComposer;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.engine.assessment.Assessment;
import nestor.evidence.SectionContent;
import nestor.rulebook.Rulebook;
import nestor.rulebook.ShippedRulebook;
import nestor.workbench.OrganisationGenerator;
import nestor.workbench.ScenarioRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What missing data may and may not do to the answers, over organisations made by chance. */
@Tag("thorough")
class MissingDataTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 21);
  private static final long SEED = Long.getLong("seed", 20261121);
  private static final int ORGANISATIONS = Integer.getInteger("organisations", 300);

  private final Rulebook rulebook = ShippedRulebook.get();
  private final Assessor assessor = new Assessor(ShippedRulebook.compiled());
  private final OrganisationGenerator organisations =
      new ScenarioRunner(ShippedRulebook.compiled()).organisations(AS_OF, SEED);

  @Test
  void whateverTheMissingDataAreRecommendedStaysRecommendedAndClearStaysClear() {
    int settled = 0;
    for (int i = 0; i < ORGANISATIONS; i++) {
      Dossier complete = organisations.complete();
      Dossier gaps = organisations.partly(complete, Set.of());
      Map<String, String> withAll = answers(complete);
      Map<String, String> withGaps = answers(gaps);
      KeptAssumptions.Completion kept = new KeptAssumptions(assessor, gaps, AS_OF).of(complete);
      for (Map.Entry<String, String> answer : withGaps.entrySet()) {
        if (!answer.getValue().equals("open") && kept.keepsThoseOf(answer.getKey())) {
          assertThat(withAll.get(answer.getKey()))
              .as(
                  "seed %d, organisation %d, %s: with gaps %s; complete %s, with gaps %s",
                  SEED, i, answer.getKey(), answer.getValue(), complete, gaps)
              .isEqualTo(answer.getValue());
          settled++;
        }
      }
    }
    assertThat(settled).isGreaterThan(ORGANISATIONS * 3);
  }

  @Test
  void whereAllIsKnownOnlyRolesOfWhichNothingIsSaidLeaveARuleOpen() {
    Set<String> silentOnSomeRoles = new TreeSet<>();
    rulebook.vocabulary().sections().stream()
        .filter(section -> section.speaksFor() != null)
        .forEach(section -> silentOnSomeRoles.add(section.name()));
    for (int i = 0; i < ORGANISATIONS / 3; i++) {
      Dossier complete = organisations.complete();
      Set<String> open = UnclearFields.of(assessor, complete, AS_OF);
      open.addAll(silentOnSomeRoles);
      for (Assessment.NotAssessed notAssessed :
          assessor.assess(complete, AS_OF, List.of()).notAssessed()) {
        assertThat(open)
            .as("seed %d, organisation %d, %s: %s", SEED, i, notAssessed.rule(), complete)
            .containsAll(notAssessed.needs());
      }
    }
  }

  @Test
  void theSameFactsInAnotherOrderMakeTheSameAdvisory() {
    for (int i = 0; i < ORGANISATIONS / 10; i++) {
      Dossier gaps = organisations.partly(organisations.complete(), Set.of());
      assertThat(advisory(inAnotherOrder(gaps))).isEqualTo(advisory(gaps));
    }
  }

  private static Dossier inAnotherOrder(Dossier dossier) {
    TreeMap<String, DossierSection> sections = new TreeMap<>();
    dossier
        .sections()
        .forEach(
            (name, held) -> {
              List<Map<String, Object>> entries = new ArrayList<>();
              for (Map<String, Object> entry : held.content().entries()) {
                List<String> keys = new ArrayList<>(entry.keySet());
                Collections.shuffle(keys, new Random(SEED));
                Map<String, Object> shuffled = new LinkedHashMap<>();
                keys.forEach(key -> shuffled.put(key, entry.get(key)));
                entries.add(shuffled);
              }
              sections.put(
                  name,
                  new DossierSection(
                      new SectionContent(name, entries, held.content().partial()), held.origin()));
            });
    return new Dossier(dossier.organisation(), sections);
  }

  @Test
  void everyRecommendationSaysWhoWhyAndOnWhatItRests() {
    for (int i = 0; i < ORGANISATIONS / 3; i++) {
      Advisory advisory = advisory(organisations.partly(organisations.complete(), Set.of()));
      for (Advisory.Recommendation recommendation : advisory.recommended()) {
        assertThat(recommendation.owner()).as(recommendation.rule()).isNotEmpty();
        assertThat(recommendation.because()).as(recommendation.rule()).isNotEmpty();
        assertThat(recommendation.because())
            .as(recommendation.rule())
            .noneMatch(line -> line.isBlank() || line.contains("none on record"));
        assertThat(recommendation.evidence()).as(recommendation.rule()).isNotEmpty();
        assertThat(recommendation.sources()).as(recommendation.rule()).isNotEmpty();
      }
      advisory.notAssessed().forEach(open -> assertThat(open.needs()).as(open.rule()).isNotEmpty());
    }
  }

  private Advisory advisory(Dossier dossier) {
    return AdvisoryComposer.compose(
        dossier, assessor.assess(dossier, AS_OF, List.of()), rulebook, "test", null);
  }

  private Map<String, String> answers(Dossier dossier) {
    return answers(assessor.assess(dossier, AS_OF, List.of()));
  }

  static Map<String, String> answers(Assessment assessment) {
    Map<String, String> answers = new TreeMap<>();
    assessment.recommended().forEach(d -> answers.put(d.rule().metadata().id(), "recommended"));
    assessment.clear().forEach(rule -> answers.put(rule, "clear"));
    assessment.notAssessed().forEach(o -> answers.put(o.rule(), "open"));
    assessment.notApplicable().forEach(o -> answers.put(o.rule(), "not applicable"));
    return answers;
  }
}

package nestor.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nestor.delivery.Renderer;
import nestor.dossier.Dossier;
import nestor.pages.PageCheck;
import nestor.reasoning.Assessment;
import nestor.reasoning.Assessor;
import nestor.reasoning.EvidenceRef;
import nestor.reasoning.ShippedRulebook;
import nestor.rulebook.Guidance;
import nestor.rulebook.Rulebook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rulebook that comes with Nestor. */
@Tag("thorough")
class ShippedRulebookTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 21);
  private static final long SEED = Long.getLong("seed", 7);
  private static final int ORGANISATIONS = Integer.getInteger("organisations", 150);

  private final Rulebook rulebook = ShippedRulebook.get();
  private final Trial trial = new Trial(rulebook);

  @Test
  void everyScenarioIsMet() {
    assertThat(trial.faults()).isEmpty();
    List<Trial.Outcome> outcomes = trial.run();
    assertThat(outcomes).hasSizeGreaterThan(200);
    assertThat(outcomes).allSatisfy(o -> assertThat(o.failures()).as(o.at()).isEmpty());
  }

  @Test
  void everyRuleIsTriedInEveryAnswer() {
    assertThat(trial.untried()).isEmpty();
  }

  @Test
  void everyTemplateCanBeRendered() {
    Renderer renderer = new Renderer(Path.of("rules/templates"), rulebook.catalogue());
    assertThat(renderer.check()).isEmpty();
    assertThat(PageCheck.of(renderer)).isEmpty();
  }

  @Test
  void titlesFitOnALineAndActionsAreSentences() {
    for (Guidance rule : rulebook.catalogue().rules()) {
      assertThat(rule.title().length()).as(rule.id()).isLessThanOrEqualTo(72);
      assertThat(rule.title()).as(rule.id()).doesNotEndWith(".");
      assertThat(rule.action()).as(rule.id()).endsWith(".");
      assertThat(rule.effort()).as(rule.id()).isNotNull();
    }
  }

  @Test
  void whereOneOfAPairIsDueTheOtherIsClear() {
    GeneratedOrganisations organisations = trial.organisations(AS_OF, SEED);
    Assessor assessor = new Assessor(rulebook);
    for (int i = 0; i < ORGANISATIONS; i++) {
      Dossier complete = organisations.complete();
      for (Dossier dossier : List.of(complete, organisations.withGaps(complete, Set.of()))) {
        Assessment assessment = assessor.assess(dossier, AS_OF, List.of());
        Set<String> due = new TreeSet<>();
        assessment.due().forEach(d -> due.add(d.rule().guidance().id()));
        for (List<String> pair : rulebook.about().neverTogether()) {
          if (due.contains(pair.get(0))) {
            assertThat(matching(pair.get(1)))
                .as("seed %d, organisation %d: %s", SEED, i, pair)
                .allMatch(assessment.clear()::contains);
          }
        }
      }
    }
  }

  @Test
  void lookingOnlyForTheMatchesThatCountAnswersAsLookingForAllOfThem() {
    GeneratedOrganisations organisations = trial.organisations(AS_OF, SEED);
    Assessor assessor = new Assessor(rulebook);
    Assessor thorough = Assessor.thorough(rulebook);
    for (int i = 0; i < ORGANISATIONS; i++) {
      Dossier complete = organisations.complete();
      for (Dossier dossier : List.of(complete, organisations.withGaps(complete, Set.of()))) {
        assertThat(assessor.assess(dossier, AS_OF, List.of()))
            .as("seed %d, organisation %d", SEED, i)
            .isEqualTo(thorough.assess(dossier, AS_OF, List.of()));
      }
    }
  }

  @Test
  void pairsThatSpeakOfDifferentEntriesNeverShareOne() {
    GeneratedOrganisations organisations = trial.organisations(AS_OF, SEED);
    Assessor assessor = new Assessor(rulebook);
    for (int i = 0; i < ORGANISATIONS; i++) {
      Dossier dossier = organisations.complete();
      Map<String, Set<EvidenceRef>> evidence = new LinkedHashMap<>();
      assessor
          .assess(dossier, AS_OF, List.of())
          .due()
          .forEach(
              due -> {
                Set<EvidenceRef> entries = new TreeSet<>();
                due.findings().forEach(f -> entries.addAll(f.evidence()));
                entries.removeIf(e -> e.entry() == null);
                evidence.put(due.rule().guidance().id(), entries);
              });
      for (List<String> pair : rulebook.about().neverSameEvidence()) {
        Set<EvidenceRef> shared = new TreeSet<>(evidence.getOrDefault(pair.get(0), Set.of()));
        shared.retainAll(evidence.getOrDefault(pair.get(1), Set.of()));
        assertThat(shared).as("seed %d, organisation %d: %s", SEED, i, pair).isEmpty();
      }
    }
  }

  private List<String> matching(String pattern) {
    List<String> ids = new ArrayList<>();
    for (String id : rulebook.rules().keySet()) {
      if (id.equals(pattern)
          || (pattern.endsWith("/*")
              && id.startsWith(pattern.substring(0, pattern.length() - 1)))) {
        ids.add(id);
      }
    }
    return ids;
  }
}

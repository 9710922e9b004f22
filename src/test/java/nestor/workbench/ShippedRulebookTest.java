package nestor.workbench;

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
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.EvidenceRef;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.ShippedRulebook;
import nestor.server.pages.PageTemplateCheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rulebook that comes with Nestor. */
@Tag("thorough")
class ShippedRulebookTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 21);
  private static final long SEED = Long.getLong("seed", 7);
  private static final int ORGANISATIONS = Integer.getInteger("organisations", 150);

  private final Rulebook rulebook = ShippedRulebook.get();
  private final ScenarioRunner runner = new ScenarioRunner(ShippedRulebook.compiled());

  @Test
  void everyScenarioIsMet() {
    assertThat(runner.faults()).isEmpty();
    List<ScenarioRunner.Outcome> outcomes = runner.run();
    assertThat(outcomes).hasSizeGreaterThan(200);
    assertThat(outcomes).allSatisfy(o -> assertThat(o.failures()).as(o.at()).isEmpty());
  }

  @Test
  void everyRuleIsTriedInEveryAnswer() {
    assertThat(runner.untried()).isEmpty();
  }

  @Test
  void everyTemplateCanBeRendered() {
    Renderer renderer = new Renderer(Path.of("rules/templates"), rulebook.catalogue());
    assertThat(renderer.check()).isEmpty();
    assertThat(PageTemplateCheck.of(renderer)).isEmpty();
  }

  /** What may lie ahead; every other date is one of something done, and says so. */
  @Test
  void everyDateIsMarkedAsOfSomethingDoneUnlessItMayLieAhead() {
    Set<String> mayLieAhead =
        Set.of(
            "initiatives.startedOn",
            "practices.dueBy",
            "systems.supportedUntil",
            "projects.due",
            "commitments.dueOn",
            "risks.dueBy",
            "environmentalGoals.dueOn");
    Set<String> ahead = new TreeSet<>();
    for (Section section : rulebook.vocabulary().sections()) {
      for (Field field : section.fields()) {
        if (field.type() == FieldType.DATE && !field.reading().past()) {
          ahead.add(section.name() + "." + field.name());
        }
      }
    }
    assertThat(ahead).isSubsetOf(mayLieAhead);
  }

  @Test
  void titlesFitOnALineOrTwoAndActionsAreSentences() {
    for (RuleMetadata rule : rulebook.catalogue().rules()) {
      assertThat(rule.title().length()).as(rule.id()).isLessThanOrEqualTo(72);
      assertThat(rule.title()).as(rule.id()).doesNotEndWith(".");
      assertThat(rule.whenClear()).as(rule.id()).isNotNull().doesNotEndWith(".");
      assertThat(rule.titleWhenClear().length()).as(rule.id()).isLessThanOrEqualTo(140);
      assertThat(rule.action()).as(rule.id()).endsWith(".");
      assertThat(rule.effort()).as(rule.id()).isNotNull();
    }
  }

  @Test
  void whereOneOfAPairIsDueTheOtherIsClearOrDoesNotApply() {
    OrganisationGenerator organisations = runner.organisations(AS_OF, SEED);
    Assessor assessor = new Assessor(ShippedRulebook.compiled());
    for (int i = 0; i < ORGANISATIONS; i++) {
      Dossier complete = organisations.complete();
      for (Dossier dossier : List.of(complete, organisations.withGaps(complete, Set.of()))) {
        Assessment assessment = assessor.assess(dossier, AS_OF, List.of());
        Set<String> due = new TreeSet<>();
        assessment.recommended().forEach(d -> due.add(d.rule().metadata().id()));
        Set<String> silent = new TreeSet<>(assessment.clear());
        assessment.notApplicable().forEach(one -> silent.add(one.rule()));
        for (List<String> pair : rulebook.about().neverTogether()) {
          if (due.contains(pair.get(0))) {
            assertThat(matching(pair.get(1)))
                .as("seed %d, organisation %d: %s", SEED, i, pair)
                .allMatch(silent::contains);
          }
        }
      }
    }
  }

  @Test
  void lookingOnlyForTheMatchesThatCountAnswersAsLookingForAllOfThem() {
    OrganisationGenerator organisations = runner.organisations(AS_OF, SEED);
    Assessor assessor = new Assessor(ShippedRulebook.compiled());
    Assessor thorough = new Assessor(ShippedRulebook.compiled());
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
    OrganisationGenerator organisations = runner.organisations(AS_OF, SEED);
    Assessor assessor = new Assessor(ShippedRulebook.compiled());
    for (int i = 0; i < ORGANISATIONS; i++) {
      Dossier dossier = organisations.complete();
      Map<String, Set<EvidenceRef>> evidence = new LinkedHashMap<>();
      assessor
          .assess(dossier, AS_OF, List.of())
          .recommended()
          .forEach(
              recommended -> {
                Set<EvidenceRef> entries = new TreeSet<>();
                recommended.findings().forEach(f -> entries.addAll(f.evidence()));
                entries.removeIf(e -> e.entry() == null);
                evidence.put(recommended.rule().metadata().id(), entries);
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

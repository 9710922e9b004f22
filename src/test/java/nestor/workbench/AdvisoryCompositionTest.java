package nestor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nestor.advisory.Advisory;
import nestor.advisory.Advisory.Recommendation;
import nestor.advisory.AdvisoryComposer;
import nestor.advisory.Summary;
import nestor.dossier.Dossier;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.Effort;
import nestor.rulebook.Rulebook;
import nestor.rulebook.ShippedRulebook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How advisories of generated organisations are put together under the shipped rulebook. */
@Tag("thorough")
class AdvisoryCompositionTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 21);
  private static final long SEED = Long.getLong("seed", 7);
  private static final int ORGANISATIONS = Integer.getInteger("organisations", 20);

  private static final Rulebook RULEBOOK = ShippedRulebook.get();
  private static final List<Advisory> ADVISORIES = new ArrayList<>();
  private static final List<Advisory> LATER = new ArrayList<>();

  @BeforeAll
  static void advise() {
    Assessor assessor = new Assessor(ShippedRulebook.compiled());
    OrganisationGenerator organisations =
        new ScenarioRunner(ShippedRulebook.compiled()).organisations(AS_OF, SEED);
    for (int i = 0; i < ORGANISATIONS; i++) {
      Dossier dossier = organisations.complete();
      Advisory first = advise(assessor, dossier, AS_OF, null);
      ADVISORIES.add(first);
      LATER.add(advise(assessor, dossier, AS_OF.plusDays(20), first));
    }
  }

  private static Advisory advise(
      Assessor assessor, Dossier dossier, LocalDate day, @Nullable Advisory previous) {
    return AdvisoryComposer.compose(
        dossier, assessor.assess(dossier, day, List.of()), RULEBOOK, "1", previous);
  }

  @Test
  void aFirstStepComesBeforeTheEndAndTheEndNotBeforeTheWorkCanBeDone() {
    for (Recommendation r : toDo(ADVISORIES)) {
      assertThat(r.schedule().firstStepBy()).isAfter(AS_OF).isBeforeOrEqualTo(r.schedule().due());
      int days =
          Objects.requireNonNull(RULEBOOK.about().composition().efforts().get(effort(r))).days();
      assertThat(r.schedule().due()).as(r.rule()).isAfterOrEqualTo(AS_OF.plusDays(days));
      assertThat(r.schedule().overdue()).isFalse();
    }
  }

  @Test
  void noOwnerIsAskedForMoreHoursAWeekThanTheRulebookSays() {
    int aWeek = RULEBOOK.about().composition().owners().hoursAWeek();
    for (Advisory advisory : ADVISORIES) {
      Map<String, List<Recommendation>> byOwner = new HashMap<>();
      toDo(List.of(advisory))
          .forEach(r -> byOwner.computeIfAbsent(r.owner(), o -> new ArrayList<>()).add(r));
      byOwner
          .values()
          .forEach(
              items -> {
                items.sort(Comparator.comparing(r -> r.schedule().due()));
                long hours = 0;
                for (Recommendation r : items) {
                  hours +=
                      Objects.requireNonNull(
                              RULEBOOK.about().composition().efforts().get(effort(r)))
                          .hours();
                  long days = ChronoUnit.DAYS.between(AS_OF, r.schedule().due());
                  assertThat(hours * 7).as(r.rule()).isLessThanOrEqualTo(days * aWeek);
                }
              });
    }
  }

  @Test
  void whatStandsKeepsItsDatesAndIsOverdueOnceTheyHavePassed() {
    int overdue = 0;
    for (int i = 0; i < ADVISORIES.size(); i++) {
      Map<String, Recommendation> before = new HashMap<>();
      ADVISORIES.get(i).recommended().forEach(r -> before.put(r.rule(), r));
      for (Recommendation r : toDo(List.of(LATER.get(i)))) {
        Recommendation former = before.get(r.rule());
        if (former != null && former.priority() == r.priority()) {
          assertThat(r.schedule().due()).as(r.rule()).isEqualTo(former.schedule().due());
          assertThat(r.schedule().firstStepBy()).isEqualTo(former.schedule().firstStepBy());
        }
        assertThat(r.schedule().overdue())
            .isEqualTo(r.schedule().due().isBefore(AS_OF.plusDays(20)));
        overdue += r.schedule().overdue() ? 1 : 0;
      }
      if (toDo(List.of(LATER.get(i))).stream().anyMatch(r -> r.schedule().overdue())) {
        assertThat(LATER.get(i).headline()).contains(" overdue: ");
      }
    }
    assertThat(overdue).isPositive();
  }

  @Test
  void threeToFiveMovesCarryAnAdvisoryAndNoneSettlesWhatAnotherDoes() {
    for (Advisory advisory : ADVISORIES) {
      Set<String> recommended = new LinkedHashSet<>();
      toDo(List.of(advisory)).forEach(r -> recommended.add(r.rule()));
      List<Summary.Move> moves = advisory.summary().moves();
      assertThat(moves).hasSizeBetween(Math.min(2, recommended.size()), 5);
      List<String> settled = moves.stream().flatMap(m -> m.settles().stream()).toList();
      assertThat(settled).doesNotHaveDuplicates().isSubsetOf(recommended);
      assertThat(moves)
          .allSatisfy(
              move -> {
                assertThat(move.title() + move.firstStep()).doesNotContain("{");
                assertThat(move.with()).doesNotContain(move.owner());
              });
    }
  }

  @Test
  void aStoryIsToldOfWhatThreeOrMoreRecommendationsName() {
    int told = 0;
    for (Advisory advisory : ADVISORIES) {
      for (Summary.Story story : advisory.summary().stories()) {
        told++;
        assertThat(story.rules()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(story.sentence()).contains(story.subject()).doesNotContain("{");
        for (Recommendation r : advisory.recommended()) {
          if (story.rules().contains(r.rule())) {
            assertThat(r.because()).anyMatch(line -> line.contains(story.subject()));
          }
        }
      }
    }
    assertThat(told).isPositive();
  }

  @Test
  void theHeadlineIsOneBreathAndNamesADayWhereSomethingIsToBeDone() {
    for (Advisory advisory : ADVISORIES) {
      if (!advisory.summary().moves().isEmpty()) {
        assertThat(advisory.headline()).containsPattern(" by \\d+ [A-Z][a-z]{2} 20\\d\\d");
        assertThat(advisory.headline().split(" ")).hasSizeLessThanOrEqualTo(32);
        assertThat(advisory.summary().why()).endsWith(".");
      }
    }
  }

  @Test
  void aMoveThatTheHeadlineNamesIsAmongTheFirstTwo() {
    for (Advisory advisory : ADVISORIES) {
      List<Summary.Move> moves = advisory.summary().moves();
      String headline = advisory.headline().toLowerCase(Locale.ROOT);
      assertThat(moves.stream().skip(2).map(move -> move.title().toLowerCase(Locale.ROOT)))
          .noneMatch(headline::contains);
    }
  }

  @Test
  void whatOnlyPointsAtOthersNeverLeads() {
    List<String> never = RULEBOOK.about().composition().ranking().neverFirst();
    for (Advisory advisory : ADVISORIES) {
      List<Recommendation> toDo = toDo(List.of(advisory));
      if (toDo.size() > 1) {
        assertThat(never).doesNotContain(toDo.get(0).rule());
      }
    }
  }

  private static List<Recommendation> toDo(List<Advisory> advisories) {
    return advisories.stream()
        .flatMap(advisory -> advisory.recommended().stream())
        .filter(r -> !RULEBOOK.about().stance().contains(r.rule()))
        .toList();
  }

  private static Effort effort(Recommendation r) {
    Effort effort = RULEBOOK.catalogue().rule(r.rule()).orElseThrow().effort();
    return effort == null ? Effort.HOURS : effort;
  }
}

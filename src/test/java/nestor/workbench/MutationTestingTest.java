package nestor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nestor.diagnostics.Diagnostic;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.Rulebook;
import nestor.rulebook.ShippedRulebook;
import nestor.rulebook.drools.CompiledRulebook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios must notice every change of a rule. */
class MutationTestingTest {
  private static final String WARM =
      """
      rule "k/warm"META
      when
        Threshold(name == "warmest", $limit : value)
        $f : Fridge(celsius > $limit)%s
      then
        advise.because("{$f.name} is warm.");
      end
      """;

  private static final String AT_EIGHT =
      """
      - name: too warm
        given: {fridges: [{name: a, celsius: 8}]}
        recommended: [k/warm]
      """;

  private static final String CANTEENS =
      """
      - name: too warm for a canteen
        given: {organisation: {style: canteen}, fridges: [{name: a, celsius: 5}]}
        recommended: [k/warm]
      - name: as warm as a canteen's may be
        given: {organisation: {style: canteen}, fridges: [{name: a, celsius: 4}]}
        recommended: []
      - name: too warm for a bistro
        given: {organisation: {style: bistro}, fridges: [{name: a, celsius: 8}]}
        recommended: [k/warm]
      - name: as warm as a bistro's may be
        given: {organisation: {style: bistro}, fridges: [{name: a, celsius: 7}]}
        recommended: []
      """;

  /** Near each limit, and never at it. */
  private static final String BESIDE_THE_LIMIT =
      CANTEENS.replace("celsius: 7", "celsius: 6.5").replace("celsius: 4", "celsius: 3.5");

  private static final String STYLE =
      """
      rule "style"
      when
        Organisation($s : style)
      then
        insertLogical(new Dimension("style", $s));
      end
      """;

  private @TempDir Path folder;

  @Test
  void whereBothSidesOfEveryNumberAreTriedNoChangeSurvives() throws IOException {
    assertThat(survivors(STYLE + WARM.formatted(""), AT_EIGHT + CANTEENS)).isEmpty();
  }

  @Test
  void aComparisonThatNoScenarioTriesIsNamedWithItsLine() throws IOException {
    assertThat(survivors(STYLE + WARM.formatted(""), AT_EIGHT + BESIDE_THE_LIMIT))
        .containsExactly(
            "k.drl:11:23: no scenario fails with celsius >= $limit in the place of celsius > $limit;"
                + " add a scenario that tells the two apart");
  }

  @Test
  void aThresholdThatCouldBeAnotherIsNamed() throws IOException {
    assertThat(
            survivors(
                STYLE + WARM.formatted(""),
                AT_EIGHT + CANTEENS.replace("celsius: 7", "celsius: 6")))
        .containsExactly(
            "thresholds.yaml:1:1: no scenario fails with warmest 6 in the place of warmest 7;"
                + " add a scenario that tells the two apart");
  }

  @Test
  void anUntriedTestAndAnUntriedCaseAreNamed() throws IOException {
    String cold =
        """
        rule "k/warm: without an alarm"
        when
          Fridge(alarmed == false)
          not Cook()
        then
          advise.because("No alarm.");
        end
        """;
    List<String> survivors =
        survivors(
            STYLE + WARM.formatted("\n  Fridge(holds not contains \"wine\")") + cold,
            AT_EIGHT + CANTEENS);
    assertThat(survivors)
        .contains(
            "k.drl:12:10: no scenario fails without holds not contains \"wine\";"
                + " add a scenario that tells the two apart",
            "k.drl:16:1: no scenario fails without rule \"k/warm: without an alarm\";"
                + " add a scenario that tells the two apart",
            "k.drl:19:3: no scenario fails with exists Cook in the place of not Cook;"
                + " add a scenario that tells the two apart");
  }

  @Test
  void aRuleOfWhichNoScenarioSpeaksIsNamedOnce() throws IOException {
    String other =
        """
        rule "k/other"META
        when
          Cook(role == "chef")
        then
          advise.because("There is a chef.");
        end
        """;
    assertThat(survivors(STYLE + WARM.formatted("") + other, AT_EIGHT + CANTEENS))
        .containsOnlyOnce(
            "k.drl:15:1: no scenario speaks of rule \"k/other\";"
                + " add scenarios in which it is recommended, clear and not assessed");
  }

  @Test
  void aChangeThatNoDataCanTellApartIsAcceptedByAComment() throws IOException {
    String accepted =
        WARM.formatted("").replace("> $limit)", "> $limit) // equivalent: celsius >= $limit");
    assertThat(survivors(STYLE + accepted, AT_EIGHT + BESIDE_THE_LIMIT))
        .noneMatch(line -> line.contains("celsius"));
  }

  @Test
  void aCommentThatAcceptsNothingIsNamed() throws IOException {
    String accepted =
        WARM.formatted("").replace("> $limit)", "> $limit) // equivalent: celsius >= $limit");
    assertThat(survivors(STYLE + accepted, AT_EIGHT + CANTEENS))
        .containsExactly(
            "k.drl:11:33: \"celsius >= $limit\" is no change here that every scenario lets pass;"
                + " delete the comment, or name the change as this command names it");
  }

  @Test
  @Tag("thorough")
  void withoutDroolsEveryShippedScenarioIsMetAsWell() {
    Rulebook rulebook = ShippedRulebook.get();
    Assessor unchecked = Assessor.unchecked(rulebook);
    List<String> failures = new ArrayList<>();
    for (Scenario scenario : new ScenarioRunner(ShippedRulebook.compiled()).scenarios()) {
      failures.addAll(
          scenario.failures(
              unchecked.assess(scenario.given(), scenario.asOf(), List.of()),
              rulebook.rules().keySet()));
    }
    assertThat(failures).isEmpty();
  }

  private List<String> survivors(String rules, String scenarios) throws IOException {
    Files.writeString(
        folder.resolve("k.scenarios.yaml"),
        "as-of: 2026-03-31\nscenarios:\n" + scenarios.indent(2));
    CompiledRulebook rulebook = KitchenRulebook.with(folder, rules);
    try {
      ScenarioRunner runner = new ScenarioRunner(rulebook);
      assertThat(runner.faults()).isEmpty();
      assertThat(runner.run()).allSatisfy(o -> assertThat(o.failures()).as(o.name()).isEmpty());
      return new MutationTesting(runner)
          .run(Progress.UNHEARD).survivors().stream().map(Diagnostic::toString).toList();
    } finally {
      rulebook.close();
    }
  }
}

package nestor.engine.evaluation;

import static nestor.rulebook.KitchenRulebook.TODAY;
import static nestor.rulebook.KitchenRulebook.dossier;
import static nestor.rulebook.KitchenRulebook.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nestor.dossier.Dossier;
import nestor.engine.budget.EvaluationLimits;
import nestor.engine.budget.RunawayRuleException;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.Rulebook;
import nestor.rulebook.drools.CompiledRulebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that pass every check and still are too much for some organisation's data. */
class RunawayRuleTest {
  private static final String EVERY_THREE =
      """
      rule "k/three" META
      when
        $a : Fridge(celsius > 0)
        $b : Fridge(celsius > 0)
        $c : Fridge(celsius > 0)
      then
        advise.because("{$a.name}, {$b.name} and {$c.name} are warm.");
      end
      """;

  private static final String A_COLDER_ONE =
      """
      rule "k/colder" META
      when
        Fridge($a : celsius, celsius > 0)
        Fridge($b : celsius, celsius > 0)
        Fridge(celsius < $a, celsius < $b)
      then
        advise.because("One is colder than two others.");
      end
      """;

  private static final String NO_TWO =
      """
      rule "k/pair" META
      when
        not (Fridge($a : celsius) and Fridge(celsius < $a))
      then
        advise.because("All are equally warm.");
      end
      """;

  private @TempDir Path folder;

  @Test
  void aJoinOfAMillionCombinationsIsStoppedAndTheRuleNamed() throws IOException {
    Assessor assessor = new Assessor(KitchenRulebook.with(folder, A_COLDER_ONE));
    assertThatExceptionOfType(RunawayRuleException.class)
        .isThrownBy(() -> assessor.assess(fridges(101), TODAY, List.of()))
        .withMessage(
            "rule \"k/colder\" was stopped: it tries more than 1,000,000 combinations of entries;"
                + " join its patterns by a field that they share, as in Type(field == $name), or"
                + " give fewer entries")
        .matches(stopped -> stopped.rule().equals("k/colder"));
    assertThat(assessor.assess(fridges(20), TODAY, List.of()).clear()).containsExactly("k/colder");
  }

  @Test
  void soIsOneInsideAGroupOfWhichNoneMayBeThere() throws IOException {
    Assessor assessor = new Assessor(KitchenRulebook.with(folder, NO_TWO));
    assertThatExceptionOfType(RunawayRuleException.class)
        .isThrownBy(() -> assessor.assess(fridges(1_001), TODAY, List.of()))
        .withMessageStartingWith("rule \"k/pair\" was stopped: ");
  }

  @Test
  void aRuleThatIsDueForTooManyReasonsIsStopped() throws IOException {
    Assessor assessor = new Assessor(KitchenRulebook.with(folder, EVERY_THREE));
    assertThatExceptionOfType(RunawayRuleException.class)
        .isThrownBy(() -> assessor.assess(fridges(47), TODAY, List.of()))
        .withMessageStartingWith(
            "rule \"k/three\" was stopped: it is due for more than 100,000 reasons; ");
  }

  @Test
  void aDerivedFactThatIsTooMuchIsNamedItself() throws IOException {
    CompiledRulebook rulebook =
        KitchenRulebook.with(
            folder,
            """
            declare Trio
              a : String @key
            end
            rule "trios"
            when
              $a : Fridge() Fridge() Fridge()
            then
              insertLogical(new Trio($a.name));
            end
            rule "k/trio" META
            when
              Trio()
            then
              advise.because("There are three.");
            end
            """);
    assertThatExceptionOfType(RunawayRuleException.class)
        .isThrownBy(() -> new Assessor(rulebook).assess(fridges(101), TODAY, List.of()))
        .matches(stopped -> stopped.rule().equals("trios"));
  }

  @Test
  void theConditionsOfARuleHaveADeadline() throws IOException {
    EvaluationLimits noTime =
        new EvaluationLimits(Long.MAX_VALUE, Integer.MAX_VALUE, Duration.ofMillis(1));
    Assessor assessor = new Assessor(KitchenRulebook.with(folder, NO_TWO), noTime);
    assertThatExceptionOfType(RunawayRuleException.class)
        .isThrownBy(() -> assessor.assess(fridges(1_000), TODAY, List.of()))
        .withMessageStartingWith("rule \"k/pair\" was stopped: it took more than ");
  }

  @Test
  void droolsFiresNoMoreThanTheLimit() throws IOException {
    CompiledRulebook rulebook = KitchenRulebook.with(folder, EVERY_THREE);
    MatchSource.Finder finder =
        DroolsMatches.finder(rulebook, new EvaluationLimits(1_000_000, 26, Duration.ofSeconds(10)));
    assertThatExceptionOfType(RunawayRuleException.class)
        .isThrownBy(() -> found(rulebook.rulebook(), finder, fridges(3)))
        .withMessageContaining("it is due for more than 26 reasons");
  }

  @Test
  void droolsIsGivenUpAtTheDeadlineWhileItJoins() throws IOException {
    CompiledRulebook rulebook = KitchenRulebook.with(folder, NO_TWO);
    MatchSource.Finder finder =
        DroolsMatches.finder(
            rulebook, new EvaluationLimits(Long.MAX_VALUE, 1_000_000, Duration.ofMillis(20)));
    Dossier large = fridges(1_000);
    assertThatExceptionOfType(RunawayRuleException.class)
        .isThrownBy(() -> found(rulebook.rulebook(), finder, large))
        .withMessageContaining("it took more than ");
    MatchSource.Finder patient = DroolsMatches.finder(rulebook, EvaluationLimits.USUAL);
    assertThat(found(rulebook.rulebook(), patient, fridges(1))).isEqualTo(1);
  }

  private static int found(Rulebook rulebook, MatchSource.Finder finder, Dossier dossier) {
    FactBase factBase =
        new FactBase(rulebook, new RulebookFacts(rulebook), EvaluationLimits.USUAL, dossier, TODAY);
    List<nestor.rulebook.Rule.Case> cases =
        rulebook.rules().values().stream().flatMap(rule -> rule.cases().stream()).toList();
    try (MatchSource matches = finder.matchesIn(factBase, cases)) {
      return cases.stream().mapToInt(one -> matches.of(one, List.of()).size()).sum();
    }
  }

  private static Dossier fridges(int count) {
    return dossier(
        Map.of(
            "fridges",
            IntStream.range(0, count)
                .mapToObj(i -> entry("name", "fridge " + i, "celsius", 5.0))
                .toList()));
  }
}

package nestor.reasoning;

import static nestor.reasoning.KitchenRulebook.TODAY;
import static nestor.reasoning.KitchenRulebook.dossier;
import static nestor.reasoning.KitchenRulebook.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nestor.dossier.Dossier;
import nestor.rulebook.Rulebook;
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
    assertThatExceptionOfType(RunawayRule.class)
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
    assertThatExceptionOfType(RunawayRule.class)
        .isThrownBy(() -> assessor.assess(fridges(1_001), TODAY, List.of()))
        .withMessageStartingWith("rule \"k/pair\" was stopped: ");
  }

  @Test
  void aRuleThatIsDueForTooManyReasonsIsStopped() throws IOException {
    Assessor assessor = new Assessor(KitchenRulebook.with(folder, EVERY_THREE));
    assertThatExceptionOfType(RunawayRule.class)
        .isThrownBy(() -> assessor.assess(fridges(47), TODAY, List.of()))
        .withMessageStartingWith(
            "rule \"k/three\" was stopped: it is due for more than 100,000 reasons; ");
  }

  @Test
  void aDerivedFactThatIsTooMuchIsNamedItself() throws IOException {
    Rulebook rulebook =
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
    assertThatExceptionOfType(RunawayRule.class)
        .isThrownBy(() -> new Assessor(rulebook).assess(fridges(101), TODAY, List.of()))
        .matches(stopped -> stopped.rule().equals("trios"));
  }

  @Test
  void theConditionsOfARuleHaveADeadline() throws IOException {
    Limits noTime = new Limits(Long.MAX_VALUE, Integer.MAX_VALUE, Duration.ofMillis(1));
    Assessor assessor = new Assessor(KitchenRulebook.with(folder, NO_TWO), noTime);
    assertThatExceptionOfType(RunawayRule.class)
        .isThrownBy(() -> assessor.assess(fridges(1_000), TODAY, List.of()))
        .withMessageStartingWith("rule \"k/pair\" was stopped: it took more than ");
  }

  @Test
  void droolsFiresNoMoreThanTheLimit() throws IOException {
    Rulebook rulebook = KitchenRulebook.with(folder, EVERY_THREE);
    Matches.Finder finder =
        DroolsMatches.finder(rulebook, new Limits(1_000_000, 26, Duration.ofSeconds(10)));
    assertThatExceptionOfType(RunawayRule.class)
        .isThrownBy(() -> found(rulebook, finder, fridges(3)))
        .withMessageContaining("it is due for more than 26 reasons");
  }

  @Test
  void droolsIsGivenUpAtTheDeadlineWhileItJoins() throws IOException {
    Rulebook rulebook = KitchenRulebook.with(folder, NO_TWO);
    Matches.Finder finder =
        DroolsMatches.finder(
            rulebook, new Limits(Long.MAX_VALUE, 1_000_000, Duration.ofMillis(20)));
    Dossier large = fridges(1_000);
    assertThatExceptionOfType(RunawayRule.class)
        .isThrownBy(() -> found(rulebook, finder, large))
        .withMessageContaining("it took more than ");
    Matches.Finder patient = DroolsMatches.finder(rulebook, Limits.USUAL);
    assertThat(found(rulebook, patient, fridges(1))).isEqualTo(1);
  }

  private static int found(Rulebook rulebook, Matches.Finder finder, Dossier dossier) {
    Knowledge knowledge =
        new Knowledge(rulebook, new LastingFacts(rulebook), Limits.USUAL, dossier, TODAY);
    List<nestor.rulebook.Rule.Case> cases =
        rulebook.rules().values().stream().flatMap(rule -> rule.cases().stream()).toList();
    try (Matches matches = finder.in(knowledge, cases)) {
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

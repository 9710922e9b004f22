package nestor.engine.evaluation;

import static nestor.rulebook.KitchenRulebook.TODAY;
import static nestor.rulebook.KitchenRulebook.dossier;
import static nestor.rulebook.KitchenRulebook.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nestor.dossier.Dossier;
import nestor.engine.assessment.Assessment;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.drools.CompiledRulebook;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules with a minimum, maximum, average or median of nothing, beside rules without. */
class AccumulateOfNothingTest {
  private static final Dossier NONE = dossier(Map.of("fridges", List.of()));
  private static final Dossier SOME =
      dossier(
          Map.of(
              "fridges",
              List.of(fridge("left", 9.0, TODAY), fridge("right", 3.0, TODAY.minusDays(8)))));

  private @TempDir Path folder;

  private static Map<String, Object> fridge(String name, double celsius, LocalDate checked) {
    return entry("name", name, "celsius", celsius, "checkedOn", checked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$r : FUNCTION; $r * $share <= $r",
        "$n : count(), $r : FUNCTION; $r * $share <= $r",
        "$r : FUNCTION , $n : count() ;$n + $r >= $n - $share",
        "$r : FUNCTION, $n : count(); $r * $share <= $r || $n < $share",
        "$r : FUNCTION, $n : count(); $n < $share || $n > $share, $r != 0",
        "$r : FUNCTION, $n : count(); $r == null || $r > 0",
        "$r : FUNCTION, $n : count()",
        "$n : count(), $r : FUNCTION; ($n < $share || $r - $share != $n))\n"
            + "  exists Fridge(celsius >= $r * $share || celsius <= $r",
        "$n : count(), $r : FUNCTION)\n  exists Fridge($r != 0, celsius != null",
      })
  void anAccumulateOfNothingDoesNotHoldInEitherEvaluation(String functions) throws IOException {
    StringBuilder rules = new StringBuilder();
    for (String function : List.of("min($c)", "max($c)", "average($c)", "medianGap($d)")) {
      String id = function.substring(0, 3);
      rules.append(rule(id, functions.replace("FUNCTION", function)));
    }
    rules.append(rule("none", "$n : count(); $n < $share"));
    try (CompiledRulebook compiled = KitchenRulebook.with(folder, rules.toString())) {
      Assessor assessor = new Assessor(compiled);
      Assessment ofNothing = assessor.assess(NONE, TODAY, List.of());
      assertThat(ofNothing.withheld()).isEmpty();
      assertThat(ofNothing.recommended())
          .extracting(one -> one.rule().metadata().id())
          .containsExactly("k/none");
      Assessment ofSome = assessor.assess(SOME, TODAY, List.of());
      assertThat(ofSome.withheld()).isEmpty();
      assertThat(ofSome.clear()).contains("k/none");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"min($c)", "max($c)", "average($c)"})
  void whereThereMayBeNothingATestThatHoldsAnywayDoesNotSettleIt(String function)
      throws IOException {
    String rules =
        rule(
            "r",
            "$r : FUNCTION, $n : count(); $n > $share || $r > 0".replace("FUNCTION", function));
    Dossier open =
        dossier(Map.of("fridges", List.of(entry("name", "left"), entry("name", "right"))));
    try (CompiledRulebook compiled = KitchenRulebook.with(folder, rules)) {
      Assessment assessment = new Assessor(compiled).assess(open, TODAY, List.of());
      assertThat(assessment.withheld()).isEmpty();
      assertThat(assessment.notAssessed()).hasSize(1);
    }
  }

  private static String rule(String id, String functions) {
    return """
        rule "k/ID" META
        when
          Threshold(name == "alarm-share", $share : value)
          accumulate(Fridge($c : celsius, $d : checkedOn); FUNCTIONS)
        then
          advise.because("x");
        end
        """
        .replace("ID", id)
        .replace("FUNCTIONS", functions);
  }
}

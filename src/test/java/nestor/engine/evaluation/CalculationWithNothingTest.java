package nestor.engine.evaluation;

import static nestor.rulebook.KitchenRulebook.TODAY;
import static nestor.rulebook.KitchenRulebook.dossier;
import static nestor.rulebook.KitchenRulebook.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nestor.dossier.Dossier;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.drools.CompiledRulebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that calculate with a minimum, maximum, average or median where there is none. */
class CalculationWithNothingTest {
  private static final Dossier NO_FRIDGE = dossier(Map.of("fridges", List.of()));
  private static final Dossier FRIDGES =
      dossier(
          Map.of(
              "fridges",
              List.of(
                  entry("name", "left", "celsius", 9.0), entry("name", "right", "celsius", 3.0))));

  private @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$r * $share < $share",
        "$r * $share < $share, $r != null",
        "$r > 0 || $r * $share < $share",
        "$r != 0 && $r * $share < $share"
      })
  void calculatingWithWhatMayBeNothingIsRefusedWithACure(String tests) {
    for (String function : List.of("min", "max", "average")) {
      assertThatThrownBy(() -> compiled(function, tests))
          .hasMessageContaining("$r is nothing where there is nothing to take it of")
          .hasMessageContaining("calculate with it after a test that it passes: $r != null");
    }
  }

  @Test
  void aTestInANegationSaysNothingOfWhatComesAfter() {
    assertThatThrownBy(
            () ->
                KitchenRulebook.with(
                    folder,
                    rule(
                        "min",
                        "$r != 0)\n  not Fridge(celsius > $r)\n  Fridge(celsius > $r * $share")))
        .hasMessageContaining("$r is nothing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$r != null, $r * $share > $share",
        "$r > $share, $share < $r * $share",
        "$r != null && $r * $share > $share",
        "$share < $r)\n  exists Fridge(celsius >= $r * $share"
      })
  void afterATestThatNothingFailsBothEvaluationsCalculate(String tests) throws IOException {
    for (String function : List.of("min", "max", "average")) {
      try (CompiledRulebook compiled = compiled(function, tests)) {
        Assessor assessor = new Assessor(compiled);
        Assessment none = assessor.assess(NO_FRIDGE, TODAY, List.of());
        assertThat(none.withheld()).isEmpty();
        assertThat(none.clear()).containsExactly("k/r");
        Assessment some = assessor.assess(FRIDGES, TODAY, List.of());
        assertThat(some.withheld()).isEmpty();
        assertThat(some.recommended()).hasSize(1);
      }
    }
  }

  private CompiledRulebook compiled(String function, String tests) throws IOException {
    return KitchenRulebook.with(folder, rule(function, tests));
  }

  private static String rule(String function, String tests) {
    return """
        rule "k/r" META
        when
          Threshold(name == "alarm-share", $share : value)
          accumulate(Fridge($c : celsius); $r : FUNCTION($c); TESTS)
        then
          advise.because("x");
        end
        """
        .replace("FUNCTION", function)
        .replace("TESTS", tests);
  }
}

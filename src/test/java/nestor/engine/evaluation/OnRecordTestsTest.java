package nestor.engine.evaluation;

import static nestor.rulebook.KitchenRulebook.TODAY;
import static nestor.rulebook.KitchenRulebook.dossier;
import static nestor.rulebook.KitchenRulebook.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nestor.engine.assessment.Assessment;
import nestor.rulebook.drools.CompiledRulebook;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that ask whether a value is on record which reaches them by another way. */
class OnRecordTestsTest {
  private @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Fridge(celsius == null)",
        "Check(celsius == null)",
        "Check(null == celsius)",
        "not Check(celsius != null)",
        "Check($c : celsius)\n  exists Today($c == null)",
        "$check : Check()\n  exists Today($check.celsius == null)"
      })
  void whatRestsOnAFieldNotBeingOnRecordIsNotAssessed(String conditions) throws Exception {
    String rules =
        """
        rule "k/r" META
        when
          CONDITIONS
        then
          advise.because("x");
        end
        """
            .replace("CONDITIONS", conditions);
    Map<String, Object> fridge = entry("name", "left", "checkedOn", TODAY);
    try (CompiledRulebook compiled = RandomRulebook.compiled(folder, rules)) {
      Assessment assessment =
          new Assessor(compiled)
              .assess(dossier(Map.of("fridges", List.of(fridge))), TODAY, List.of());
      assertThat(assessment.withheld()).isEmpty();
      assertThat(assessment.notAssessed())
          .singleElement()
          .satisfies(open -> assertThat(open.needs()).anyMatch(n -> n.contains("celsius")));
    }
  }
}

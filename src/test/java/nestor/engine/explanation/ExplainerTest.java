package nestor.engine.explanation;

import static nestor.rulebook.KitchenRulebook.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.drools.CompiledRulebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explanations of rules that are written in unusual ways. */
class ExplainerTest {
  private @TempDir Path folder;

  @Test
  void aThresholdIsCalledByItsNameWhateverElseItsPatternTests() throws IOException {
    CompiledRulebook rulebook =
        KitchenRulebook.with(
            folder,
            """
            rule "k/warm" META
            when
              Threshold(value > 0, name == "warmest", $limit : value)
              $f : Fridge(celsius > $limit)
            then
              advise.because("{$f.name} is over {$limit | number}.");
            end
            """);
    Explanation explanation =
        new Explainer(
                new Assessor(rulebook),
                KitchenRulebook.dossier(
                    Map.of(
                        "organisation",
                        List.of(entry("name", "K", "style", "bistro")),
                        "fridges",
                        List.of(entry("name", "a", "celsius", 9.0)))),
                KitchenRulebook.TODAY)
            .explain("k/warm");
    Explanation.Step first = explanation.cases().get(0).steps().get(0);
    assertThat(first.condition()).isEqualTo("the limit warmest");
    assertThat(first.found()).isEqualTo("7 degrees");
  }
}

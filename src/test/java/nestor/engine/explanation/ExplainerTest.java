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

  @Test
  void noCaseIsOpenWhereMissingDataChangesNoAnswer() throws IOException {
    CompiledRulebook rulebook =
        KitchenRulebook.with(
            folder,
            """
            rule "k/either" META
            when
              Fridge(alarmed == true)
            then
              advise.because("It raises an alarm.");
            end
            rule "k/either: silent"
            when
              Fridge(alarmed == false)
            then
              advise.because("It is silent.");
            end
            rule "k/neither" META
            when
              Fridge($n : name, alarmed == true)
              Fridge(name == $n, alarmed == false)
            then
              advise.because("It does both.");
            end
            """);
    Explainer explainer =
        new Explainer(
            new Assessor(rulebook),
            KitchenRulebook.dossier(Map.of("fridges", List.of(entry("name", "a")))),
            KitchenRulebook.TODAY);
    assertThat(explainer.explain("k/either").cases())
        .extracting(Explanation.Case::answer)
        .containsOnly(StepState.HOLDS_EITHER_WAY);
    assertThat(explainer.explain("k/neither").cases())
        .extracting(Explanation.Case::answer)
        .containsOnly(StepState.FAILS_EITHER_WAY);
  }
}

package nestor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nestor.dossier.Dossier;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.ShippedRulebook;
import nestor.rulebook.drools.CompiledRulebook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule answers alone as it does among the others. */
@Tag("thorough")
class IsolationCheckTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 21);
  private static final long SEED = Long.getLong("seed", 11);
  private static final int RULES = Integer.getInteger("rules", 10);
  private static final int ORGANISATIONS = Integer.getInteger("organisations", 30);

  private static final String TWO_RULES =
      """
      declare WarmFridge @doc("A warm fridge")
        name : String @key
      end
      rule "a warm fridge"
      when
        Threshold(name == "warmest", $limit : value)
        Fridge(celsius > $limit, $n : name)
      then
        insertLogical(new WarmFridge($n));
      end
      rule "k/warm"META
      when
        WarmFridge($n : name)
      then
        advise.because("{$n} is warm.");
      end
      rule "k/silent"META
      when
        $f : Fridge(alarmed == false)
      then
        advise.because("{$f.name} raises no alarm.");
      end
      rule "k/both"META
      when
        Recommendation(rule == "k/warm")
        Recommendation(rule == "k/silent")
      then
        advise.because("Warm and silent.");
      end
      """;

  private @TempDir Path folder;

  @Test
  void theRulesOfAGoodBookAnswerAloneAsTheyDoTogether() throws IOException {
    CompiledRulebook kitchen = KitchenRulebook.with(folder, TWO_RULES);
    IsolationCheck alone =
        new IsolationCheck(kitchen, List.of(fridge("a", 9, false), fridge("b", 5, true)));
    assertThat(alone.rules()).containsExactly("k/silent", "k/warm");
    assertThat(alone.run(alone.rules(), Progress.UNHEARD)).isEmpty();
    kitchen.close();
  }

  @Test
  void aPartHoldsTheRuleAndWhatItIsDerivedFromAndNothingElse() throws IOException {
    CompiledRulebook kitchen = KitchenRulebook.with(folder, TWO_RULES);
    assertThat(names(kitchen.part(List.of("k/warm")))).containsExactly("a warm fridge", "k/warm");
    assertThat(names(kitchen.part(List.of("k/silent")))).containsExactly("k/silent");
    kitchen.close();
  }

  @Test
  void aRuleThatFallsSilentAmongTheOthersIsNamed() throws IOException {
    CompiledRulebook kitchen = KitchenRulebook.with(folder, TWO_RULES);
    CompiledRulebook silenced =
        new CompiledRulebook(kitchen.rulebook(), kitchen.part(List.of("k/silent")).compilation());
    assertThat(
            new IsolationCheck(silenced, List.of(fridge("a", 9, true), fridge("b", 5, true)))
                .run(List.of("k/silent"), Progress.UNHEARD))
        .singleElement()
        .satisfies(
            diagnostic ->
                assertThat(diagnostic.toString())
                    .startsWith(
                        "a: rule \"k/warm\": certain are [k/warm | WarmFridge,name=a|],"
                            + " and Drools matched []"));
    silenced.close();
    kitchen.close();
  }

  @Test
  void someShippedRulesAnswerAloneAsTheyDoTogether() {
    CompiledRulebook rulebook = ShippedRulebook.compiled();
    ScenarioRunner runner = new ScenarioRunner(rulebook);
    OrganisationGenerator organisations = runner.organisations(AS_OF, SEED);
    List<Sample> subjects = new ArrayList<>();
    for (int i = 0; i < ORGANISATIONS; i++) {
      Dossier complete = organisations.complete();
      subjects.add(new Sample("organisation " + i, complete, AS_OF));
      subjects.add(
          new Sample(
              "organisation " + i + " with gaps",
              organisations.withGaps(complete, Set.of()),
              AS_OF));
    }
    IsolationCheck alone = new IsolationCheck(rulebook, subjects);
    List<String> some = alone.some(RULES, SEED);
    assertThat(alone.run(some, Progress.UNHEARD)).as("seed %d: %s", SEED, some).isEmpty();
  }

  private static Sample fridge(String name, int celsius, boolean alarmed) {
    return new Sample(
        name,
        KitchenRulebook.dossier(
            Map.of(
                "fridges",
                List.of(
                    KitchenRulebook.entry(
                        "name", name, "celsius", (double) celsius, "alarmed", alarmed)))),
        KitchenRulebook.TODAY);
  }

  private static List<String> names(CompiledRulebook part) {
    List<String> names =
        part.compilation().base().getKiePackages().stream()
            .flatMap(p -> p.getRules().stream())
            .map(org.kie.api.definition.rule.Rule::getName)
            .sorted()
            .toList();
    part.close();
    return names;
  }
}

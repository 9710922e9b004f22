package nestor.engine.evaluation;

import static nestor.rulebook.KitchenRulebook.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nestor.engine.assessment.Assessment.Recommended;
import nestor.engine.assessment.Finding;
import nestor.rulebook.KitchenRulebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Titles and actions that name what a recommendation is about. */
class AdviceNamesTest {
  private static final String RULE =
      """
      rule "k/alarm" @title("Put an alarm on %s") @action("Buy one for %s.") @owner("chef") @priority("low") @source("book, 1")
      when
        $f : Fridge(alarmed == false)
      then
        advise.because("{$f.name} raises no alarm.");
      end

      rule "k/alarm: none at all"
      when
        not Fridge()
      then
        advise.because("There is no fridge.");
      end
      """;
  private static final String NAMED =
      RULE.formatted("{$f.name | or each fridge}", "{$f.name | or each}");

  private @TempDir Path folder;

  @Test
  void namesWhatTheFindingsAreAboutOnceEach() throws IOException {
    Recommended one = recommended(NAMED, "big", "small", "big");

    assertThat(one.title()).isEqualTo("Put an alarm on big and small");
    assertThat(one.action()).isEqualTo("Buy one for big and small.");
  }

  @Test
  void namesAtMostFiveAndCountsTheOthers() throws IOException {
    assertThat(recommended(NAMED, "a", "b", "c", "d", "e").action())
        .isEqualTo("Buy one for a, b, c, d and e.");
    assertThat(recommended(NAMED, "a", "b", "c", "d", "e", "f", "g").action())
        .isEqualTo("Buy one for a, b, c, d, e and 2 more.");
  }

  @Test
  void takesTheWordsOfACaseWhereItAloneHolds() throws IOException {
    String own =
        NAMED
            + """

            rule "k/alarm: warm"
              @title("Cool {$f.name | or each fridge} down")
            when
              $f : Fridge(alarmed == true, celsius > 0)
            then
              advise.high("{$f.name} is warm.");
            end
            """;

    Recommended alone = of(own, List.of(entry("name", "big", "alarmed", true, "celsius", 9.0)));
    assertThat(alone.title()).isEqualTo("Cool big down");
    assertThat(alone.action()).isEqualTo("Buy one for big.");

    Recommended both =
        of(
            own,
            List.of(
                entry("name", "big", "alarmed", true, "celsius", 9.0),
                entry("name", "small", "alarmed", false)));
    assertThat(both.title()).isEqualTo("Put an alarm on small and big");
    assertThat(both.findings())
        .extracting(Finding::reason)
        .as("the gravest first")
        .containsExactly("big is warm.", "small raises no alarm.");
  }

  @Test
  void namesFewerInATitleThatMustFitOnALine() throws IOException {
    assertThat(recommended(NAMED, "a", "b", "c", "d").title())
        .isEqualTo("Put an alarm on a, b and 2 more");
  }

  @Test
  void saysTheGeneralWordsWhereNothingIsNamed() throws IOException {
    Recommended none = recommended(NAMED);

    assertThat(none.title()).isEqualTo("Put an alarm on each fridge");
    assertThat(none.action()).isEqualTo("Buy one for each.");
    assertThat(none.rule().metadata().title()).isEqualTo("Put an alarm on each fridge");
    assertThat(none.rule().metadata().action()).isEqualTo("Buy one for each.");
  }

  @Test
  void refusesAValueWithoutGeneralWordsAndOneThatNoCaseBinds() {
    assertThatThrownBy(() -> recommended(RULE.formatted("{$f.name}", "x")))
        .hasMessageContaining("the title has no words for a rule that names nothing")
        .hasMessageContaining("{$f.name | or each of them}");
    assertThatThrownBy(() -> recommended(RULE.formatted("x", "{$g.name | or each}")))
        .hasMessageContaining("$g is bound in no case of the rule");
    assertThatThrownBy(() -> recommended(RULE.formatted("x", "{$f.nam | or each}")))
        .hasMessageContaining("did you mean 'name'");
  }

  private Recommended recommended(String rule, String... fridges) throws IOException {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (String name : fridges) {
      entries.add(entry("name", name, "alarmed", false, "celsius", entries.size() + 1.0));
    }
    return of(rule, entries);
  }

  private Recommended of(String rule, List<Map<String, Object>> entries) throws IOException {
    return new Assessor(KitchenRulebook.with(folder, rule))
        .assess(
            KitchenRulebook.dossier(Map.of("fridges", entries)), KitchenRulebook.TODAY, List.of())
        .recommended()
        .get(0);
  }
}

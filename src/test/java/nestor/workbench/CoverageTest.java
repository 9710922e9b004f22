package nestor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.ShopRulebook;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.RulebookCompiler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageTest {
  private static final String COMPLETE =
      """
      as-of: 2026-03-31
      scenarios:
        - name: nothing is known
          given: {}
          recommended: []
          not-assessed: [stock/stale, stock/many]
        - name: food of each age, and what is no food
          given:
            articles:
              - {name: a, kind: food, boughtOn: 2026-02-27, promised: false}
              - {name: b, kind: food, boughtOn: 2026-03-01, promised: false}
              - {name: c, kind: food, boughtOn: 2026-03-02, promised: false}
              - {name: d, kind: tool, boughtOn: 2026-02-01, promised: false}
              - {name: e, kind: food, boughtOn: 2026-02-28, place: cellar, promised: true}
              - {name: f, kind: other, place: shelf, promised: true}
          recommended: [stock/stale]
        - name: nothing
          given: {articles: []}
          recommended: []
          clear: [stock/stale, stock/many]
      """;

  private @TempDir Path folder;
  private CompiledRulebook rulebook;

  @AfterEach
  void close() {
    rulebook.close();
  }

  @Test
  void aTestThatNoScenarioMakesFalseIsToldWithItsPlace() throws IOException {
    assertThat(oneSided(COMPLETE)).noneMatch(f -> f.startsWith("stock.drl:8:"));
    assertThat(oneSided(COMPLETE.replace("kind: tool", "kind: food")))
        .contains(
            "stock.drl:8:40: no scenario makes kind == \"food\" false;"
                + " add a scenario in which it is, with everything before it holding");
  }

  @Test
  void aTestThatIsNeverReachedComesOutNeitherWay() throws IOException {
    assertThat(oneSided(COMPLETE.replace("promised: true", "promised: false")))
        .anyMatch(f -> f.startsWith("stock.drl:15:25: no scenario makes promised == true true;"))
        .anyMatch(
            f ->
                f.startsWith(
                    "stock.drl:15:40: no scenario makes place == \"cellar\" true or false;"));
  }

  @Test
  void whatIsUnknownMakesATestNeitherTrueNorFalse() throws IOException {
    assertThat(oneSided(COMPLETE.replace(", promised: false", "")))
        .anyMatch(f -> f.startsWith("stock.drl:15:25: no scenario makes promised == true false;"));
  }

  @Test
  void eachSideOfAThresholdOfDaysIsADay() throws IOException {
    Coverage.Result complete = run(COMPLETE);
    assertThat(lines(complete.unbounded()))
        .containsExactly(
            "stock.drl:27:65: of stock/many no scenario lies at or just below or just above many;"
                + " add a scenario whose value lies there");
    assertThat(complete.limits()).isEqualTo(2);
    rulebook.close();
    assertThat(lines(run(COMPLETE.replace("2026-02-28, place: cellar", "2026-02-27")).unbounded()))
        .anyMatch(f -> f.contains("of stock/stale no scenario lies just above stale-days;"));
    rulebook.close();
    assertThat(lines(run(COMPLETE.replace("2026-03-01", "2026-03-05")).unbounded()))
        .anyMatch(f -> f.contains("of stock/stale no scenario lies at stale-days;"));
    rulebook.close();
    assertThat(lines(run(COMPLETE.replace("2026-03-02", "2026-03-03")).unbounded()))
        .anyMatch(f -> f.contains("of stock/stale no scenario lies just below stale-days;"));
  }

  @Test
  void theConditionsOfAScopeAreToBeTriedLikeThoseOfRules() throws IOException {
    ShopRulebook.in(folder);
    Files.writeString(folder.resolve("stock.scenarios.yaml"), COMPLETE);
    Files.writeString(
        folder.resolve("scopes.drl"),
        """
        rule "scope/market"
          @title("markets")
        when
          $o : Organisation(size == "corner")
        then
          notApplicable.because("This is about markets.");
        end
        """);
    ShopRulebook.replace(
        folder,
        "stock.drl",
        "@title(\"Sell what lies too long\")",
        "@title(\"Sell what lies too long\") @appliesTo(\"market\")");
    rulebook = RulebookCompiler.load(folder).rulebook().orElseThrow();
    assertThat(lines(Coverage.of(new ScenarioRunner(rulebook)).oneSided()))
        .contains(
            "scopes.drl:4:26: no scenario makes size == \"corner\" true or false;"
                + " add a scenario in which it is, with everything before it holding");
  }

  @Test
  void aScenarioThatIsNotMetNamesTheConditionThatNothingFits() throws IOException {
    ScenarioRunner runner =
        trial(
            """
            as-of: 2026-03-31
            scenarios:
              - name: fresh food
                given: {articles: [{name: a, place: cellar}]}
                recommended: [stock/stale]
            """);
    ScenarioRunner.Outcome outcome = runner.run().get(0);
    assertThat(outcome.failures())
        .containsExactly(
            "stock/stale should be recommended and is not assessed, for want of"
                + " [articles.promised]");
    ScenarioRunner.Outcome clear =
        trial(
                """
                as-of: 2026-03-31
                scenarios:
                  - name: fresh food
                    given: {articles: [{name: a, kind: food, boughtOn: 2026-03-30, promised: false}]}
                    recommended: [stock/stale]
                """)
            .run()
            .get(0);
    assertThat(clear.failures()).containsExactly("stock/stale should be recommended and is clear");
    assertThat(new ScenarioRunner(rulebook).obstacles(clear))
        .containsExactly(
            "stock.drl:8:8: nothing fits Article(boughtOn < $since, kind == \"food\", place !="
                + " \"cellar\")",
            "stock.drl:15:8: nothing fits Article(promised == true, place == \"cellar\")");
  }

  @Test
  void scenariosBesideNoTopicAreAFault() throws IOException {
    Files.writeString(
        ShopRulebook.in(folder).resolve("stok.scenarios.yaml"),
        "as-of: 2026-03-31\nscenarios: []\n");
    rulebook = RulebookCompiler.load(folder).rulebook().orElseThrow();
    assertThat(lines(new ScenarioRunner(rulebook).faults()))
        .containsExactly(
            "stok.scenarios.yaml:1:1: there is no stok.drl for these scenarios;"
                + " call the file stock.scenarios.yaml");
  }

  @Test
  void aFaultOfGivenDataIsToldWhereItStands() throws IOException {
    ScenarioRunner runner =
        trial(
            """
            as-of: 2026-03-31
            scenarios:
              - name: a
                given:
                  articles:
                    - {name: a, kind: food}
                    - {name: b, boughtOn: soon}
                recommended: []
            """);
    assertThat(lines(runner.faults()))
        .containsExactly(
            "stock.scenarios.yaml:7:21: articles[1].boughtOn: 'soon' is not a date;"
                + " write YYYY-MM-DD");
  }

  private List<String> oneSided(String scenarios) throws IOException {
    if (rulebook != null) {
      rulebook.close();
    }
    return lines(run(scenarios).oneSided());
  }

  private Coverage.Result run(String scenarios) throws IOException {
    return Coverage.of(trial(scenarios));
  }

  private ScenarioRunner trial(String scenarios) throws IOException {
    ShopRulebook.in(folder);
    Files.writeString(folder.resolve("stock.scenarios.yaml"), scenarios);
    rulebook = RulebookCompiler.load(folder).rulebook().orElseThrow();
    return new ScenarioRunner(rulebook);
  }

  private static List<String> lines(List<Diagnostic> faults) {
    return faults.stream().map(Diagnostic::toString).toList();
  }
}

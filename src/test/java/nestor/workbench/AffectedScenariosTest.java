package nestor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import nestor.rulebook.RulebookCopy;
import nestor.rulebook.ShippedRulebook;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.RulebookCompiler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which scenarios an edit can change. */
@Tag("thorough")
class AffectedScenariosTest {
  private static final CompiledRulebook FORMER = ShippedRulebook.compiled();

  private @TempDir Path folder;

  @Test
  void anEditOfGuidanceRunsTheScenariosThatSpeakOfItAndOneOfWhatIsSharedAll() throws IOException {
    RulebookCopy rules = RulebookCopy.in(folder.resolve("rules"));
    rules.replace("security.drl", "rank <= $top", "rank < $top");
    CompiledRulebook edited = compiled(rules);
    ScenarioRunner runner = new ScenarioRunner(edited);

    List<ScenarioRunner.Outcome> some =
        runner.runAfter(FORMER, Set.of("security.drl"), () -> false);
    List<ScenarioRunner.Outcome> all = runner.run();
    assertThat(some).hasSizeLessThan(all.size() / 2);
    assertThat(unmet(some)).isNotEmpty().isEqualTo(unmet(all));
    assertThat(runner.runAfter(FORMER, Set.of("security.drl", "rulebook.yaml"), () -> false))
        .hasSameSizeAs(all);
    edited.close();
  }

  @Test
  void anEditOfALimitRunsTheScenariosOfTheRulesThatReadIt() throws IOException {
    RulebookCopy rules = RulebookCopy.in(folder.resolve("rules"));
    rules.replace(
        "thresholds.yaml", "data-quality-score:\n  value: 3", "data-quality-score:\n  value: 2");
    CompiledRulebook edited = compiled(rules);
    ScenarioRunner runner = new ScenarioRunner(edited);

    List<ScenarioRunner.Outcome> some =
        runner.runAfter(FORMER, Set.of("thresholds.yaml"), () -> false);
    List<ScenarioRunner.Outcome> all = runner.run();
    assertThat(some).hasSizeLessThan(all.size() / 4);
    assertThat(unmet(some)).isNotEmpty().isEqualTo(unmet(all));
    edited.close();
  }

  @Test
  void anEditOfATitleRunsNone() throws IOException {
    RulebookCopy rules = RulebookCopy.in(folder.resolve("rules"));
    rules.replace(
        "security.practices.drl", "Set a date by which security", "Fix a date by which security");
    CompiledRulebook edited = compiled(rules);
    assertThat(
            new ScenarioRunner(edited)
                .runAfter(FORMER, Set.of("security.practices.drl"), () -> false))
        .isEmpty();
    edited.close();
  }

  @Test
  void whatLooksAtRecommendationsIsRunWhereTheseAreOthers() throws IOException {
    RulebookCopy rules = RulebookCopy.in(folder.resolve("rules"));
    // No longer critical, so that fewer critical gaps are told of.
    String text = Files.readString(rules.folder().resolve("security.systems.drl"));
    int rule = text.indexOf("rule \"security/backup-missing\"");
    int critical = text.indexOf("@priority(\"critical\")", rule);
    Files.writeString(
        rules.folder().resolve("security.systems.drl"),
        text.substring(0, critical)
            + "@priority(\"low\")"
            + text.substring(critical + "@priority(\"critical\")".length()));
    CompiledRulebook edited = compiled(rules);
    ScenarioRunner runner = new ScenarioRunner(edited);
    List<ScenarioRunner.Outcome> some =
        runner.runAfter(FORMER, Set.of("security.systems.drl"), () -> false);
    assertThat(unmet(some)).isNotEmpty().isEqualTo(unmet(runner.run()));
    edited.close();
  }

  @Test
  void anEditOfADerivedFactRunsAllAndOneOfNothingNone() throws IOException {
    RulebookCopy rules = RulebookCopy.in(folder.resolve("rules"));
    CompiledRulebook same = compiled(rules);
    assertThat(
            new ScenarioRunner(same)
                .runAfter(FORMER, Set.of("templates/page.html.peb", "derived.drl"), () -> false))
        .isEmpty();
    rules.replace(
        "derived.drl",
        "insertLogical(new Dimension(\"stage\", $stage));",
        "insertLogical(new Dimension(\"stage\", \"startup\"));");
    CompiledRulebook edited = compiled(rules);
    ScenarioRunner runner = new ScenarioRunner(edited);
    assertThat(runner.runAfter(FORMER, Set.of("derived.drl"), () -> false))
        .hasSameSizeAs(runner.run());
    edited.close();
    same.close();
  }

  private static CompiledRulebook compiled(RulebookCopy rules) {
    return RulebookCompiler.load(rules.folder(), FORMER.compilation()).rulebook().orElseThrow();
  }

  private static List<String> unmet(List<ScenarioRunner.Outcome> outcomes) {
    return outcomes.stream()
        .filter(o -> !o.failures().isEmpty())
        .map(ScenarioRunner.Outcome::at)
        .toList();
  }
}

package nestor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.drools.CompiledRulebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an author gets to hear of scenarios that cannot be read. */
class ScenarioFileTest {
  private @TempDir Path folder;

  @Test
  void everyFaultOfAScenarioIsToldAtOnceWithItsPlaceAndCure() throws IOException {
    assertThat(
            faults(
                """
                as-of: 2026-03-31
                scenarios:
                  - name: all at once
                    given:
                      frigdes: [{name: f}]
                      fridges: [{name: f, celsius: warm}]
                    recommended: [k/wram]
                    clear: [k/warm, k/wam]
                    priority: {k/warm: hihg}
                    becaus: {k/warm: [x]}
                """))
        .contains(
            "k.scenarios.yaml:5:7: frigdes: is no section; did you mean 'fridges'?",
            "k.scenarios.yaml:7:19: there is no rule 'k/wram'; did you mean 'k/warm'?",
            "k.scenarios.yaml:8:21: there is no rule 'k/wam'; did you mean 'k/warm'?",
            "k.scenarios.yaml:9:16: 'hihg' is no priority; did you mean 'high'?",
            "k.scenarios.yaml:10:5: 'becaus' says nothing in a scenario; did you mean 'because'?")
        .contains("k.scenarios.yaml:6:27: fridges[0].celsius: 'warm' is not a number");
  }

  @Test
  void whatAScenarioLacksIsNamed() throws IOException {
    assertThat(faults("scenarios: [{given: {}}]"))
        .isEqualTo(
            """
            k.scenarios.yaml:1:13: this scenario has no name:; say in a few words what is tried
            k.scenarios.yaml:1:13: this scenario has no recommended:; list the rules that must come of it; [] for none
            k.scenarios.yaml:1:13: this scenario has no as-of:; give the day once for the file, as as-of: YYYY-MM-DD
            """);
  }

  @Test
  void aDayOfAFileThatIsNoneIsToldOnce() throws IOException {
    assertThat(
            faults(
                """
                as-of: 31.3.2026
                scenarios:
                  - {name: a, recommended: []}
                  - {name: b, recommended: []}
                """))
        .isEqualTo("k.scenarios.yaml:1:1: '31.3.2026' is not a date; write YYYY-MM-DD\n");
  }

  private String faults(String scenarios) throws IOException {
    CompiledRulebook rulebook = KitchenRulebook.with(folder, KitchenRulebook.WARM);
    Files.writeString(folder.resolve("k.scenarios.yaml"), scenarios);
    StringBuilder told = new StringBuilder();
    new ScenarioRunner(rulebook)
        .faults()
        .forEach(diagnostic -> told.append(diagnostic).append('\n'));
    rulebook.close();
    return told.toString();
  }
}

package nestor.cli;

import static nestor.cli.CommandRun.nestor;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.RulebookCopy;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a user calls them, but for those with a test class of their own. */
class CommandLineTest {
  private @TempDir Path folder;

  @Test
  void aMisspeltCommandGetsTheNearest() {
    CommandRun ran = nestor("advice");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("advise").doesNotContain("\tat ");
  }

  @Test
  void aFaultyConfigurationStopsEveryCommandWithAllItsFaults() throws IOException {
    Path config = write("nestor.yaml", "hoem: desk\nhttp: {port: web}\n");
    for (String command : List.of("serve", "rules", "schema", "test")) {
      CommandRun ran = nestor(command, "--config", config.toString());
      assertThat(ran.exit()).as(command).isEqualTo(2);
      assertThat(ran.err().lines())
          .containsExactly(
              config + ":1:1: 'hoem' is not a setting; did you mean 'home'?",
              config
                  + ":2:8: 'web' is no number for http.port; write a whole number from 0 to 65535");
    }
  }

  @Test
  void anOptionStandsOverTheConfiguration() throws IOException {
    Path kitchen = folder.resolve("kitchen");
    Files.createDirectories(kitchen);
    Path config = write("nestor.yaml", "rules: kitchen\n");
    assertThat(nestor("rules", "--config", config.toString()).exit()).isEqualTo(2);
    assertThat(nestor("rules", "--config", config.toString(), "--rules", "rules").exit()).isZero();
  }

  @Test
  void mutationsAndRulesAloneAreTriedOnAnyRulebook() throws IOException {
    Path kitchen = folder.resolve("kitchen");
    KitchenRulebook.with(
            kitchen,
            """
            rule "k/silent"META
            when
              Fridge(alarmed == false, holds contains "wine")
            then
              advise.because("A fridge raises no alarm.");
            end
            """)
        .close();
    write(
        "kitchen/k.scenarios.yaml",
        """
        as-of: 2026-03-31
        scenarios:
          - name: a silent fridge
            given: {fridges: [{name: a, alarmed: false, holds: [wine]}]}
            recommended: [k/silent]
          - name: a loud fridge
            given: {fridges: [{name: a, alarmed: true, holds: [wine]}]}
            recommended: []
        """);
    CommandRun mutations = nestor("test", "--mutations", "--rules", kitchen.toString());
    assertThat(mutations.out().lines())
        .containsExactly(
            "2 passed, 0 failed",
            "k.drl:4:28: no scenario fails without holds contains \"wine\";"
                + " add a scenario that tells the two apart",
            "5 mutations, 1 to settle");
    assertThat(mutations.exit()).isEqualTo(1);

    Path document = write("acme.json", "{\"fridges\": []}");
    CommandRun alone =
        nestor(
            "test",
            "--rules",
            kitchen.toString(),
            "--alone",
            "--with",
            document.toString(),
            "--seed",
            "5");
    assertThat(alone.out().lines())
        .containsExactly(
            "2 passed, 0 failed",
            "1 rule alone, 100 organisations of seed 5, all as among the others");
    assertThat(alone.exit()).isZero();
  }

  @Test
  void aFailingScenarioTellsWhatWasExpectedAndWhatCame() throws IOException {
    RulebookCopy copy = RulebookCopy.in(folder.resolve("rules"));
    try (Stream<Path> files = Files.list(copy.folder())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".scenarios.yaml")).toList()) {
        Files.delete(file);
      }
    }
    copy.append(
        "security.scenarios.yaml",
        "as-of: 2026-03-31\nscenarios:\n  - name: wrong on purpose\n    given: {practices: []}\n    recommended: []\n");
    CommandRun ran = nestor("test", "--rules", copy.folder().toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains("wrong on purpose")
        .contains("security/monitoring should not be recommended: [Nobody watches")
        .contains("1 failed");
  }

  @Test
  void theCatalogueListsEveryRuleWithAllThatPeopleAsk() throws IOException {
    JsonNode rules =
        JsonMapper.builder().build().readTree(nestor("rules", "--format", "json").out());
    assertThat(rules).hasSize(ShippedRulebook.get().rules().size());
    for (JsonNode rule : rules) {
      for (String key :
          List.of(
              "id", "title", "action", "owner", "priority", "sources", "thresholds", "sections")) {
        assertThat(rule.has(key)).as(rule.get("id") + " " + key).isTrue();
      }
      assertThat(rule.get("sections").size() + rule.get("sources").size()).isGreaterThan(1);
    }
  }

  @Test
  void theSchemaOfTheExamplesIsCurrent() throws IOException {
    assertThat(nestor("schema").out().strip())
        .isEqualTo(Files.readString(Path.of("examples/nestor.schema.json")).strip());
  }

  @Test
  void theCatalogueBesideTheRulesIsCurrent() throws IOException {
    assertThat(Files.readString(Path.of("rules/CATALOGUE.md")))
        .as("write it anew with: ./nestor rules --format markdown > rules/CATALOGUE.md")
        .isEqualTo(nestor("rules", "--format", "markdown").out());
  }

  @Test
  void helpAndVersionAreThere() {
    assertThat(nestor("--help").out()).contains("serve").contains("advise").contains("check");
    assertThat(nestor("--version").out()).startsWith("nestor ");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}

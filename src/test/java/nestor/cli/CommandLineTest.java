package nestor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.RulebookCopy;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands as a user calls them. */
public class CommandLineTest {
  private @TempDir Path folder;

  public record Ran(int exit, String out, String err) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "examples/meridian-bank.json",
        "examples/lumen-labs.yaml",
        "examples/karoo-mining.xlsx",
        "examples/harbour-city"
      })
  void anExampleIsAdvisedWholeAndTheSameTwice(String example) throws IOException {
    Ran first = nestor("advise", example, "--as-of", "2026-11-21", "--format", "json");
    Ran second = nestor("advise", example, "--as-of", "2026-11-21", "--format", "json");
    assertThat(first.err()).isEmpty();
    assertThat(first.exit()).isZero();
    assertThat(second.out()).isEqualTo(first.out());

    JsonNode advisory = JsonMapper.builder().build().readTree(first.out());
    List<String> rules = new ArrayList<>();
    advisory.get("recommended").forEach(r -> rules.add(r.get("rule").asText()));
    advisory.get("clear").forEach(r -> rules.add(r.asText()));
    advisory.get("notAssessed").forEach(r -> rules.add(r.get("rule").asText()));
    advisory.get("waived").forEach(r -> rules.add(r.get("rule").asText()));
    assertThat(rules).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(rules)).isEqualTo(ShippedRulebook.get().rules().keySet());
    for (JsonNode recommendation : advisory.get("recommended")) {
      assertThat(recommendation.get("status").asText()).isEqualTo("new");
      for (String key : List.of("because", "evidence", "sources")) {
        assertThat(recommendation.get(key)).as(key).isNotEmpty();
      }
      assertThat(recommendation.get("owner").asText()).isNotEmpty();
    }
  }

  @Test
  void whereOnlyTheIndustryIsKnownTheStanceIsClearAndNearlyAllElseIsAskedFor() throws IOException {
    Path file =
        write(
            "acme.json",
            "{\"organisation\": {\"industry\": \"banking\", \"stage\": \"enterprise\"}}");
    JsonNode advisory =
        JsonMapper.builder()
            .build()
            .readTree(nestor("advise", file.toString(), "--format", "json").out());
    assertThat(advisory.get("recommended")).hasSize(1);
    assertThat(advisory.at("/recommended/0/rule").asText())
        .isEqualTo("role-emphasis/technology-led");
    assertThat(advisory.get("clear").size()).isLessThan(10);
    advisory.get("notAssessed").forEach(open -> assertThat(open.get("needs")).isNotEmpty());
  }

  @Test
  void goodDocumentsAreAdvisedThoughOthersAreBad() throws IOException {
    Path good = write("good.json", "{\"backups\": []}");
    Path bad = write("bad.json", "{\"backups\": [{\"system\": \"a\", \"lastRun\": \"soon\"}]}");
    Ran ran =
        nestor("advise", good.toString(), bad.toString(), folder.resolve("none.json").toString());
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).contains("good");
    assertThat(ran.err().lines())
        .containsExactly(
            "bad.json: backups[0].lastRun: 'soon' is not a date; write YYYY-MM-DD",
            folder.resolve("none.json") + ": there is no such file to read; check the path");
  }

  @Test
  void severalOrganisationsMakeOneArray() throws IOException {
    Path a = write("a.json", "{\"backups\": []}");
    Path b = write("b.json", "{\"backups\": []}");
    Ran ran = nestor("advise", b.toString(), a.toString(), "--format", "json");
    JsonNode both = JsonMapper.builder().build().readTree(ran.out());
    assertThat(both).hasSize(2);
    assertThat(both.get(0).at("/organisation/id").asText()).isEqualTo("a");
  }

  @Test
  void severalDocumentsOfOneOrganisationMakeOneDossier() throws IOException {
    Path one = write("acme.json", "{\"systems\": [{\"name\": \"crm\", \"storage\": \"none\"}]}");
    Path two = write("acme.backups.csv", "system,lastRun\n");
    JsonNode advisory =
        JsonMapper.builder()
            .build()
            .readTree(nestor("advise", one.toString(), two.toString(), "--format", "json").out());
    List<String> clear = new ArrayList<>();
    advisory.get("clear").forEach(r -> clear.add(r.asText()));
    assertThat(clear).contains("security/backup-missing");
  }

  @Test
  void failOnTellsByTheExitWhetherSomethingIsUrgent() throws IOException {
    Path file = write("acme.json", "{\"practices\": []}");
    assertThat(nestor("advise", file.toString(), "--fail-on", "critical").exit()).isEqualTo(1);
    Path fine = write("fine.json", "{\"processes\": []}");
    assertThat(nestor("advise", fine.toString(), "--fail-on", "critical").exit()).isZero();
  }

  @Test
  void anUnknownFormatIsAnsweredInALine() {
    Ran ran = nestor("advise", "x.json", "--format", "jsn");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains("--format")
        .contains("'jsn' is no format; did you mean 'json'?")
        .doesNotContain("\tat ");
  }

  @Test
  void aMisspeltCommandGetsTheNearest() {
    Ran ran = nestor("advice");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("advise").doesNotContain("\tat ");
  }

  @Test
  void aWrongDateIsAnsweredInALine() throws IOException {
    Ran ran = nestor("advise", write("a.json", "{}").toString(), "--as-of", "21.11.2026");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("--as-of").contains("21.11.2026").doesNotContain("\tat ");
  }

  @Test
  void checkTellsFaultsByItsExitAndTheirPlace() throws IOException {
    RulebookCopy copy = RulebookCopy.in(folder.resolve("rules"));
    assertThat(nestor("check", "--rules", copy.folder().toString()).exit()).isZero();
    copy.append("security.scenarios.yaml", "  - nam: x\n");
    copy.replace("templates/advisory.txt.peb", "{%", "{% nonsense %}{%");
    Ran ran = nestor("check", "--rules", copy.folder().toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains("'nam' says nothing in a scenario; did you mean 'name'?")
        .contains("advisory.txt.peb:");
  }

  @Test
  void checkTellsFaultsOfRoutesToo() throws IOException {
    Path routes = Files.createDirectory(folder.resolve("routes"));
    Files.writeString(routes.resolve("a.camel.yaml"), "- route:\n    from:\n      steps: []\n");
    Files.writeString(routes.resolve("b.camel.yaml"), "- route: [\n");
    Ran ran = nestor("check", "--routes", routes.toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out().lines())
        .anyMatch(l -> l.contains("/routes/a.camel.yaml:1:3: a route has no id; "))
        .anyMatch(l -> l.contains("does not say where its documents come from"))
        .anyMatch(l -> l.contains("/routes/b.camel.yaml:") && l.contains("this is not YAML"));
  }

  @Test
  void checkTellsWhatRoutesNameAndIsNotThere() throws IOException {
    Path routes = Files.createDirectory(folder.resolve("routes"));
    String route =
        "- route:\n    id: ID\n    from:\n      uri: direct:ID\n      steps:\n        - STEP\n";
    for (List<String> bad :
        List.of(
            List.of("component", "to: {uri: \"kafka:documents\"}"),
            List.of("endpoint", "to: \"fiel:out\""),
            List.of("bean", "to: \"bean:inbx\""),
            List.of("option", "to: {uri: \"file:out\", parameters: {noup: true}}"),
            List.of("language", "setBody: {jsonpath: \"$.a\"}"),
            List.of("format", "marshal: {json: {}}"),
            List.of("step", "removeHedders: {pattern: \"*\"}"))) {
      Files.writeString(
          routes.resolve(bad.get(0) + ".camel.yaml"),
          route.replace("ID", bad.get(0)).replace("STEP", bad.get(1)));
    }
    Files.copy(Path.of("routes/inbox.camel.yaml"), routes.resolve("inbox.camel.yaml"));
    Files.copy(Path.of("routes/mail.camel.yaml"), routes.resolve("mail.camel.yaml"));
    Files.copy(Path.of("routes/http.camel.yaml"), routes.resolve("http.camel.yaml"));
    Ran ran = nestor("check", "--routes", routes.toString());
    assertThat(ran.exit()).isEqualTo(1);
    List<String> told = ran.out().lines().map(l -> l.substring(l.indexOf("/routes/") + 8)).toList();
    assertThat(told).as(ran.out()).hasSize(7);
    assertThat(told.get(0))
        .startsWith("bean.camel.yaml:6:11: there is no bean 'inbx'; did you mean 'inbox'?");
    assertThat(told.get(1))
        .startsWith(
            "component.camel.yaml:6:16: there is no component 'kafka'; use one of: bean, class");
    assertThat(told.get(2))
        .startsWith("endpoint.camel.yaml:6:11: there is no component 'fiel'; did you mean 'file'?");
    assertThat(told.get(3))
        .startsWith("format.camel.yaml:6:")
        .contains(": there is no data format 'jackson'; use one of: mimeMultipart");
    assertThat(told.get(4)).startsWith("language.camel.yaml:6:").contains("jsonpath");
    assertThat(told.get(5)).startsWith("option.camel.yaml:6:").contains("noup");
    assertThat(told.get(6)).startsWith("step.camel.yaml:6:").contains("removeHedders");
    assertThat(nestor("check", "--routes", "routes").exit()).isZero();
  }

  @Test
  void checkTellsFaultsOfTheConfigurationBesideTheOthers() throws IOException {
    RulebookCopy.in(folder.resolve("rules")).append("security.scenarios.yaml", "  - nam: x\n");
    Path config = write("nestor.yaml", "rules: rules\nhttp: {prot: 80}\n");
    Ran ran = nestor("check", "--config", config.toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains("nestor.yaml:2:8: http has no 'prot'; did you mean 'port'?")
        .contains("'nam' says nothing in a scenario");
  }

  @Test
  void aFaultyConfigurationStopsEveryCommandWithAllItsFaults() throws IOException {
    Path config = write("nestor.yaml", "hoem: desk\nhttp: {port: web}\n");
    for (String command : List.of("serve", "rules", "schema", "test")) {
      Ran ran = nestor(command, "--config", config.toString());
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
    Ran mutations = nestor("test", "--mutations", "--rules", kitchen.toString());
    assertThat(mutations.out().lines())
        .containsExactly(
            "2 passed, 0 failed",
            "k.drl:4:28: no scenario fails without holds contains \"wine\";"
                + " add a scenario that tells the two apart",
            "5 mutations, 1 to settle");
    assertThat(mutations.exit()).isEqualTo(1);

    Path document = write("acme.json", "{\"fridges\": []}");
    Ran alone =
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
    copy.append(
        "security.scenarios.yaml",
        "\n  - name: wrong on purpose\n    given: {practices: []}\n    recommended: []\n");
    Ran ran = nestor("test", "--rules", copy.folder().toString());
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

  public static synchronized Ran nestor(String... arguments) {
    PrintStream standard = System.out;
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    System.setOut(new PrintStream(data, true, StandardCharsets.UTF_8));
    try {
      CommandLine line = Main.commandLine();
      line.setErr(new PrintWriter(err, true));
      int exit = line.execute(arguments);
      line.getOut().flush();
      return new Ran(exit, data.toString(StandardCharsets.UTF_8), err.toString());
    } finally {
      System.setOut(standard);
    }
  }
}

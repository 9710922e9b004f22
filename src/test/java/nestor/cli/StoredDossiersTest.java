package nestor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.RulebookCopy;
import nestor.server.RunningServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a home keeps can be asked about while a server has it, and when nobody has. */
class StoredDossiersTest {
  private static final String WARM =
      """
      rule "k/warm" @title("Cool it") @action("A.") @owner("chef") @priority("low") @source("book, 1")
      when
        Threshold(name == "warmest", $limit : value)
        $f : Fridge(celsius > $limit)
      then
        advise.because("{$f.name} has {$f.celsius | number} degrees, over {$limit | number}.");
      end
      """;
  private static final String FRIDGES = "[{\"name\": \"big\", \"celsius\": 7.10}]";

  private @TempDir Path folder;
  private Path home;
  private RunningServer server;

  @BeforeEach
  void aKitchenIsKept() throws IOException {
    home = folder.resolve("desk");
    KitchenRulebook.with(folder.resolve("rules"), WARM).close();
    // No rule derives the dimension by which the kitchen's limit varies, and a server refuses that.
    Files.writeString(
        folder.resolve("rules/thresholds.yaml"),
        "warmest: {value: 7, unit: degrees, basis: judgement}\n");
    RulebookCopy.templates(folder.resolve("rules"));
    server = RunningServer.in(home, folder.resolve("rules"));
    String path = "/organisations/bistro/sections/fridges";
    assertThat(server.ask().put(path, "application/json", FRIDGES).status()).isLessThan(300);
    await().until(() -> new StoredDossiers(home).organisations(), List.of("bistro")::equals);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void anOrganisationIsExplainedWhileTheServerRunsAndWhenItDoesNot() {
    String running = run("explain", "bistro", "k/warm");
    assertThat(running)
        .contains("RECOMMENDED for bistro")
        .contains("big has 7.1 degrees, over 7.")
        .contains("fridges[big].celsius: 7 instead of 7.1")
        .contains("try it: nestor what-if bistro")
        .contains(" --home " + home);
    server.close();
    assertThat(run("explain", "bistro", "k/warm")).isEqualTo(running);
  }

  @Test
  void aSuppositionAboutAnOrganisationIsTriedWhileTheServerRuns() {
    assertThat(run("what-if", "bistro", "--set", "fridges[big].celsius=6"))
        .contains("Would be clear")
        .contains("- big has 7.1 degrees, over 7.");
  }

  @Test
  void anEditOfTheRulebookIsTriedOnWhatARunningServerKeeps() throws IOException {
    Path after = folder.resolve("after");
    KitchenRulebook.with(after, WARM.replace("\"low\"", "\"high\"")).close();
    String file = folder.resolve("rules").toString();
    String impact = run(after, "impact", "--against", file, "--generated", "1");
    assertThat(impact).contains("more urgent for 2: bistro, generated 1");
  }

  @Test
  void anOrganisationThatTheServerDoesNotKeepGetsTheNearestName() {
    assertThat(run("explain", "bistr", "k/warm"))
        .contains("there is no such file")
        .contains("keeps no such organisation; did you mean 'bistro'?");
  }

  @Test
  void anExplanationAsJsonHasTheKeysOfItsPage() throws IOException {
    JsonNode why =
        JsonMapper.builder()
            .build()
            .readTree(run("explain", "bistro", "k/warm", "--format", "json"));
    assertThat(why.fieldNames())
        .toIterable()
        .containsExactly(
            "rule",
            "title",
            "answer",
            "waived",
            "priority",
            "owner",
            "asOf",
            "because",
            "limits",
            "cases",
            "ask",
            "changes",
            "noChange",
            "place");
    assertThat(why.path("answer").asText()).isEqualTo("recommended");
    assertThat(why.path("asOf").asText()).isEqualTo("2026-03-31");
    assertThat(why.at("/because/0/rests/0/place").asText()).isEqualTo("fridges[big]");
    assertThat(why.at("/limits/0/value").asText()).isEqualTo("7 degrees");
    assertThat(why.at("/cases/0/steps/1/state").asText()).isEqualTo("holds");
    assertThat(why.at("/changes/0/to").asText()).isEqualTo("clear");
    assertThat(why.at("/changes/0/data/0/arguments/0").asText())
        .isEqualTo("--set fridges[big].celsius=7");
    assertThat(why.path("noChange")).isEmpty();
  }

  private String run(String... arguments) {
    return run(folder.resolve("rules"), arguments);
  }

  private String run(Path rules, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--rules", rules.toString(), "--home", home.toString()));
    all.addAll(List.of("--as-of", KitchenRulebook.TODAY.toString()));
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(out, true));
    line.execute(all.toArray(String[]::new));
    return out.toString();
  }
}

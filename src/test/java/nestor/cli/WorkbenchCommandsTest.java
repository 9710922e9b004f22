package nestor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import nestor.rulebook.RulebookCopy;
import nestor.rulebook.ShopRulebook;
import nestor.rulebook.source.YamlFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import picocli.CommandLine;

/** The commands by which rules are written. */
class WorkbenchCommandsTest {
  static final String SCENARIOS =
      """
      as-of: 2026-03-31
      scenarios:
        - name: nothing is known
          given: {}
          recommended: []
          not-assessed: [stock/stale, stock/many]
        - name: nothing
          given: {articles: []}
          recommended: []
          clear: [stock/stale, stock/many]
        - name: <promised> & kept
          given: {articles: [{name: a, place: cellar, promised: true}]}
          recommended: [stock/stale]
      """;

  private @TempDir Path folder;
  private Path rules;

  record Ran(int exit, String out, String err) {}

  @BeforeEach
  void write() throws IOException {
    rules = ShopRulebook.in(folder.resolve("rules"));
    Files.writeString(rules.resolve("stock.scenarios.yaml"), SCENARIOS);
    RulebookCopy.templates(rules);
  }

  @Test
  void warningsAreToldAndOnlyStrictExitsWithOne() {
    Ran ran = nestor("check", "--rules", rules.toString());
    assertThat(ran.exit()).isZero();
    assertThat(ran.out().lines())
        .anyMatch(
            l ->
                l.endsWith(
                    "/stock.drl:20:1: warning: no scenario has stock/many recommended;"
                        + " add scenarios to stock.scenarios.yaml (untried)"))
        .anyMatch(l -> l.startsWith("shop ") && l.endsWith("no faults, 1 warning"));
    assertThat(nestor("check", "--strict", "--rules", rules.toString()).exit()).isEqualTo(1);
  }

  @Test
  void anUnknownValueOfAVariantStops() throws IOException {
    ShopRulebook.replace(rules, "thresholds.yaml", "market: 500", "markett: 500");
    Ran ran = nestor("check", "--rules", rules.toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains("thresholds.yaml:10:12: 'size' is never 'markett'; did you mean 'market'?");
    assertThat(ran.err()).isEqualTo("1 fault, 1 warning\n");
  }

  @Test
  void jsonHoldsEveryPlaceForMachines() throws IOException {
    ShopRulebook.replace(rules, "stock.drl", "kind == \"food\"", "kind == \"fod\"");
    Ran ran = nestor("check", "--format", "json", "--rules", rules.toString());
    assertThat(ran.exit()).isEqualTo(1);
    JsonNode found = JsonMapper.builder().build().readTree(ran.out());
    assertThat(found.get("faults").asInt()).isEqualTo(1);
    JsonNode item = found.at("/items/0");
    assertThat(item.get("level").asText()).isEqualTo("error");
    assertThat(item.get("kind").asText()).isEqualTo("fault");
    assertThat(item.get("file").asText()).endsWith("/rules/stock.drl");
    assertThat(item.get("line").asInt()).isEqualTo(8);
    assertThat(item.get("column").asInt()).isEqualTo(43);
    assertThat(item.get("what").asText()).isEqualTo("'fod' is no value of kind");
    assertThat(item.get("cure").asText()).isEqualTo("did you mean 'food'?");
  }

  @Test
  void sarifHasTheFormThatCodeHostsRead() throws IOException {
    ShopRulebook.replace(rules, "stock.drl", "kind == \"food\"", "kind == \"fod\"");
    ShopRulebook.replace(rules, "stock.drl", " @effort(\"weeks\")", "");
    JsonNode sarif =
        JsonMapper.builder()
            .build()
            .readTree(nestor("check", "--format", "sarif", "--rules", rules.toString()).out());
    assertThat(SarifSchema.faults(sarif)).isEmpty();
    for (JsonNode rule : sarif.at("/runs/0/tool/driver/rules")) {
      String id = rule.path("id").asText();
      if (Files.exists(Path.of("docs/lints", id + ".md"))) {
        assertThat(Path.of(URI.create(rule.path("helpUri").asText()))).exists();
        assertThat(rule.at("/help/markdown").asText()).startsWith("# " + id + "\n");
      }
    }
    assertThat(sarif.at("/runs/0/results")).hasSize(2);
    JsonNode first = sarif.at("/runs/0/results/0");
    assertThat(first.at("/message/text").asText())
        .isEqualTo("'fod' is no value of kind; did you mean 'food'?");
    assertThat(first.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(8);
    JsonNode second = sarif.at("/runs/0/results/1");
    assertThat(second.get("ruleId").asText()).isEqualTo("no-effort");
    assertThat(second.get("level").asText()).isEqualTo("warning");
    int kind = second.get("ruleIndex").asInt();
    assertThat(sarif.at("/runs/0/tool/driver/rules/" + kind + "/id").asText())
        .isEqualTo("no-effort");
  }

  @Test
  void pathsWithinTheCurrentFolderAreToldFromThereAsEditorsNeedThem() {
    Ran ran = nestor("check", "--format", "sarif");
    assertThat(ran.exit()).isZero();
    assertThat(
            ran.out()
                .lines()
                // An address of help is absolute by the standard (SARIF 2.1.0, 3.49.12).
                .filter(line -> !line.contains("\"helpUri\"")))
        .isNotEmpty()
        .noneMatch(line -> line.contains(Path.of("").toAbsolutePath().toString()));
  }

  @Test
  void junitXmlHoldsEveryScenarioAndItsFailure() throws Exception {
    Files.writeString(
        rules.resolve("stock.scenarios.yaml"),
        SCENARIOS + "  - name: wrong\n    given: {articles: []}\n    recommended: [stock/many]\n");
    Path file = folder.resolve("reports/nestor.xml");
    Ran ran = nestor("test", "--rules", rules.toString(), "--junit", file.toString());
    assertThat(ran.exit()).isEqualTo(1);
    Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    assertThat(xml.getDocumentElement().getAttribute("tests")).isEqualTo("4");
    assertThat(xml.getDocumentElement().getAttribute("failures")).isEqualTo("1");
    Element promised = (Element) xml.getElementsByTagName("testcase").item(2);
    assertThat(promised.getAttribute("name")).isEqualTo("<promised> & kept");
    assertThat(promised.getAttribute("file")).isEqualTo("stock.scenarios.yaml");
    assertThat(promised.getAttribute("line")).isEqualTo("11");
    assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(1);
    Element failure = (Element) xml.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message"))
        .isEqualTo("stock/many should be recommended and is clear");
  }

  @Test
  void aFailureTellsWhatCameAndWhy() throws IOException {
    Files.writeString(
        rules.resolve("stock.scenarios.yaml"),
        SCENARIOS
            .replace("recommended: [stock/stale]", "recommended: []\n    clear: [stock/stale]")
            .replace("clear: [stock/stale, stock/many]", "not-assessed: [stock/many]"));
    assertThat(nestor("test", "--rules", rules.toString()).out())
        .contains("stock/stale should be clear and is recommended: [a is promised.]")
        .contains("stock/many should not be assessed and is clear");
  }

  @Test
  void coverageTellsRulesTestsAndThresholds() {
    assertThat(nestor("test", "--coverage", "--rules", rules.toString()).out().lines())
        .contains(
            "stock/many: no scenario has it recommended",
            "1 of 2 rules are tried in every answer",
            "0 of 2 uses of a threshold are tried at, just below and just above it",
            "3 passed, 0 failed")
        .anyMatch(l -> l.matches("\\d+ of \\d+ tests come out both true and false"));
  }

  @Test
  void checkWatchesBetweenBeginAndEndLines() throws Exception {
    watched(
        List.of("check", "--watch", "--rules", rules.toString()),
        "[check]",
        "no faults, 1 warning",
        () -> ShopRulebook.replace(rules, "stock.drl", "kind == \"food\"", "kind == \"fod\""),
        "'fod' is no value of kind");
  }

  @Test
  void checkWatchesTheConfigurationToo() throws Exception {
    Path settings = folder.resolve("nestor.yaml");
    Files.writeString(settings, "http:\n  port: 8421\n");
    watched(
        List.of("check", "--watch", "--rules", rules.toString(), "--config", settings.toString()),
        "[check]",
        "no faults, 1 warning",
        () -> Files.writeString(settings, "http:\n  prot: 8421\n"),
        "did you mean");
  }

  @Test
  void testWatchesAndTellsFaultsOfASaveWithoutStopping() throws Exception {
    watched(
        List.of("test", "--watch", "--rules", rules.toString()),
        "[test]",
        "3 passed, 0 failed",
        () -> ShopRulebook.replace(rules, "stock.drl", "kind == \"food\"", "kind == \"fod\""),
        "'fod' is no value of kind");
  }

  @Test
  void theSchemasForEditorsFitTheShippedFilesAndFindSlips() throws IOException {
    JsonSchema thresholds = schema("thresholds");
    String good = Files.readString(Path.of("rules/thresholds.yaml"));
    assertThat(thresholds.validate(yaml(good))).isEmpty();
    assertThat(thresholds.validate(yaml(good.replaceFirst("basis: judgement", "basis: guess"))))
        .hasSize(1);
    assertThat(thresholds.validate(yaml(good.replaceFirst("emphasis:", "emphasys:")))).hasSize(1);
    JsonSchema scenarios = schema("scenarios");
    try (var files = Files.list(Path.of("rules"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".scenarios.yaml")).toList()) {
        assertThat(scenarios.validate(yaml(Files.readString(file)))).as(file.toString()).isEmpty();
      }
    }
    String some = "as-of: 2026-01-01\nscenarios:\n  - {name: a, recommended: [], given: {}}\n";
    assertThat(scenarios.validate(yaml(some))).isEmpty();
    assertThat(scenarios.validate(yaml(some.replace("[]", "[security/monitorin]")))).hasSize(1);
    assertThat(scenarios.validate(yaml(some.replace("{}", "{backupz: []}")))).hasSize(1);
  }

  private static JsonSchema schema(String what) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(nestor("schema", what).out());
  }

  /** The file as an editor reads it, to which a date is a text. */
  private static JsonNode yaml(String text) {
    return JsonMapper.builder()
        .build()
        .valueToTree(YamlFile.read("x", text, new ArrayList<>()).orElseThrow().plain());
  }

  @Test
  void fmtLaysOutAndItsCheckChangesNothing() throws IOException {
    assertThat(nestor("fmt", "--rules", rules.toString()).exit()).isZero();
    assertThat(nestor("fmt", "--check", "--rules", rules.toString()).exit()).isZero();
    ShopRulebook.replace(rules, "stock.drl", "kind == \"food\"", "kind==\"food\"");
    String spoilt = Files.readString(rules.resolve("stock.drl"));
    Ran check = nestor("fmt", "--check", "--rules", rules.toString());
    assertThat(check.exit()).isEqualTo(1);
    assertThat(check.out().strip()).isEqualTo(rules.resolve("stock.drl").toString());
    assertThat(Files.readString(rules.resolve("stock.drl"))).isEqualTo(spoilt);
    assertThat(nestor("fmt", rules.resolve("stock.drl").toString()).exit()).isZero();
    assertThat(Files.readString(rules.resolve("stock.drl"))).isEqualTo(ShopRulebook.RULES);
    Files.writeString(rules.resolve("bad.drl"), "rule when\n");
    Ran bad = nestor("fmt", "--rules", rules.toString());
    assertThat(bad.exit()).isEqualTo(2);
    assertThat(bad.err()).contains("bad.drl:1:6: 'when' is not expected here; write the rule's id");
  }

  @FunctionalInterface
  private interface Edit {
    void make() throws IOException;
  }

  private static void watched(
      List<String> arguments, String name, String first, Edit edit, String second)
      throws Exception {
    StringWriter out = new StringWriter();
    Thread watch =
        new Thread(
            () -> {
              CommandLine line = Main.commandLine();
              line.setOut(new PrintWriter(out, true));
              line.setErr(new PrintWriter(new StringWriter(), true));
              line.execute(arguments.toArray(String[]::new));
            });
    watch.start();
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> blocks(out, name) == 1);
      assertThat(out.toString()).startsWith(name + " begin").contains(first);
      edit.make();
      await().atMost(Duration.ofSeconds(60)).until(() -> blocks(out, name) == 2);
      assertThat(out.toString().substring(out.toString().indexOf(name + " end"))).contains(second);
    } finally {
      watch.interrupt();
      watch.join();
    }
  }

  private static int blocks(StringWriter out, String name) {
    return out.toString().split("\\Q" + name + " end\\E", -1).length - 1;
  }

  private static Ran nestor(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    int exit = line.execute(arguments);
    return new Ran(exit, out.toString(), err.toString());
  }
}

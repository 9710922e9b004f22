package nestor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.engine.assessment.Assessment;
import nestor.engine.counterfactual.DossierEditor;
import nestor.engine.evaluation.Assessor;
import nestor.engine.explanation.Explainer;
import nestor.engine.explanation.Explanation;
import nestor.evidence.SectionContent;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.ShippedRulebook;
import nestor.workbench.OrganisationGenerator;
import nestor.workbench.ScenarioRunner;
import nestor.workbench.WhatIfParser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Every {@code nestor what-if} that an explanation prints does what it says. A shell reads it as it
 * is printed, the command line parses it, and the rule's answer becomes the one that was promised.
 * The thorough tests explain some rules for each organisation, those of endurance every rule.
 */
@Tag("thorough")
class PrintedCommandsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final long SEED = Long.getLong("seed", 11);
  private static final int GENERATED = Integer.getInteger("organisations", 6);
  private static final int SOME_RULES = 5;
  private static final String CASES = "src/test/resources/cases/";
  private static final List<String> FILES =
      List.of(
          "examples/meridian-bank.json",
          "examples/lumen-labs.yaml",
          "examples/karoo-mining.xlsx",
          "examples/harbour-city",
          "src/test/resources/dossiers/all-in-order.yaml",
          CASES + "executives-alone.json");

  /** What stands in names, and means something to shells, to paths, or to lists. */
  private static final List<String> TRICKY =
      List.of(
          "'", " a, b", "; c", "=x", "]", "[", "$HOME", "\"q\"", "`d`", "+", "\\", " é", "%s", "#");

  private final Rulebook rulebook = ShippedRulebook.get();
  private final Assessor assessor = Assessor.unchecked(rulebook);
  private final Random random = new Random(SEED);

  private @TempDir Path folder;

  /**
   * A command as it was printed.
   *
   * @param arguments of the same change in the explanation's JSON form
   */
  private record Printed(String rule, String promised, String line, List<String> arguments) {}

  @Test
  void thoseForTheExamplesAndTheTestsKeepTheirPromise() throws Exception {
    thoseForTheExamplesAndTheTests(SOME_RULES);
  }

  @Test
  @Tag("endurance")
  void thoseOfEveryRuleForTheExamplesAndTheTestsKeepTheirPromise() throws Exception {
    thoseForTheExamplesAndTheTests(rulebook.rules().size());
  }

  @Test
  void thoseForOrganisationsMadeByChanceKeepTheirPromise() throws Exception {
    thoseForOrganisationsMadeByChance(SOME_RULES);
  }

  @Test
  @Tag("endurance")
  void thoseOfEveryRuleForOrganisationsMadeByChanceKeepTheirPromise() throws Exception {
    thoseForOrganisationsMadeByChance(rulebook.rules().size());
  }

  private void thoseForTheExamplesAndTheTests(int rules) throws Exception {
    for (String file : FILES) {
      Dossier dossier =
          DossierFiles.read(List.of(Path.of(file)), rulebook.documents()).dossiers().get(0);
      keepTheirPromise(file, dossier, rules);
    }
  }

  private void thoseForOrganisationsMadeByChance(int rules) throws Exception {
    OrganisationGenerator organisations =
        new ScenarioRunner(ShippedRulebook.compiled()).organisations(DAY, SEED);
    for (int i = 0; i < GENERATED; i++) {
      Dossier complete = organisations.complete();
      Dossier dossier = i % 2 == 0 ? organisations.withGaps(complete, Set.of()) : complete;
      keepTheirPromise("generated " + i, i % 3 == 2 ? tricky(dossier) : dossier, rules);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "technology/roadmap",
        "partnership/strategy-not-shared",
        "technology/roadmap-behind-strategy"
      })
  void thoseForAnOrganisationOfWhichLittleIsKnownKeepTheirPromise(String rule) throws Exception {
    String file = CASES + "executives-alone.json";
    List<String> lines = run("explain", file, rule, "--as-of", DAY.toString()).lines().toList();
    assertThat(lines).noneMatch(line -> line.matches("\\s*- add to \\w+:\\s*"));
    List<String> heads = lines.stream().filter(line -> line.startsWith("It would be ")).toList();
    List<Printed> printed = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("  try it: ")) {
        String promised = heads.get(printed.size()).replaceAll("It would be (.*) with", "$1");
        printed.add(new Printed(rule, promised, line.substring("  try it: ".length()), List.of()));
      }
    }
    assertThat(printed).hasSize(2);
    List<List<String>> commands = words(printed);
    for (int i = 0; i < commands.size(); i++) {
      List<String> words = new ArrayList<>(commands.get(i).subList(1, commands.get(i).size()));
      words.addAll(List.of("--format", "json"));
      JsonNode changed =
          JsonMapper.builder().build().readTree(run(words.toArray(String[]::new))).get("changed");
      Map<String, String> now = new TreeMap<>();
      changed.forEach(one -> now.put(one.get("rule").asText(), one.get("now").asText()));
      assertThat(now).as(printed.get(i).line()).containsEntry(rule, printed.get(i).promised());
    }
  }

  private void keepTheirPromise(String name, Dossier dossier, int most) throws Exception {
    Explainer explainer = new Explainer(assessor, dossier, DAY);
    List<String> rules = new ArrayList<>(rulebook.rules().keySet());
    Collections.shuffle(rules, random);
    List<Printed> printed = new ArrayList<>();
    for (String rule : rules.subList(0, most)) {
      Explanation why = explainer.explain(rule);
      String text = new ExplanationText("data.json --as-of " + DAY, false).of(dossier, why, null);
      List<String> lines =
          text.lines()
              .filter(line -> line.startsWith("  try it: "))
              .map(line -> line.substring("  try it: ".length()))
              .toList();
      assertThat(lines).as("%s: %s", name, rule).hasSameSizeAs(why.changes());
      for (int i = 0; i < lines.size(); i++) {
        Explanation.Flip flip = why.changes().get(i);
        List<String> arguments =
            flip.data().stream().flatMap(changed -> changed.arguments().stream()).toList();
        printed.add(new Printed(rule, flip.to().text(), lines.get(i), arguments));
      }
    }
    List<List<String>> commands = words(printed);
    List<String> broken = new ArrayList<>();
    for (int i = 0; i < printed.size(); i++) {
      String words = String.join(" ", commands.get(i));
      assertThat(words).endsWith(String.join(" ", printed.get(i).arguments()));
      String came = answer(printed.get(i).rule(), dossier, commands.get(i));
      if (!came.equals(printed.get(i).promised())) {
        broken.add(printed.get(i) + " came to " + came);
      }
    }
    assertThat(broken).as("%s, seed %d: of %d", name, SEED, printed.size()).isEmpty();
  }

  /** What a rule answers to what a command supposes, or the faults of what it supposes. */
  private String answer(String rule, Dossier dossier, List<String> words) {
    CommandLine.ParseResult parsed =
        Main.commandLine().parseArgs(words.subList(1, words.size()).toArray(String[]::new));
    CommandLine.ParseResult whatIf = parsed.subcommand();
    List<String> sets = whatIf.matchedOptionValue("--set", List.of());
    List<String> unsets = whatIf.matchedOptionValue("--unset", List.of());
    if (sets.isEmpty() && unsets.isEmpty()) {
      return "nothing supposed";
    }
    WhatIfParser.Supposed supposed = WhatIfParser.of(rulebook.documents(), dossier, sets, unsets);
    if (!supposed.faults().isEmpty()) {
      return supposed.faults().toString();
    }
    Assessment assessment =
        assessor.assess(
            DossierEditor.applied(dossier, supposed.edits()),
            DAY,
            nestor.engine.assessment.Waiver.in(dossier),
            Set.of(rule));
    if (assessment.clear().contains(rule)) {
      return "clear";
    }
    if (assessment.recommended().stream().anyMatch(d -> d.rule().metadata().id().equals(rule))) {
      return "recommended";
    }
    return assessment.waived().stream()
            .anyMatch(w -> w.recommended().rule().metadata().id().equals(rule))
        ? "waived"
        : "not assessed";
  }

  /** The words of printed commands, as a shell takes them. */
  private List<List<String>> words(List<Printed> printed) throws Exception {
    StringBuilder script = new StringBuilder("nestor() { printf 'nestor\\0'; ");
    script.append("for word; do printf '%s\\0' \"$word\"; done; printf '\\1'; }\n");
    printed.forEach(one -> script.append(one.line()).append('\n'));
    Path file = Files.writeString(folder.resolve("commands.sh"), script);
    Process shell =
        new ProcessBuilder("sh", file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    shell.getInputStream().transferTo(out);
    assertThat(shell.waitFor()).isZero();
    List<List<String>> commands = new ArrayList<>();
    for (String command : out.toString(StandardCharsets.UTF_8).split("\1")) {
      if (!command.isEmpty()) {
        commands.add(List.of(command.split("\0")));
      }
    }
    assertThat(commands).hasSameSizeAs(printed);
    return commands;
  }

  /** The same organisation, in which whatever has a name of its own has a tricky one. */
  private Dossier tricky(Dossier dossier) {
    Set<String> roles =
        Set.copyOf(rulebook.rules().values().stream().map(r -> r.metadata().owner()).toList());
    Map<String, String> names = new LinkedHashMap<>();
    TreeMap<String, DossierSection> sections = new TreeMap<>();
    dossier
        .sections()
        .forEach(
            (name, held) -> {
              Section section = rulebook.documents().section(name).orElseThrow();
              List<Map<String, Object>> entries = new ArrayList<>();
              for (Map<String, Object> entry : held.content().entries()) {
                Map<String, Object> renamed = new LinkedHashMap<>(entry);
                for (Field field : section.fields()) {
                  boolean free =
                      field.choices().isEmpty()
                          && !name.equals("organisation")
                          && (field.type() == FieldType.TEXT || field.type() == FieldType.LIST);
                  if (free) {
                    renamed.computeIfPresent(
                        field.name(),
                        (n, value) ->
                            value instanceof List<?> list
                                ? list.stream()
                                    .map(e -> tricky(String.valueOf(e), roles, names))
                                    .toList()
                                : tricky(String.valueOf(value), roles, names));
                  }
                }
                entries.add(renamed);
              }
              sections.put(
                  name,
                  new DossierSection(
                      new SectionContent(name, entries, held.content().partial()), held.origin()));
            });
    return new Dossier(dossier.organisation(), sections);
  }

  private static String tricky(String text, Set<String> roles, Map<String, String> names) {
    return roles.contains(text)
        ? text
        : names.computeIfAbsent(text, t -> t + TRICKY.get(names.size() % TRICKY.size()));
  }

  private static String run(String... arguments) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int exit = line.execute(arguments);
    assertThat(err.toString()).isEmpty();
    assertThat(exit).isZero();
    return out.toString();
  }
}

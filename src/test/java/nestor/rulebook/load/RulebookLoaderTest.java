package nestor.rulebook.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import nestor.rulebook.Phrase;
import nestor.rulebook.RulebookCopy;
import nestor.rulebook.drools.RulebookCompiler;
import nestor.rulebook.source.YamlFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulebookLoaderTest {
  private static final String METADATA =
      " @title(\"T\") @action(\"A\") @owner(\"CIO\") @priority(\"low\") @source(\"cto-vs-cio, FAQs\")\n";

  private @TempDir Path folder;
  private RulebookCopy book;

  @BeforeEach
  void copy() throws IOException {
    book = RulebookCopy.in(folder);
  }

  @Test
  void aLargeTopicMayStandInSeveralFilesThatBeginWithItsName() throws IOException {
    assertThat(book.folder().resolve("security.practices.drl")).exists();
    Files.move(
        book.folder().resolve("security.practices.drl"),
        book.folder().resolve("technology.practices.drl"));
    assertThat(RulebookLoader.load(book.folder()).faults())
        .isNotEmpty()
        .allSatisfy(
            fault ->
                assertThat(fault.toString())
                    .startsWith("technology.practices.drl:")
                    .endsWith("move it to security.drl, or call it \"technology/...\""));
  }

  @Test
  void aHalfSavedFileIsToldOfAloneAndNotAsManyMissingRules() throws IOException {
    Path file = book.folder().resolve("security.practices.drl");
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.indexOf("not Practice(name ==") + 20));
    assertThat(RulebookCompiler.load(book.folder()).faults())
        .isNotEmpty()
        .noneMatch(diagnostic -> diagnostic.toString().contains("there is no rule"))
        .noneMatch(diagnostic -> diagnostic.toString().contains("no rule reads the threshold"))
        .anyMatch(diagnostic -> diagnostic.toString().startsWith("security.practices.drl:"));
  }

  @Test
  void aSectionOfTheNameOfTheEnginesOwnIsRefused() throws IOException {
    book.append(
        "vocabulary.drl",
        "\ndeclare Waver @section(\"waivers\") @doc(\"W\")\n  by : String @doc(\"B\")\nend\n");
    int line = book.lineOf("vocabulary.drl", "declare Waver");
    assertThat(book.faults())
        .singleElement()
        .asString()
        .isEqualTo(
            "vocabulary.drl:"
                + line
                + ":1: the section 'waivers' is Nestor's own, for replies to recommendations;"
                + " give the section of Waver another name");
  }

  @Test
  void aPhraseThatIsUnknownOrLeavesOutWhatItMustSayIsTold() throws IOException {
    book.replace("rulebook.yaml", "  today: today\n", "  todat: today\n");
    book.replace("rulebook.yaml", "{days} ago", "{day} ago");
    int unknown = book.lineOf("rulebook.yaml", "  todat:");
    int lacking = book.lineOf("rulebook.yaml", "  ago:");
    assertThat(book.faults())
        .extracting(Object::toString)
        .containsExactly(
            "rulebook.yaml:" + unknown + ":3: there is no phrase 'todat'; did you mean 'today'?",
            "rulebook.yaml:"
                + lacking
                + ":3: the phrase 'ago' does not say what it must; let it name each once: {days}");
  }

  @Test
  void theRulebookHasItsOwnWordingOfEveryPhrase() throws IOException {
    assertThat(
            YamlFile.read(
                    "rulebook.yaml",
                    Files.readString(book.folder().resolve("rulebook.yaml")),
                    new ArrayList<>())
                .orElseThrow()
                .mapping()
                .get("phrases")
                .mapping())
        .containsOnlyKeys(Arrays.stream(Phrase.values()).map(Phrase::key).toList());
  }

  @Test
  void ofVeryManyKnownNamesTheCureTellsTheNearestFew() throws IOException {
    book.append(
        "security.drl", rule("security/threshold", "Threshold(name == \"days\", $limit : value)"));
    assertThat(book.faults())
        .singleElement()
        .asString()
        .matches(
            ".*there is no threshold 'days' in thresholds.yaml; use one of: (\\S+, ){4}\\S+ and \\d+ more");
  }

  @Test
  void fiveFaultsInFiveRulesAreToldAtOnceEachWithItsLineAndCure() throws IOException {
    book.append(
        "security.drl",
        "\nrule \"security/syntax\""
            + METADATA
            + "when\n  Backup(system == )\nthen\n  advise.because(\"x\");\nend\n");
    int syntax = book.lineOf("security.drl", "Backup(system == )");
    book.append("security.drl", rule("security/field", "Backup(lastRestoreTset == null)"));
    int field = book.lineOf("security.drl", "lastRestoreTset");
    book.append(
        "security.drl",
        rule(
            "security/threshold",
            "Threshold(name == \"restore-test-dayz/critical\", $limit : value)"));
    int threshold = book.lineOf("security.drl", "restore-test-dayz");
    book.append(
        "security.drl",
        rule("security/source", "Backup()").replace(" @source(\"cto-vs-cio, FAQs\")", ""));
    int source = book.lineOf("security.drl", "rule \"security/source\"");
    book.append("security.drl", rule("security/monitoring", "Backup()"));
    int first = book.lineOf("security.drl", "rule \"security/monitoring\"");

    assertThat(book.faults())
        .anyMatch(f -> f.startsWith("security.drl:" + syntax + ":20: ')' is not expected here; "))
        .anyMatch(
            f ->
                f.equals(
                    "security.drl:"
                        + field
                        + ":10: Backup has no field 'lastRestoreTset'; did you mean 'lastRestoreTest'?"))
        .anyMatch(
            f ->
                f.startsWith("security.drl:" + threshold + ":")
                    && f.endsWith(
                        "there is no threshold 'restore-test-dayz/critical' in thresholds.yaml;"
                            + " did you mean 'restore-test-days/critical'?"))
        .anyMatch(
            f ->
                f.equals(
                    "security.drl:"
                        + source
                        + ":1: rule \"security/source\" has no @source;"
                        + " say where it comes from: @source(\"document, section\")"))
        .anyMatch(
            f ->
                f.contains(
                    "rule \"security/monitoring\" exists already in security.drl:" + first + "; "))
        .hasSize(5);
  }

  @Test
  void aNumberInsideARuleBelongsIntoTheThresholds() throws IOException {
    book.append("security.drl", rule("security/number", "Organisation(employees > 500)"));
    assertThat(book.faults())
        .singleElement()
        .asString()
        .contains("the number 500 stands inside a rule; give it a name in thresholds.yaml");
  }

  @Test
  void aValueThatAFieldCannotHaveGetsTheNearestOne() throws IOException {
    book.append("security.drl", rule("security/value", "System(storage == \"relationel\")"));
    assertThat(book.faults())
        .singleElement()
        .asString()
        .endsWith("'relationel' is no value of storage; did you mean 'relational'?");
  }

  @Test
  void whatARuleMayNotDoIsRefused() throws IOException {
    book.append("security.drl", "\nimport java.io.File;\n");
    book.append(
        "security.drl",
        "\nrule \"security/exit\"" + METADATA + "when\n  Backup()\nthen\n  System.exit(0);\nend\n");
    book.append("security.drl", rule("security/eval", "eval(true)"));
    book.append("security.drl", rule("security/call", "$b : Backup() System(name == $b.wait())"));
    assertThat(book.faults())
        .hasSize(4)
        .anyMatch(f -> f.contains("'import' has no place in a rulebook"))
        .anyMatch(f -> f.contains("'System' is not what a rule may do"))
        .anyMatch(f -> f.contains("'eval' is not used between conditions"))
        .anyMatch(f -> f.contains("wait() is a call"));
  }

  @Test
  void comparingADateWithANumberIsTold() throws IOException {
    book.append(
        "security.drl",
        rule(
            "security/types",
            "Threshold(name == \"audit-days\", $limit : value) Backup(lastRun < $limit)"));
    assertThat(book.faults())
        .singleElement()
        .asString()
        .contains("a date is compared with a number");
  }

  @Test
  void aReasonThatNamesNoBoundValueIsTold() throws IOException {
    book.append(
        "security.drl",
        rule("security/words", "$b : Backup()")
            .replace("\"x\"", "\"{$b.sistem} {$c} {$b.system | agoo}\""));
    assertThat(book.faults())
        .hasSize(3)
        .anyMatch(f -> f.contains("Backup has no field 'sistem'; did you mean 'system'?"))
        .anyMatch(f -> f.contains("$c is not bound here"))
        .anyMatch(f -> f.contains("'agoo' in {$b.system | agoo} is no way to word a value"));
  }

  @Test
  void aThresholdThatNoRuleReadsIsTold() throws IOException {
    book.append("thresholds.yaml", "unread:\n  value: 3\n  unit: days\n  basis: judgement\n");
    assertThat(book.faults())
        .singleElement()
        .asString()
        .contains("no rule reads the threshold 'unread'");
  }

  @Test
  void brokenYamlIsToldWithItsLine() throws IOException {
    book.append("tables.yaml", "\nRole:\n  - {role: [\n");
    assertThat(book.faults())
        .anyMatch(f -> f.matches("tables.yaml:\\d+:\\d+: this is not YAML: .*"));
  }

  @Test
  void aThresholdThatClaimsASourceMustNameIt() throws IOException {
    book.replace("thresholds.yaml", "  source: \"importance, paragraph 7\"\n", "");
    assertThat(book.faults())
        .anyMatch(f -> f.contains("top-priorities claims a source and names none"));
  }

  @Test
  void aThresholdThatClaimsAReferenceMustNameIt() throws IOException {
    book.replace(
        "thresholds.yaml",
        "  source: \"CIS Controls v8 (2021), 7.3: monthly or more often\"\n",
        "");
    assertThat(book.faults())
        .anyMatch(f -> f.contains("patch-days/critical claims a reference and names none"));
  }

  @Test
  void theVersionIsTheContentAndNothingElse() throws IOException {
    String version = RulebookLoader.version(folder);
    assertThat(RulebookLoader.version(Path.of("rules"))).isEqualTo(version);
    book.append("README.md", "a note");
    assertThat(RulebookLoader.version(folder)).isEqualTo(version);
    book.append("thresholds.yaml", "# a comment\n");
    assertThat(RulebookLoader.version(folder)).isNotEqualTo(version);
  }

  private static String rule(String id, String conditions) {
    return "\nrule \""
        + id
        + "\""
        + METADATA
        + "when\n  "
        + conditions
        + "\nthen\n  advise.because(\"x\");\nend\n";
  }
}

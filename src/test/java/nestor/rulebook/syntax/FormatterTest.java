package nestor.rulebook.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.source.Formatter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

class FormatterTest {
  private static final long SEED = Long.getLong("seed", 11);

  /** A text in quotes, a comment to the end of its line, or blanks. */
  private static final Pattern PARTS =
      Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"|//[^\n]*|/\\*.*?\\*/|\\s+", Pattern.DOTALL);

  static Stream<Path> rules() throws IOException {
    return files(".drl");
  }

  static Stream<Path> data() throws IOException {
    return files(".yaml");
  }

  private static Stream<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("rules"))) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource({"rules", "data"})
  void theShippedFilesAreLaidOut(Path file) throws IOException {
    assertThat(laidOut(file.toString(), Files.readString(file)))
        .as("lay it out with: ./nestor fmt")
        .isEqualTo(Files.readString(file));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void whateverTheBlanksTheTokensAndCommentsStayAndTheSecondTimeChangesNothing(Path file)
      throws IOException {
    shakenWhole(file, 1);
  }

  @ParameterizedTest
  @MethodSource("rules")
  @Tag("thorough")
  void manyShakesOfTheWholeChangeNothingElse(Path file) throws IOException {
    shakenWhole(file, 8);
  }

  private static void shakenWhole(Path file, int times) throws IOException {
    String text = Files.readString(file);
    Random random = new Random(SEED);
    for (int i = 0; i < times; i++) {
      String shaken = shaken(text, random, true);
      String once = laidOut("x.drl", shaken);
      assertThat(tokens(once)).as("seed %d", SEED).isEqualTo(tokens(text));
      assertThat(comments(once)).isEqualTo(comments(text));
      assertThat(laidOut("x.drl", once)).isEqualTo(once);
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void blanksWithinLinesMakeNoDifference(Path file) throws IOException {
    shakenWithinLines(file, 1);
  }

  @ParameterizedTest
  @MethodSource("rules")
  @Tag("thorough")
  void manyShakesWithinLinesMakeNoDifference(Path file) throws IOException {
    shakenWithinLines(file, 5);
  }

  private static void shakenWithinLines(Path file, int times) throws IOException {
    String text = Files.readString(file);
    Random random = new Random(SEED);
    for (int i = 0; i < times; i++) {
      assertThat(laidOut("x.drl", shaken(text, random, false))).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @MethodSource("data")
  void indentationAndBlankLinesOfYamlComeBackAndValuesStay(Path file) throws IOException {
    shakenYaml(file, 1);
  }

  @ParameterizedTest
  @MethodSource("data")
  @Tag("thorough")
  void manyShakesOfYamlChangeNoValue(Path file) throws IOException {
    shakenYaml(file, 5);
  }

  private static void shakenYaml(Path file, int times) throws IOException {
    String text = Files.readString(file);
    Random random = new Random(SEED);
    assertThat(laidOut("x.yaml", text.replaceAll("(?m)$", "  ").replace("\n", "\r\n")))
        .isEqualTo(text);
    assertThat(laidOut("x.yaml", "\n\n" + text.replace("\n\n", "\n\n\n \n") + "\n\n"))
        .isEqualTo(text);
    Object values = new Yaml().load(text);
    for (int i = 0; i < times; i++) {
      StringBuilder shaken = new StringBuilder();
      text.lines()
          .forEach(
              line ->
                  shaken
                      .append(line)
                      .append(" ".repeat(random.nextInt(3)))
                      .append("\n".repeat(1 + random.nextInt(2))));
      String once = laidOut("x.yaml", shaken.toString());
      Object again = new Yaml().load(once);
      assertThat(again).isEqualTo(values);
      assertThat(laidOut("x.yaml", once)).isEqualTo(once);
    }
  }

  @Test
  void wideIndentationBecomesStepsOfTwo() {
    assertThat(
            laidOut(
                "x.yaml",
                """
                # about
                as-of: 2026-01-01
                scenarios:
                    # the first
                    - name: a
                      given:
                          systems:
                              - {name: a,
                                 critical: true}
                      recommended: []
                """))
        .isEqualTo(
            """
            # about
            as-of: 2026-01-01
            scenarios:
              # the first
              - name: a
                given:
                  systems:
                    - {name: a,
                       critical: true}
                recommended: []
            """);
  }

  @Test
  void whatIsWrittenOnOneLineBecomesARule() {
    assertThat(
            laidOut(
                "x.drl",
                "rule \"a/b\" @title( \"T\" )@owner(\"x\") // why\nwhen A(x==1,y in(\"a\",\"b\"))"
                    + " not(B() and C($n:z)) accumulate(\nD($e:f);\n$c:count( );$c>1)\n\n\nthen"
                    + " advise . because(\"q  {$c}\") ; end declare E @doc(\"d\") f:String @key"
                    + " rule : List // last\nend"))
        .isEqualTo(
            """
            rule "a/b" @title("T") @owner("x") // why
            when
              A(x == 1, y in ("a", "b"))
              not (B() and C($n : z))
              accumulate(
                D($e : f);
                $c : count(); $c > 1)
            then
              advise.because("q  {$c}");
            end

            declare E @doc("d")
              f : String @key
              rule : List // last
            end
            """);
  }

  @Test
  void whatIsNoRuleIsToldAndNotTouched() {
    List<Diagnostic> faults = new ArrayList<>();
    assertThat(Formatter.of("x.drl", "rule \"a/b\" when A( then", faults)).isEmpty();
    assertThat(Formatter.of("x.yaml", "a: [", faults)).isEmpty();
    assertThat(faults).hasSize(2);
  }

  private static String laidOut(String file, String text) {
    List<Diagnostic> faults = new ArrayList<>();
    return Formatter.of(file, text, faults)
        .orElseThrow(() -> new AssertionError("not laid out: " + faults));
  }

  /** The text with other blanks, and where wanted other line breaks, between its parts. */
  private static String shaken(String text, Random random, boolean breaks) {
    Matcher parts = PARTS.matcher(text);
    StringBuilder shaken = new StringBuilder();
    boolean afterComment = false;
    while (parts.find()) {
      String part = parts.group();
      String by = part;
      if (part.isBlank()) {
        boolean broken = part.contains("\n");
        by =
            broken && (afterComment || !breaks || random.nextInt(10) > 0)
                ? broken(part, random)
                : breaks && random.nextInt(20) == 0 ? "\n" : " ".repeat(1 + random.nextInt(3));
      }
      afterComment = part.startsWith("//");
      parts.appendReplacement(shaken, Matcher.quoteReplacement(by));
    }
    return parts.appendTail(shaken).toString();
  }

  private static String broken(String blanks, Random random) {
    String breaks = blanks.replaceAll("[^\n]", "");
    return " ".repeat(random.nextInt(3)) + breaks + " ".repeat(random.nextInt(5));
  }

  private static List<String> tokens(String text) {
    return new Lexer("x", text, new ArrayList<>())
        .tokens().stream().map(t -> t.kind() + " " + t.value()).toList();
  }

  private static List<String> comments(String text) {
    return PARTS
        .matcher(text)
        .results()
        .map(r -> r.group().stripTrailing())
        .filter(part -> part.startsWith("/"))
        .toList();
  }
}

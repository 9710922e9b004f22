package nestor.rulebook.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nestor.rulebook.ShopRulebook;
import nestor.rulebook.drools.RulebookCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rules that try to do what no rule may: none is compiled, and each is answered with its place. All
 * of it would be good DRL.
 */
class HostileRulesTest {
  private static final String HEAD =
      """
      rule "stock/evil"
        @title("T") @action("A") @owner("keeper") @priority("low") @effort("days") @source("book, 1")
      """;

  private @TempDir Path folder;

  /**
   * A rule and what it tries.
   *
   * @param told a part of the fault that answers it
   */
  record Attempt(String name, String rule, String told) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Attempt then(String name, String consequence, String told) {
    return new Attempt(
        name, HEAD + "when\n  $a : Article()\nthen\n  " + consequence + "\nend\n", told);
  }

  private static Attempt when(String name, String conditions, String told) {
    return new Attempt(
        name, HEAD + "when\n  " + conditions + "\nthen\n  advise.because(\"x\");\nend\n", told);
  }

  static Stream<Attempt> attempts() {
    return Stream.of(
        then("a loop", "while (true) {}", "'while' is not what a rule may do"),
        then("an allocation", "byte[] b = new byte[1 << 30];", "'byte' is not what a rule may do"),
        then(
            "reading a file",
            "new java.io.File(\"/etc/passwd\");",
            "'new' is not what a rule may do"),
        then("a thread", "new Thread(() -> {}).start();", "'new' is not what a rule may do"),
        then(
            "a process",
            "Runtime.getRuntime().exec(\"ls\");",
            "'Runtime' is not what a rule may do"),
        then(
            "reflection",
            "Class.forName(\"java.lang.System\");",
            "'Class' is not what a rule may do"),
        then("throwing", "throw new Error();", "'throw' is not what a rule may do"),
        then("an update", "update($a);", "'update' is not what a rule may do"),
        then("modify", "modify($a) { setName(\"x\") };", "'modify' is not what a rule may do"),
        then("delete", "delete($a);", "'delete' is not what a rule may do"),
        then("insert", "insert(new Article());", "'insert' is not what a rule may do"),
        then("halting the engine", "drools.halt();", "'drools' is not what a rule may do"),
        then(
            "a second statement",
            "advise.because(\"x\"); System.exit(1);",
            "'System' stands where 'end' is due"),
        then(
            "a call in a reason",
            "advise.because(\"x\" + System.getenv());",
            "'+' is not expected here"),
        then(
            "a derived fact of any class",
            "insertLogical(new Thread());",
            "'Thread' is no type that rules derive"),
        then(
            "a call among the values of a derived fact",
            "insertLogical(new Stale(System.exit(1)));",
            "only .size can be asked"),
        when("a call in a condition", "$a : Article(name == $a.wait())", "wait() is a call"),
        when(
            "reflection in a condition",
            "$a : Article() Article(name == $a.getClass())",
            "no field 'class'"),
        when(
            "a static call in a condition",
            "Article(name == java.lang.System.getenv(\"HOME\"))",
            "only .size can be asked"),
        when("eval", "eval(System.exit(1) == null)", "'eval' is not used between conditions"),
        when("an inline eval", "Article(eval(1 == 1))", "'(' is not expected here"),
        when(
            "code in accumulate",
            "accumulate(Article(); init(System.exit(1);) action() result(1))",
            "'init' is not expected here"),
        when(
            "any text from a call",
            "$x : String() from System.getenv()",
            "only .size can be asked"),
        when(
            "a regular expression that never ends",
            "Article(name matches \"(a+)+b\")",
            "'matches' is not a comparison"),
        when(
            "a division by zero",
            "accumulate(Article($c : count); $n : sum($c); $n / $n > 1)",
            "a division has no answer where its divisor is 0"),
        when(
            "a quote in a value by an escape",
            "Article(name == \"x\\\" + System.exit(1) + \\\"\")",
            "a name or value holds a double quote or a backslash"),
        new Attempt("an import", "import java.io.File;\n", "'import' has no place in a rulebook"),
        new Attempt(
            "a function",
            "function int f() { return 1; }\n",
            "'function' has no place in a rulebook"),
        new Attempt("a global", "global java.io.File f;\n", "'global' has no place in a rulebook"),
        new Attempt(
            "another package", "package java.lang;\n", "'package' has no place in a rulebook"),
        new Attempt("a query", "query \"q\" Article() end\n", "'query' has no place in a rulebook"),
        new Attempt(
            "an attribute",
            HEAD + "no-loop true\nwhen\n  Article()\nthen\n  advise.because(\"x\");\nend\n",
            "stands where 'when' is due"),
        new Attempt(
            "a timer",
            HEAD + "timer(int: 1s)\nwhen\n  Article()\nthen\n  advise.because(\"x\");\nend\n",
            "stands where 'when' is due"),
        new Attempt(
            "a fact that makes itself without end",
            "declare Count\n  n : BigDecimal @key\nend\n"
                + "rule \"counts\"\nwhen\n  Count($n : n)\nthen\n  insertLogical(new Count($n));\nend\n"
                + HEAD
                + "when\n  Count()\nthen\n  advise.because(\"x\");\nend\n",
            "Count is derived from itself"));
  }

  @ParameterizedTest
  @MethodSource("attempts")
  void areRefusedWithTheirPlaceBeforeTheyAreCompiled(Attempt attempt) throws IOException {
    ShopRulebook.in(folder);
    Path file = folder.resolve("stock.drl");
    int lines = Files.readAllLines(file).size();
    Files.writeString(file, Files.readString(file) + attempt.rule());
    RulebookCompiler.Result loaded = RulebookCompiler.load(folder);
    assertThat(loaded.rulebook().isPresent()).isFalse();
    assertThat(loaded.faults())
        .anySatisfy(
            diagnostic -> {
              assertThat(diagnostic.toString()).startsWith("stock.drl:").contains(attempt.told());
              assertThat(diagnostic.line()).isGreaterThan(lines);
            });
  }

  static Stream<Attempt> tooMuch() {
    String deep = "(".repeat(5_000) + "name == \"x\"" + ")".repeat(5_000);
    String alternatives = "name == \"x\"" + " || name == \"y\"".repeat(50_000);
    String joined = " has more than 200 operators and parentheses; write field in (\"a\", \"b\")";
    return Stream.of(
        when("parentheses without end", "Article(" + deep + ")", joined),
        when("alternatives without end", "Article(" + alternatives + ")", joined),
        when(
            "tests without end",
            "Article(name == \"x\"" + " && name == \"y\"".repeat(50_000) + ")",
            joined),
        when("a sum without end", "Article(count > $x" + " + $x".repeat(50_000) + ")", joined),
        when(
            "a list without end",
            "Article(name in (\"x\"" + ", \"y\"".repeat(50_000) + "))",
            "this list has more than 1000 values; put them into a table"),
        when(
            "conditions without end",
            "Article()\n  ".repeat(5_000),
            "this rule has more than 200 conditions; let a rule in derived.drl"),
        when(
            "conditions within conditions without end",
            "not (".repeat(5_000) + "Article()" + ")".repeat(5_000),
            "conditions are nested more than 20 deep; let a rule in derived.drl"));
  }

  @ParameterizedTest
  @MethodSource("tooMuch")
  void whatNoReaderCouldFollowIsRefusedInAShortLine(Attempt attempt) throws IOException {
    areRefusedWithTheirPlaceBeforeTheyAreCompiled(attempt);
    assertThat(ShopRulebook.faults(folder))
        .allSatisfy(fault -> assertThat(fault.length()).isLessThan(300));
  }

  @Test
  void whatIsWithinTheLimitsIsCompiledAndRuns() throws IOException {
    ShopRulebook.in(folder);
    Path file = folder.resolve("stock.drl");
    String rule =
        HEAD
            + "when\n  Article("
            + "(".repeat(99)
            + "name == \"x\""
            + ")".repeat(99)
            + " || name == \"y\"".repeat(100)
            + ", name in (\"x\""
            + ", \"y\"".repeat(999)
            + "))\n  "
            + "not (".repeat(18)
            + "Article(name == \"z\")"
            + ")".repeat(18)
            + "\nthen\n  advise.because(\"x\");\nend\n";
    Files.writeString(file, Files.readString(file) + rule);
    assertThat(ShopRulebook.faults(folder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: [1, 2]\nb: &b [*b, 1]\n",
        """
        a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
        b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
        c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
        d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
        e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
        f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
        g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]
        """,
        "NESTED",
      })
  void yamlThatNoReaderCouldFollowIsRefused(String yaml) throws IOException {
    String text = yaml.equals("NESTED") ? "a: " + "[".repeat(5_000) + "]".repeat(5_000) : yaml;
    for (String name : List.of("thresholds.yaml", "rulebook.yaml", "tables.yaml")) {
      ShopRulebook.in(folder);
      Files.writeString(folder.resolve(name), text);
      assertThat(ShopRulebook.faults(folder))
          .anySatisfy(
              fault ->
                  assertThat(fault)
                      .matches(
                          name
                              + ":\\d+:\\d+: (values are nested more than 50 deep;"
                              + "|there are more than 1000000 values with all aliases).*"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "new, which is a word of Java",
    "class, which is a word of Java",
    "in, which means something else in a condition",
    "contains, which means something else in a condition",
  })
  void aFieldOfAReservedNameIsToldOnOneLine(String name, String whose) throws IOException {
    ShopRulebook.in(folder);
    ShopRulebook.replace(
        folder,
        "vocabulary.drl",
        "  tags : List",
        "  " + name + " : Integer @doc(\"N\")\n  tags : List");
    assertThat(ShopRulebook.faults(folder))
        .containsExactly(
            "vocabulary.drl:14:3: a field cannot be called '"
                + name
                + "', "
                + whose
                + "; give it another name, such as "
                + name
                + "One");
  }

  @ParameterizedTest
  @CsvSource({
    "BigDecimal, which is a type of fields",
    "Object, which is a type of Java",
    "String, which is a type of Java",
    "Advise, which is a name of the engine",
    "MedianGap, which is a name of the engine",
  })
  void aTypeOfAReservedNameIsToldOnOneLine(String name, String whose) throws IOException {
    ShopRulebook.in(folder);
    Path file = folder.resolve("vocabulary.drl");
    Files.writeString(
        file,
        Files.readString(file)
            + "declare "
            + name
            + " @section(\"more\") @doc(\"More\")\n  name : String @doc(\"N\")\nend\n");
    assertThat(ShopRulebook.faults(folder))
        .singleElement()
        .asString()
        .endsWith(
            ": a type cannot be called '"
                + name
                + "', "
                + whose
                + "; give it another name, such as "
                + name
                + "Entry");
  }

  @Test
  void aTypeThatIsCalledAsOneOfJavaThatNoRuleNamesAdvises() throws IOException {
    ShopRulebook.in(folder);
    for (String file : List.of("vocabulary.drl", "stock.drl")) {
      Path path = folder.resolve(file);
      Files.writeString(path, Files.readString(path).replace("Article", "System"));
    }
    assertThat(ShopRulebook.faults(folder)).isEmpty();
  }

  @Test
  void whatIsForPeopleIsNeverCompiled() throws IOException {
    ShopRulebook.in(folder);
    Path file = folder.resolve("stock.drl");
    String code = "\\u0022); System.exit(1); advise.because(\\u0022";
    Files.writeString(
        file,
        Files.readString(file)
            + HEAD.replace("\"T\"", "\"" + code + "\"")
            + "// "
            + code.replace("\\u0022", "\\u000a")
            + "\n"
            + "when\n  Article(kind in ('@a(', \"food\")) /* \\u002a\\u002f junk */\n"
            + "then\n  advise.because(\""
            + code
            + " @a(\\\"\\\") 'it\\\\\");\nend\n");
    RulebookCompiler.Result loaded = RulebookCompiler.load(folder);
    assertThat(loaded.faults()).singleElement().asString().contains("'@a(' is no value of kind");
    Files.writeString(file, Files.readString(file).replace("'@a(', ", ""));
    assertThat(RulebookCompiler.load(folder).faults()).isEmpty();
  }
}

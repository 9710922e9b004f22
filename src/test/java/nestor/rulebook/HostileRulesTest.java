package nestor.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
    RulebookFolder.Loaded loaded = RulebookFolder.load(folder);
    assertThat(loaded.rulebook().isPresent()).isFalse();
    assertThat(loaded.faults())
        .anySatisfy(
            fault -> {
              assertThat(fault.toString()).startsWith("stock.drl:").contains(attempt.told());
              assertThat(fault.line()).isGreaterThan(lines);
            });
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
    RulebookFolder.Loaded loaded = RulebookFolder.load(folder);
    assertThat(loaded.faults()).singleElement().asString().contains("'@a(' is no value of kind");
    Files.writeString(file, Files.readString(file).replace("'@a(', ", ""));
    assertThat(RulebookFolder.load(folder).faults()).isEmpty();
  }
}

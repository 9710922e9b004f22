package nestor.rulebook.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nestor.rulebook.ShopRulebook;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What authors of rules get wrong most. Each mistake is answered by one line with the place and a
 * cure, and the cure, when followed, cures it.
 */
class TypicalMistakesTest {
  private static final Pattern MEANT =
      Pattern.compile("(\\S+?):(\\d+):(\\d+): .*'([^']+)'.*; did you mean '([^']+)'\\?");

  private @TempDir Path folder;

  /**
   * A mistake.
   *
   * @param right what stands in the good rulebook
   * @param wrong what the author writes instead
   * @param told the one line that answers it
   * @param cured what a reader of the cure writes in the place of the wrong
   */
  record Mistake(String name, String right, String wrong, String told, String cured) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Mistake> mistakes() {
    return Stream.of(
        new Mistake(
            "a misspelt field",
            "boughtOn < $since",
            "bougthOn < $since",
            "stock.drl:8:16: Article has no field 'bougthOn'; did you mean 'boughtOn'?",
            ""),
        new Mistake(
            "a misspelt value",
            "kind == \"food\"",
            "kind == \"fod\"",
            "stock.drl:8:43: 'fod' is no value of kind; did you mean 'food'?",
            ""),
        new Mistake(
            "a misspelt type",
            "$a : Article(boughtOn",
            "$a : Artikle(boughtOn",
            "stock.drl:8:8: there is no type 'Artikle'; did you mean 'Article'?",
            ""),
        new Mistake(
            "a missing quote",
            "kind == \"food\"",
            "kind == \"food",
            "stock.drl:8:43: this text has no closing quote on its line; end it with \"",
            "kind == \"food\""),
        new Mistake(
            "a missing end",
            "limit is {$limit}.\");\nend\n",
            "limit is {$limit}.\");\n",
            "stock.drl:12:1: 'rule' stands where 'end' is due in rule \"stock/stale\";"
                + " a rule does one thing: one advise.because(...), insertLogical(...) or"
                + " notApplicable.because(...), then end",
            "limit is {$limit}.\");\nend\n"),
        new Mistake(
            "a missing then",
            "place == \"cellar\")\nthen\n",
            "place == \"cellar\")\n",
            "stock.drl:16:3: there is no 'then' before 'advise'; write then on the line before it",
            "place == \"cellar\")\nthen\n"),
        new Mistake(
            "a missing parenthesis",
            "place != \"cellar\")",
            "place != \"cellar\"",
            "stock.drl:9:1: 'then' is not expected here;"
                + " write a comma between the tests of Article, or ')'",
            "place != \"cellar\")"),
        new Mistake(
            "a number in a rule",
            "boughtOn < $since, kind",
            "boughtOn < $since, count > 12, kind",
            "stock.drl:8:43: the number 12 stands inside a rule; give it a name in thresholds.yaml"
                + " and read it with Threshold(name == \"...\", $limit : value)",
            "boughtOn < $since, count > $limit, kind"),
        new Mistake(
            "a date compared with a number",
            "boughtOn < $since",
            "boughtOn < $limit",
            "stock.drl:8:25: a date is compared with a number;"
                + " compare it with $since or $until of a threshold in days",
            "boughtOn < $since"),
        new Mistake(
            "a yes or no in quotes",
            "promised == true",
            "promised == \"true\"",
            "stock.drl:15:25: a yes/no is compared with a text;"
                + " write == true or == false, without quotes",
            "promised == true"),
        new Mistake(
            "an unknown variable in a reason",
            "{$limit}",
            "{$limt}",
            "stock.drl:10:74: $limt is not bound here; did you mean '$limit'?",
            "{$limit}"),
        new Mistake(
            "a misspelt field in a reason",
            "{$a.boughtOn",
            "{$a.bought",
            "stock.drl:10:40: Article has no field 'bought'; did you mean 'boughtOn'?",
            "{$a.boughtOn"),
        new Mistake(
            "an unknown threshold",
            "\"stale-days\"",
            "\"stale-dais\"",
            "stock.drl:7:21: there is no threshold 'stale-dais' in thresholds.yaml;"
                + " did you mean 'stale-days'?",
            ""),
        new Mistake(
            "missing metadata",
            "  @action(\"Offer it at half the price.\")\n",
            "",
            "stock.drl:1:1: rule \"stock/stale\" has no @action;"
                + " add @action(\"...\") below the id",
            "  @action(\"Offer it at half the price.\")\n"),
        new Mistake(
            "a misspelt annotation",
            "@effort(\"days\")",
            "@efort(\"days\")",
            "stock.drl:4:38: @efort says nothing on a rule; did you mean 'effort'?",
            "@effort(\"days\")"),
        new Mistake(
            "a misspelt priority",
            "@priority(\"low\") @effort(\"days\")",
            "@priority(\"lou\") @effort(\"days\")",
            "stock.drl:4:21: 'lou' is no priority; did you mean 'low'?",
            "@priority(\"low\") @effort(\"days\")"),
        new Mistake(
            "a rule of the same name",
            "rule \"stock/stale: promised\"",
            "rule \"stock/stale\"",
            "stock.drl:13:1: rule \"stock/stale\" exists already in stock.drl:1;"
                + " give one of them another id, or make it a case: \"stock/stale: case\"",
            "rule \"stock/stale: case\""),
        new Mistake(
            "or between conditions",
            "$a : Article(promised == true, place == \"cellar\")",
            "Article(promised == true) || Article(place == \"cellar\")",
            "stock.drl:15:29: '||' is not used between conditions; write a further rule with the same"
                + " id and a case after it: rule \"topic/name: case\"",
            "$a : Article(promised == true)"),
        new Mistake(
            "eval",
            "$a : Article(promised == true, place == \"cellar\")",
            "$a : Article(promised == true) eval($a.place == \"cellar\")",
            "stock.drl:15:34: 'eval' is not used between conditions;"
                + " put the test into the parentheses of a pattern",
            "$a : Article(promised == true, place == \"cellar\")"),
        new Mistake(
            "one equals sign",
            "kind == \"food\"",
            "kind = \"food\"",
            "stock.drl:8:40: '=' is not a comparison of this language;"
                + " use == != < <= > >= in, not in, contains, not contains, memberOf, not memberOf",
            "kind == \"food\""),
        new Mistake(
            "a call in the consequence",
            "advise.high(\"{$a.name} is promised.\");",
            "System.out.println(\"{$a.name} is promised.\");",
            "stock.drl:17:3: 'System' is not what a rule may do;"
                + " after then comes advise.because(\"...\"); insertLogical(new Type(...)); or notApplicable.because(\"...\");",
            "advise.because(\"{$a.name} is promised.\");"),
        new Mistake(
            "quotes of a word processor",
            "kind == \"food\"",
            "kind == \u201Cfood\u201D",
            "stock.drl:8:43: '\u201C' is a quote for print, not for rules; write a straight one: \"",
            "kind == \"food\""),
        new Mistake(
            "a list compared as one value",
            "kind == \"food\"",
            "tags == \"food\"",
            "stock.drl:8:40: a list is compared as if it were one value;"
                + " write list contains \"x\", or list.size == 0 for an empty one",
            "tags contains \"food\""),
        new Mistake(
            "a date in a rule",
            "boughtOn < $since",
            "boughtOn < \"2026-01-01\"",
            "stock.drl:8:25: a date is compared with a text;"
                + " compare it with $since or $until of a threshold in days",
            "boughtOn < $since"),
        new Mistake(
            "a variable without its dollar sign",
            "boughtOn < $since",
            "boughtOn < since",
            "stock.drl:8:27: Article has no field 'since'; did you mean '$since'?",
            "boughtOn < $since"),
        new Mistake(
            "a variable that is not bound",
            "boughtOn < $since",
            "boughtOn < $sinse",
            "stock.drl:8:27: $sinse is not bound here; did you mean '$since'?",
            "boughtOn < $since"),
        new Mistake(
            "yes in the place of true",
            "promised == true",
            "promised == yes",
            "stock.drl:15:28: Article has no field 'yes'; write true",
            "promised == true"),
        new Mistake(
            "is in the place of ==",
            "promised == true",
            "promised is true",
            "stock.drl:15:25: 'is' is not a comparison of this language;"
                + " use == != < <= > >= in, not in, contains, not contains, memberOf, not memberOf",
            "promised == true"),
        new Mistake(
            "a missing comma between tests",
            "boughtOn < $since, kind",
            "boughtOn < $since kind",
            "stock.drl:8:34: 'kind' is not expected here;"
                + " write a comma between the tests of Article, or ')'",
            "boughtOn < $since, kind"),
        new Mistake(
            "a misspelt function",
            "$count : count()",
            "$count : cuont()",
            "stock.drl:27:49: 'cuont' is no function of accumulate; did you mean 'count'?",
            ""),
        new Mistake(
            "a comma in the place of a semicolon in accumulate",
            "kind != \"other\"); $count",
            "kind != \"other\"), $count",
            "stock.drl:27:38: a comma ends the conditions of accumulate;"
                + " write a semicolon: accumulate(conditions; $n : count(); tests)",
            "kind != \"other\"); $count"),
        new Mistake(
            "a missing semicolon after the reason",
            "is promised.\");",
            "is promised.\")",
            "stock.drl:18:1: 'end' is not expected here; write a semicolon at the end of the line",
            "is promised.\");"),
        new Mistake(
            "a double quote inside the reason",
            "is promised.\"",
            "is \"promised\".\"",
            "stock.drl:17:30: a double quote before 'promised' ends the reason;"
                + " write a single quote inside it: 'promised'",
            "is 'promised'.\""),
        new Mistake(
            "a variable without braces in the reason",
            "limit is {$limit}",
            "limit is $limit",
            "stock.drl:10:74: $limit stands in the reason without braces; write {$limit}",
            "limit is {$limit}"),
        new Mistake(
            "braces without a dollar sign",
            "{$a.name} is promised",
            "{a.name} is promised",
            "stock.drl:17:16: {a.name} names no value; write {$a.name}",
            "{$a.name} is promised"),
        new Mistake(
            "metadata without parentheses",
            "@title(\"Keep fewer articles\")",
            "@title \"Keep fewer articles\"",
            "stock.drl:21:10: the text of @title stands without parentheses; write @title(\"...\")",
            "@title(\"Keep fewer articles\")"),
        new Mistake(
            "a comment as in YAML",
            "rule \"stock/many\"",
            "# many\nrule \"stock/many\"",
            "stock.drl:20:1: '#' begins no comment in DRL; begin it with //",
            "// many\nrule \"stock/many\""),
        new Mistake(
            "a rule of another topic",
            "rule \"stock/many\"",
            "rule \"stok/many\"",
            "stock.drl:20:1: rule \"stok/many\" stands in stock.drl;"
                + " move it to stok.drl, or call it \"stock/...\"",
            "rule \"stock/many\""),
        new Mistake(
            "a reason in a variable's braces left open",
            "{$limit}.\"",
            "{$limit.\"",
            "stock.drl:10:74: a brace in the reason is not closed; write {$variable.field}",
            "{$limit}.\""));
  }

  static Stream<Mistake> mistakesInThresholds() {
    return Stream.of(
        new Mistake(
            "a tab",
            "  value: 30",
            "\tvalue: 30",
            "thresholds.yaml:2:1: a tab stands where only spaces may; write spaces instead",
            "  value: 30"),
        new Mistake(
            "an indentation that is one off",
            "  unit: days\n",
            "   unit: days\n",
            "thresholds.yaml:3:8: this is not YAML: mapping values are not allowed here;"
                + " check the indentation, colons and quotes here and in the line above",
            "  unit: days\n"),
        new Mistake(
            "a percent sign",
            "value: 30",
            "value: 30%",
            "thresholds.yaml:2:3: '30%' is not a number; write digits, such as 90 or 0.25",
            "value: 30"),
        new Mistake(
            "a decimal comma",
            "value: 30",
            "value: 30,5",
            "thresholds.yaml:2:3: '30,5' is not a number; write digits, such as 90 or 0.25",
            "value: 30.5"),
        new Mistake(
            "a misspelt basis",
            "basis: judgement",
            "basis: judgment",
            "thresholds.yaml:4:3: the basis of stale-days is 'judgment'; write source, reference or judgement",
            "basis: judgement"));
  }

  @ParameterizedTest
  @MethodSource("mistakesInThresholds")
  void soIsOneInTheThresholds(Mistake mistake) throws IOException {
    ShopRulebook.in(folder);
    Path file = folder.resolve("thresholds.yaml");
    String good = Files.readString(file);
    int at = good.indexOf(mistake.right());
    String before = good.substring(0, at);
    String after = good.substring(at + mistake.right().length());
    Files.writeString(file, before + mistake.wrong() + after);
    assertThat(ShopRulebook.faults(folder)).containsExactly(mistake.told());
    Files.writeString(file, before + mistake.cured() + after);
    assertThat(ShopRulebook.faults(folder)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void isToldInOneLineAndTheCureCuresIt(Mistake mistake) throws IOException {
    ShopRulebook.in(folder);
    String good = Files.readString(folder.resolve("stock.drl"));
    int at = good.indexOf(mistake.right());
    String bad =
        good.substring(0, at) + mistake.wrong() + good.substring(at + mistake.right().length());
    Files.writeString(folder.resolve("stock.drl"), bad);
    assertThat(ShopRulebook.faults(folder)).containsExactly(mistake.told());

    Matcher meant = MEANT.matcher(mistake.told());
    String cured =
        mistake.cured().isEmpty() && meant.matches()
            ? corrected(bad, meant)
            : good.substring(0, at)
                + mistake.cured()
                + good.substring(at + mistake.right().length());
    Files.writeString(folder.resolve("stock.drl"), cured);
    assertThat(ShopRulebook.faults(folder)).isEmpty();
  }

  /** The text with the nearest word in the place of the misspelt one, at the place told. */
  private static String corrected(String text, Matcher meant) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    int line = Integer.parseInt(meant.group(2)) - 1;
    int column = Integer.parseInt(meant.group(3)) - 1;
    String rest = lines.get(line).substring(column);
    assertThat(rest).matches("\"?" + Pattern.quote(meant.group(4)) + ".*");
    lines.set(
        line,
        lines.get(line).substring(0, column)
            + rest.replaceFirst(
                Pattern.quote(meant.group(4)), Matcher.quoteReplacement(meant.group(5))));
    return String.join("\n", lines) + "\n";
  }
}

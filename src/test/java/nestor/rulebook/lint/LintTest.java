package nestor.rulebook.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nestor.rulebook.ShopRulebook;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.load.RulebookLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintTest {
  private @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    ShopRulebook.in(folder);
  }

  @Test
  void aGoodRulebookIsNotRemarkedOn() {
    assertThat(ShopRulebook.faults(folder)).isEmpty();
    assertThat(remarks()).isEmpty();
  }

  @Test
  void theShippedRulebookIsNotRemarkedOn() {
    ParsedRulebook parsed = RulebookLoader.draft(Path.of("rules"));
    assertThat(Suppressions.leave(parsed, Linter.of(parsed))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          """
          place == null, place == "cellar" => place == "cellar" never holds together with place == null
          kind == "food", kind == "tool" => kind == "tool" never holds together with kind == "food"
          kind in ("food", "tool"), kind == "other" => kind == "other" never holds together with kind in ("food", "tool")
          place == "a", place != "a" => place != "a" never holds together with place == "a"
          kind != "food", kind != "tool", kind != "other", kind != null => kind != "other" leaves no value for kind
          promised == true, promised == false => promised == false never holds together with promised == true
          promised != true, promised != false, promised != null => promised != false leaves no value for promised
          boughtOn < $today, boughtOn >= $today => boughtOn >= $today never holds together with boughtOn < $today
          boughtOn < $since, boughtOn > $until => boughtOn > $until never holds together with boughtOn < $since
          boughtOn > $today, boughtOn <= $since => boughtOn <= $since never holds together with boughtOn > $today
          count > $fifty, count < $thirty => count < $thirty never holds together with count > $fifty
          count > 0, count < 1 => count < 1 never holds together with count > 0
          price > $many => price > $many never holds: price lies in 0..100 where the size is market
          tags contains "x", tags not contains "x" => tags not contains "x" never holds together with tags contains "x"
          tags.size == 0, tags contains "x" => tags.size == 0 never holds together with tags contains "x"
          name == null => every Article has name, so this never holds
          (kind == "food" && kind == "tool") || kind == "other" => kind == "tool" never holds together with kind == "food", so this alternative is dead
          """)
  void testsThatContradictOneAnotherAreTold(String tests, String what) throws IOException {
    rule(
        """
        Today($today : date)
        Threshold(name == "stale-days", $thirty : value, $since : since, $until : until)
        Threshold(name == "many", $many : value, $fifty : value)
        Article(TESTS)
        """
            .replace("TESTS", tests));
    assertThat(remarks())
        .filteredOn(r -> r.contains("(never-holds)"))
        .anyMatch(r -> r.contains(what))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          """
          place == null || place == "cellar"
          kind in ("food", "tool"), kind != "food"
          boughtOn < $today, boughtOn >= $since
          count > $thirty, count < $many
          count > 0, count <= 1
          price > 0, price < 1
          price > $thirty
          tags.size > 0, tags contains "x"
          tags contains "x", tags not contains "y"
          promised == true || promised == false || promised == null
          """)
  void testsThatCanHoldAreNotRemarkedOn(String tests) throws IOException {
    rule(
        """
        Today($today : date)
        Threshold(name == "stale-days", $thirty : value, $since : since)
        Threshold(name == "many", $many : value)
        Article(TESTS)
        """
            .replace("TESTS", tests));
    assertThat(remarks()).noneMatch(r -> r.contains("(never-holds)"));
  }

  @Test
  void aSumThatMustBeLessAndMoreIsTold() throws IOException {
    rule("accumulate(Article(); $n : count(); $n > 1, $n < 1)");
    assertThat(remarks()).anyMatch(r -> r.contains("$n < 1 never holds together with $n > 1"));
  }

  @Test
  void aTestThatAlwaysHoldsIsTold() throws IOException {
    rule("Article(name != null)");
    assertThat(remarks())
        .containsExactly(
            "stock.drl:38:16: every Article has name, so this always holds; leave the test out"
                + " (always-holds)");
  }

  @Test
  void aTextThatAFieldNeverHoldsGetsTheNearestThatItDoes() throws IOException {
    rule("Given(section == \"artikles\") CellarOf(kept == \"yess\") CellarKept(kept != \"ye\")");
    assertThat(remarks())
        .containsExactly(
            "stock.drl:38:20: section of Given is never 'artikles'; did you mean 'articles'?"
                + " (unknown-value)",
            "stock.drl:38:49: kept of CellarOf is never 'yess'; did you mean 'yes'? (unknown-value)",
            "stock.drl:38:76: kept of CellarKept is never 'ye'; did you mean 'yes'? (unknown-value)");
  }

  @Test
  void aVariantOfAnUnknownDimensionOrValueStopsAtItsPlace() throws IOException {
    ShopRulebook.replace(folder, "thresholds.yaml", "size: {market: 500}", "size: {markett: 500}");
    assertThat(remarks())
        .containsExactly(
            "thresholds.yaml:10:12: 'size' is never 'markett'; did you mean 'market'?"
                + " (unknown-variant)");
    ShopRulebook.replace(
        folder, "thresholds.yaml", "size: {markett: 500}", "sise:\n      market: 500");
    assertThat(remarks())
        .contains(
            "thresholds.yaml:10:5: no rule derives the dimension 'sise'; did you mean 'size'?"
                + " (unknown-variant)");
  }

  @Test
  void whatNobodyReadsIsTold() throws IOException {
    ShopRulebook.replace(folder, "stock.drl", "  not CellarKept(kept == \"yes\")\n", "");
    ShopRulebook.replace(folder, "thresholds.yaml", "  variants:\n    size: {market: 500}\n", "");
    assertThat(remarks())
        .containsExactly(
            "vocabulary.drl:20:1: no rule reads CellarKept;"
                + " read it in a rule, or delete it and the rules that derive it (unread-fact)",
            "vocabulary.drl:27:31: no threshold varies by 'size';"
                + " give a threshold variants of it, or delete the rule (unread-dimension)");
    ShopRulebook.replace(
        folder, "vocabulary.drl", "  CellarOf(place == $place, $kept : kept)\n", "");
    ShopRulebook.replace(folder, "vocabulary.drl", "($place : place)", "($kept : place)");
    assertThat(remarks()).anyMatch(r -> r.contains("16:1: no rule reads the table CellarOf; "));
  }

  @Test
  void aTableThatIsReadAndEmptyIsTold() throws IOException {
    Files.writeString(folder.resolve("tables.yaml"), "CellarOf: []\n");
    assertThat(remarks()).anyMatch(r -> r.contains("the table CellarOf has no rows"));
  }

  @Test
  void aRuleWithTheConditionsOfAnotherIsToldWhateverItsVariablesAreCalled() throws IOException {
    Files.writeString(
        folder.resolve("stock.drl"),
        ShopRulebook.RULES
            + """
            rule "stock/old"
              @title("Old") @action("Sell.") @owner("x") @priority("high") @effort("days") @source("book, 1")
            when
              Threshold(name == "stale-days", $days : value, $day : since)
              $old : Article(place != "cellar", "food" == kind, $day > boughtOn)
            then
              advise.because("{$old.name} {$days}");
            end
            """);
    assertThat(remarks())
        .containsExactly(
            "stock.drl:32:1: rule \"stock/old\" has the conditions of \"stock/stale\" in stock.drl:1;"
                + " tell the two apart by their conditions, or delete one (same-conditions)");
  }

  @Test
  void aCaseThatAWiderOneIncludesIsTold() throws IOException {
    Files.writeString(
        folder.resolve("stock.drl"),
        ShopRulebook.RULES
            + """
            rule "stock/stale: promised food"
            when
              $a : Article(promised == true, place == "cellar", kind == "food")
            then
              advise.high("{$a.name} is promised.");
            end
            rule "stock/stale: promised tool"
            when
              $a : Article(promised == true, place == "cellar", kind == "tool")
            then
              advise.critical("{$a.name} is promised.");
            end
            """);
    assertThat(remarks())
        .singleElement()
        .asString()
        .startsWith(
            "stock.drl:32:1: whenever \"stock/stale: promised food\" holds,"
                + " \"stock/stale: promised\" in line 13 holds too")
        .endsWith("(shadowed-case)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          """
          Article(count < $fifty) => Article(count > $thirty)
          accumulate(Article(); $n : count(); $n < $fifty) => accumulate(Article(); $of : count(); $of > $thirty)
          Article(count <= $thirty, kind == "food") => Article(count >= $thirty)
          Article(boughtOn < $until) => Article(boughtOn > $since)
          Article(kind in ("food", "tool")) => Article(kind in ("tool", "other"))
          """)
  void twoRulesOfWhichOneIsDueWhateverIsDoneAreTold(String one, String other) throws IOException {
    two(one, other);
    assertThat(remarks())
        .filteredOn(r -> r.contains("(contradictory-pair)"))
        .singleElement()
        .asString()
        .startsWith("stock.drl:43:1: this is due for ")
        .contains(
            " and \"stock/new\" in stock.drl:32 for ",
            "whatever the value, one is due, and for some values both;"
                + " move one of the two limits so that a value lies between them");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          """
          Article(count < $thirty) => Article(count > $fifty)
          Article(count < $thirty) => Article(count >= $thirty)
          accumulate(Article(); $n : count(); $n < 3) => accumulate(Article(); $of : count(); $of > 2)
          Article(count < $fifty, kind == "food") => Article(count > $thirty, kind == "tool")
          Article(count < $fifty) => Article(price > $thirty)
          Article(promised == true) => Article(promised == false)
          """)
  void twoRulesThatSomeValueSatisfiesOrThatTakeTurnsAreNotRemarkedOn(String one, String other)
      throws IOException {
    two(one, other);
    assertThat(remarks()).noneMatch(r -> r.contains("(contradictory-pair)"));
  }

  @Test
  void limitsThatContradictForSomeAloneAreToldWithWhom() throws IOException {
    two("Article(count < $thirty)", "Article(count > $many)");
    assertThat(remarks()).filteredOn(r -> r.contains("(contradictory-pair)")).isEmpty();
    ShopRulebook.replace(folder, "thresholds.yaml", "size: {market: 500}", "size: {market: 5}");
    assertThat(remarks())
        .anyMatch(
            r ->
                r.contains(
                    "whatever the value where the size is market, one is due, and for some values"
                        + " both"));
  }

  @Test
  void aDimensionThatIsGivenTwoValuesForTheSameFactsIsTold() throws IOException {
    Files.writeString(
        folder.resolve("vocabulary.drl"),
        Files.readString(folder.resolve("vocabulary.drl"))
            + """
            rule "small"
            when
              Organisation(size == "corner")
            then
              insertLogical(new Dimension("reach", "near"));
            end
            rule "small food"
            when
              Organisation(size == "corner")
              exists Article(kind == "food")
            then
              insertLogical(new Dimension("reach", "far"));
            end
            """);
    assertThat(remarks())
        .anyMatch(
            r ->
                r.endsWith(
                    "'reach' is far here and near by \"small\" in vocabulary.drl:36 for the same"
                        + " facts; exclude the one from the other by a condition"
                        + " (contradictory-pair)"));
  }

  private void two(String one, String other) throws IOException {
    String drl =
        """
        rule "stock/ID"
          @title("T") @action("A.")
          @owner("x") @priority("low") @effort("days") @source("book, 1")
        when
          Threshold(name == "stale-days", $thirty : value, $since : since, $until : until)
          Threshold(name == "many", $many : value, $fifty : value)
          TESTS
        then
          advise.because("x");
        end

        """;
    Files.writeString(
        folder.resolve("stock.drl"),
        ShopRulebook.RULES
            + drl.replace("ID", "new").replace("TESTS", one)
            + drl.replace("ID", "newer").replace("TESTS", other));
  }

  @Test
  void metadataThatReadsBadlyIsTold() throws IOException {
    ShopRulebook.replace(folder, "stock.drl", "Keep fewer articles", "Keep fewer.");
    ShopRulebook.replace(folder, "stock.drl", "Strike the slowest.", "Strike the slowest");
    ShopRulebook.replace(folder, "stock.drl", " @effort(\"weeks\")", "");
    assertThat(remarks())
        .containsExactly(
            "stock.drl:20:1: rule \"stock/many\" has no @effort;"
                + " add @effort(\"hours\"), days, weeks or months below the id (no-effort)",
            "stock.drl:21:3: the title ends with a full stop; leave the full stop out (wording)",
            "stock.drl:22:3: the action is no sentence; end it with a full stop, within the quotes"
                + " (wording)");
  }

  @Test
  void wordsThatPointElsewhereOrderWhenClearOrNameAThresholdAreTold() throws IOException {
    ShopRulebook.replace(folder, "stock.drl", "Strike the slowest.", "Strike those listed here.");
    assertThat(remarks()).singleElement().asString().contains("(points-elsewhere)");
    ShopRulebook.replace(folder, "stock.drl", "those listed here.", "what is beyond stale-days.");
    assertThat(remarks()).singleElement().asString().contains("(threshold-id)");
    ShopRulebook.replace(folder, "stock.drl", "what is beyond stale-days.", "the slowest.");
    ShopRulebook.replace(
        folder,
        "stock.drl",
        "@title(\"Keep fewer articles\")",
        "@title(\"Keep fewer articles\") @whenClear(\"Keep them all\")");
    assertThat(remarks()).singleElement().asString().contains("(order-when-clear)");
  }

  @Test
  void aVariableThatIsNotUsedIsTold() throws IOException {
    rule("Article($place : place)");
    assertThat(remarks())
        .containsExactly(
            "stock.drl:38:11: $place is bound and not used; leave it out, or use it"
                + " (unused-variable)");
  }

  @Test
  void whatTheAuthorsAcceptIsNotToldAndWhatTheyAcceptInVainIs() throws IOException {
    rule("Article($place : place) // accept: unused-variable, shadowed-case -- see the minutes");
    Files.writeString(
        folder.resolve("vocabulary.drl"),
        "// accept: never-hold\n" + Files.readString(folder.resolve("vocabulary.drl")));
    assertThat(remarks())
        .containsExactly(
            "stock.drl:38:27: there is no shadowed-case to accept here; delete the comment"
                + " (needless-accept)",
            "vocabulary.drl:1:1: there is no never-hold to accept here; did you mean 'never-holds'?"
                + " (needless-accept)");
  }

  private void rule(String conditions) throws IOException {
    StringBuilder rule = new StringBuilder();
    rule.append("rule \"stock/new\"\n  @title(\"T\") @action(\"A.\")\n  @owner(\"x\")\n");
    rule.append("  @priority(\"low\") @effort(\"days\") @source(\"book, 1\")\n\nwhen\n");
    conditions.lines().forEach(line -> rule.append("  ").append(line).append('\n'));
    rule.append("then\n  advise.because(\"x\");\nend\n");
    Files.writeString(folder.resolve("stock.drl"), ShopRulebook.RULES + rule);
  }

  private List<String> remarks() {
    ParsedRulebook parsed = RulebookLoader.draft(folder);
    return Suppressions.leave(parsed, Linter.of(parsed)).stream()
        .map(r -> r.diagnostic() + " (" + r.kind().id() + ")")
        .toList();
  }
}

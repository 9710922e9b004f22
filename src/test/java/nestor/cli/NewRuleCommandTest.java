package nestor.cli;

import static nestor.cli.CommandRun.nestor;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nestor.rulebook.RulebookCopy;
import nestor.rulebook.ShopRulebook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nestor new rule} as a user calls it. */
class NewRuleCommandTest {

  private @TempDir Path folder;
  private Path rules;

  @BeforeEach
  void write() throws IOException {
    rules = ShopRulebook.in(folder.resolve("rules"));
    Files.writeString(rules.resolve("stock.scenarios.yaml"), WorkbenchCommandsTest.SCENARIOS);
    RulebookCopy.templates(rules);
  }

  @Test
  void aNewRulePassesCheckAndTestAsItStands() throws IOException {
    assertThat(nestor("new", "rule", "stock/too-many", "--rules", rules.toString()).exit())
        .isZero();
    assertThat(nestor("new", "rule", "people/first", "--new-topic", "--rules", rules.toString()))
        .satisfies(
            ran ->
                assertThat(ran.out().lines())
                    .containsExactly(
                        rules.resolve("people.drl").toString(),
                        rules.resolve("people.scenarios.yaml").toString(),
                        rules.resolve("thresholds.yaml").toString()));
    CommandRun check = nestor("check", "--rules", rules.toString());
    assertThat(check.exit()).isZero();
    assertThat(check.out()).contains("2 rules, 2 drafts, 4 thresholds, no faults, 15 warnings");
    assertThat(nestor("test", "--rules", rules.toString(), "--coverage").out())
        .contains("13 passed, 0 failed")
        .contains("3 of 4 rules are tried in every answer")
        .contains("2 of 4 uses of a threshold are tried");
  }

  @Tag("endurance")
  @Test
  void aNewRuleOfTheShippedBookIsDueInNoScenarioThatWasThere() throws IOException {
    Path copy = nestor.rulebook.RulebookCopy.in(folder.resolve("shipped")).folder();
    assertThat(nestor("new", "rule", "security/new", "--rules", copy.toString()).exit()).isZero();
    assertThat(nestor("test", "--rules", copy.toString()).exit()).isZero();
    CommandRun check = nestor("check", "--rules", copy.toString());
    assertThat(check.exit()).isZero();
    assertThat(check.out().lines().filter(l -> l.contains(" warning: ")))
        .allMatch(l -> l.endsWith(" (placeholder)"));
  }

  @Test
  void aNewRuleIsADraftThatAdvisesNobody() throws IOException {
    Path before = ShopRulebook.in(folder.resolve("before"));
    Path document = folder.resolve("acme.yaml");
    Files.writeString(document, "articles: [{name: nail, place: cellar, count: 100000}]\n");
    CommandRun made = nestor("new", "rule", "stock/too-many", "--rules", rules.toString());
    assertThat(made.err())
        .isEqualTo(
            "stock/too-many is a draft: its scenarios try it, and it advises nobody until its"
                + " placeholders are replaced and @draft is taken away\n");

    String all = rules.toString();
    String file = document.toString();
    assertThat(nestor("advise", file, "--format", "json", "--rules", all).out())
        .doesNotContain("too-many");
    assertThat(nestor("rules", "--rules", all).out().lines())
        .anyMatch(l -> l.startsWith("stock/too-many") && l.contains("(draft) "));
    assertThat(nestor("impact", "--against", before.toString(), file, "--rules", all).out())
        .doesNotContain("too-many");
    CommandRun why = nestor("explain", file, "stock/too-many", "--rules", all);
    assertThat(why.err()).startsWith("note: stock/too-many is a draft, which advises nobody");
    assertThat(why.out()).contains("RECOMMENDED for acme");
  }

  @Test
  void placeholdersAreAFaultOnceTheRuleIsNoDraft() throws IOException {
    assertThat(nestor("new", "rule", "stock/too-many", "--rules", rules.toString()).exit())
        .isZero();
    CommandRun draft = nestor("check", "--rules", rules.toString());
    assertThat(draft.exit()).isZero();
    assertThat(draft.out())
        .contains("stock.drl:35:3: warning: @title of rule \"stock/too-many\" still says 'Say in");
    ShopRulebook.replace(rules, "stock.drl", "  @draft\n", "");
    CommandRun done = nestor("check", "--rules", rules.toString());
    assertThat(done.exit()).isEqualTo(1);
    String cure = "; write what is meant, or mark the rule @draft until it is done";
    assertThat(done.out().lines().filter(l -> l.endsWith(cure)))
        .extracting(l -> l.substring(l.lastIndexOf('/', l.indexOf(": ")) + 1, l.indexOf(" of ")))
        .containsExactly(
            "stock.drl:34:3: @title",
            "stock.drl:35:3: @whenClear",
            "stock.drl:36:3: @action",
            "stock.drl:38:3: @source",
            "stock.drl:39:3: @note",
            "stock.drl:44:18: the reason",
            "thresholds.yaml:15:1: the why");
  }

  @Test
  void aNewRuleReplacesNothingAndAMisspeltTopicGetsTheNearest() throws IOException {
    String before = Files.readString(rules.resolve("stock.drl"));
    CommandRun there = nestor("new", "rule", "stock/many", "--rules", rules.toString());
    assertThat(there.exit()).isEqualTo(2);
    assertThat(there.err())
        .startsWith("rule stock/many exists already in stock.drl:20; choose another name");
    assertThat(nestor("new", "rule", "stok/x", "--rules", rules.toString()).err())
        .startsWith(
            "there is no topic 'stok'; did you mean 'stock'? To begin it, add --new-topic.");
    assertThat(nestor("new", "rule", "Stock X", "--rules", rules.toString()).err())
        .startsWith("'Stock X' is no id of a rule; write topic/name");
    assertThat(
            nestor("new", "rule", "stock/x", "--section", "artikles", "--rules", rules.toString())
                .err())
        .contains("did you mean 'articles'?");
    assertThat(Files.readString(rules.resolve("stock.drl"))).isEqualTo(before);
  }
}

package nestor.rulebook.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nestor.rulebook.ShopRulebook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to an author of scopes who got something wrong. */
class ScopesTest {
  private static final String SCOPES = "scopes.drl";

  private @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    ShopRulebook.in(folder);
    Files.writeString(
        folder.resolve(SCOPES),
        """
        rule "scope/market"
          @title("markets")
        when
          $o : Organisation(size == "corner")
        then
          notApplicable.because("{$o.name} is a {$o.size} shop.");
        end
        """);
    ShopRulebook.replace(
        folder,
        "stock.drl",
        "@title(\"Sell what lies too long\")",
        "@title(\"Sell what lies too long\") @appliesTo(\"market\")");
  }

  @Test
  void aScopeThatRulesNameHasNoFaults() {
    assertThat(ShopRulebook.faults(folder)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          """
          $o.name} is a => $o.nam} is a => scopes.drl:6:26: Organisation has no field 'nam'; did you mean 'name'?
          {$o.name} is a {$o.size} shop. => ' ' => scopes.drl:6:25: "scope/market" does not say why rules do not apply; write what the organisation is or lacks: "There is no CTO."
          @title("markets") => @note("x") => scopes.drl:1:1: "scope/market" has no @title; say whom it holds: @title("organisations with a CTO")
          @title("markets") => @title("markets") @owner("CTO") => scopes.drl:2:21: @owner says nothing on a scope; use one of: note, title
          notApplicable.because => advise.because => scopes.drl:6:3: a scope advises nothing; write notApplicable.because("..."), or give the rule another topic
          notApplicable.because => notApplicable.high => scopes.drl:6:17: 'high' is not expected here; write notApplicable.because("...")
          "scope/market" => "stock/market" => scopes.drl:1:1: "stock/market" is no name of a scope; write "scope/name" in small letters and hyphens, or "scope/name: case"
          "scope/market" => "scope/market: corner" => scopes.drl:1:1: "scope/market: corner" is a case of no rule; write rule "scope/market" with its metadata before it
          """)
  void whatAnAuthorGetsWrongIsSaidAtItsPlace(String right, String wrong, String told)
      throws IOException {
    ShopRulebook.replace(folder, SCOPES, right, wrong);
    assertThat(ShopRulebook.faults(folder)).contains(told).hasSizeLessThan(3);
  }

  @Test
  void aScopeThatIsNotThereIsNamedWithTheNearest() throws IOException {
    ShopRulebook.replace(folder, "stock.drl", "@appliesTo(\"market\")", "@appliesTo(\"markt\")");
    assertThat(ShopRulebook.faults(folder))
        .containsExactly("stock.drl:2:37: there is no scope 'markt'; did you mean 'market'?");
  }

  @Test
  void aScopeThatIsNotThereIsNamedEvenWhereAnotherFileIsCutOff() throws IOException {
    ShopRulebook.replace(folder, "stock.drl", "@appliesTo(\"market\")", "@appliesTo(\"markt\")");
    Files.writeString(folder.resolve("staff.drl"), "rule \"staff/few\"\n  @title(\"Hire");
    assertThat(ShopRulebook.faults(folder))
        .contains("stock.drl:2:37: there is no scope 'markt'; did you mean 'market'?")
        .anyMatch(fault -> fault.startsWith("staff.drl:2"));
  }

  @Test
  void aScopeWhoseOwnFileIsCutOffIsNotSaidToBeMissing() throws IOException {
    ShopRulebook.replace(folder, SCOPES, "notApplicable.because", "notApplicable");
    assertThat(ShopRulebook.faults(folder))
        .isNotEmpty()
        .allMatch(fault -> fault.startsWith(SCOPES));
  }

  @Test
  void aScopeCannotLookAtWhatIsRecommended() throws IOException {
    ShopRulebook.replace(
        folder, SCOPES, "when\n", "when\n  exists Recommendation(rule == \"stock/many\")\n");
    assertThat(ShopRulebook.faults(folder))
        .containsExactly(
            "scopes.drl:1:1: a scope cannot look at what is recommended; let it look at the"
                + " organisation's own data");
  }
}

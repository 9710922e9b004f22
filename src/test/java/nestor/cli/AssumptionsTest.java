package nestor.cli;

import static nestor.cli.CommandRun.nestor;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What advice rests on and nobody said is said with the advice, and asked. */
@Tag("thorough")
class AssumptionsTest {
  private static final String NO_ONE_ON_ONE = "meetings: []\n";
  private static final String EXECUTIVES =
      "executives: [{role: CEO}, {role: CTO, reportsTo: CEO}, {role: CIO, reportsTo: CEO}]\n";

  private @TempDir Path folder;

  @Test
  void thatARoleExistsIsTakenForGrantedUntilExecutivesAreGiven() throws IOException {
    JsonNode advice = advice(NO_ONE_ON_ONE);
    assertThat(rules(advice)).contains("partnership/one-on-one-cadence");
    assertThat(assumptions(advice)).contains("There is a CEO", "There is a CTO");
    assertThat(assumptions(advice(NO_ONE_ON_ONE + EXECUTIVES)))
        .doesNotContain("There is a CEO", "There is a CTO");
  }

  @Test
  void everyFormSaysWhatIsTakenForGrantedAndAsksForIt() throws IOException {
    for (String format : List.of("text", "markdown", "html")) {
      assertThat(text(NO_ONE_ON_ONE, format))
          .as(format)
          .contains("Assumed, as nobody said: There is a CTO; There is a CEO")
          .containsIgnoringCase("Who leads, and who reports to whom");
    }
  }

  @Test
  void theRoleOfTechnologyByTheIndustryIsTakenForGrantedOnlyWhereItDecides() throws IOException {
    String bank = "organisation: {industry: banking}\n" + EXECUTIVES;
    String industry = "The role of technology is integral, as is usual in banking";
    assertThat(assumptions(advice(bank))).contains(industry);
    assertThat(
            assumptions(
                advice(
                    "organisation: {industry: banking, technologyRole: integral}\n" + EXECUTIVES)))
        .doesNotContain(industry);
  }

  @Test
  void aRuleThatStepsBackForAnotherOneTakesForGrantedThatTheOtherIsNotDue() throws IOException {
    String small = "organisation: {employees: 40, stage: scaleup}\n" + EXECUTIVES + NO_ONE_ON_ONE;
    assertThat(rules(advice(small))).contains("collaboration/joint-planning");
    assertThat(assumptions(advice(small))).contains("CTO and CIO remain two roles");
    String large = small.replace("40", "4000");
    assertThat(rules(advice(large))).contains("collaboration/joint-planning");
    assertThat(assumptions(advice(large))).doesNotContain("CTO and CIO remain two roles");
  }

  @Test
  void whatRestsOnAnAssumptionIsNotCalledCertainFromTheData() throws IOException {
    String bank = "organisation: {industry: banking}\n" + EXECUTIVES;
    String industry = "The role of technology is integral, as is usual in banking";
    assertThat(text(bank, "html"))
        .contains("Nobody said this, and it is taken for granted: " + industry + ".");
    JsonNode stance = recommended(advice(bank), "role-emphasis/technology-led");
    assertThat(stance.get("assumes").get(0).asText()).isEqualTo(industry);
    String stated = bank.replace("banking", "banking, technologyRole: integral");
    assertThat(recommended(advice(stated), "role-emphasis/technology-led").has("assumes"))
        .isFalse();
  }

  private static JsonNode recommended(JsonNode advice, String rule) {
    for (JsonNode one : advice.get("recommended")) {
      if (one.get("rule").asText().equals(rule)) {
        return one;
      }
    }
    throw new AssertionError(rule + " is not recommended");
  }

  private static List<String> rules(JsonNode advice) {
    List<String> rules = new ArrayList<>();
    advice.get("recommended").forEach(one -> rules.add(one.get("rule").asText()));
    return rules;
  }

  private static List<String> assumptions(JsonNode advice) {
    List<String> assumptions = new ArrayList<>();
    advice.get("assumptions").forEach(one -> assumptions.add(one.asText()));
    return assumptions;
  }

  private JsonNode advice(String document) throws IOException {
    return JsonMapper.builder().build().readTree(text(document, "json"));
  }

  private String text(String document, String format) throws IOException {
    Path file = folder.resolve("acme.yaml");
    Files.writeString(file, document);
    List<String> arguments =
        new ArrayList<>(
            List.of("advise", file.toString(), "--as-of", "2026-11-30", "--format", format));
    if (format.equals("text")) {
      arguments.add("--full");
    }
    return nestor(arguments.toArray(new String[0])).out().replaceAll("\\s+", " ");
  }
}

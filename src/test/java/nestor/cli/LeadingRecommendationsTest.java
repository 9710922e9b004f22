package nestor.cli;

import static nestor.cli.CommandRun.nestor;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What leads the advisories of the examples, as advisers agreed that it should. */
class LeadingRecommendationsTest {
  private static final int FIRST = 5;

  @Test
  void atTheBankTheOpenInterfaceLeadsAndTheLedgerIsOneStory() throws IOException {
    JsonNode advice = advice("meridian-bank.json");

    assertThat(first(advice))
        .containsExactly(
            "security/data-theft-api",
            "security/client-trust",
            "security/unpatched",
            "security/unsupported-systems",
            "people/key-person");
    assertThat(advice.at("/stories/0/subject").asText()).isEqualTo("Ledger");
    assertThat(advice.at("/stories/0/sentence").asText())
        .contains("support for it ends on 31 Mar 2027 (130 days from now)")
        .contains("one person holds 75% of the knowledge of it");
    assertThat(advice.get("headline").asText())
        .contains("Statement export API")
        .endsWith("and settle the plan for Ledger");
  }

  @Test
  void atTheLabsDataThatCanBeLostLeads() throws IOException {
    JsonNode advice = advice("lumen-labs.yaml");

    assertThat(first(advice))
        .containsExactly(
            "security/backup-unverified",
            "security/backup-missing",
            "security/incident-response",
            "people/disruptive-key-person",
            "people/key-person");
    assertThat(advice.at("/moves/0/settles")).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void atTheMineBackupsLeadAndWhatOnlyTheCeoCanMendIsAmongTheFirstThreeMoves() throws IOException {
    JsonNode advice = advice("karoo-mining.xlsx");

    assertThat(first(advice))
        .containsExactly(
            "security/backup-missing",
            "security/backup-unverified",
            "security/data-theft-api",
            "security/secret-leak",
            "security/unpatched");
    assertThat(advice.at("/moves/2/person").asText()).isEqualTo("Thandi Mokoena");
    assertThat(advice.at("/moves/2/settles").toString()).contains("partnership/public-overruling");
    assertThat(advice.at("/recommended/0/standsInFor").asText()).isEqualTo("CIO");
    assertThat(advice.at("/moves/0/with").toString()).doesNotContain("CIO");
  }

  @Test
  void atTheCityTheBreachThatNobodyReviewedLeads() throws IOException {
    JsonNode advice = advice("harbour-city");

    assertThat(first(advice))
        .startsWith(
            "security/incident-follow-up",
            "security/client-trust",
            "security/regulation-uncovered");
  }

  @Test
  void anExplanationSaysWhyARecommendationStandsWhereItDoes() {
    assertThat(
            nestor(
                    "explain",
                    "examples/meridian-bank.json",
                    "security/unpatched",
                    "--as-of",
                    "2026-11-21")
                .out()
                .replaceAll("\\s+", " "))
        .containsIgnoringCase("place in the advisory")
        .containsPattern(
            "3 of \\d+: a system on which the business depends; 2.3 times the threshold;"
                + " 2 concerned; days of work");
  }

  private static List<String> first(JsonNode advice) {
    List<String> rules = new ArrayList<>();
    advice.get("recommended").forEach(r -> rules.add(r.get("rule").asText()));
    return rules.subList(0, FIRST);
  }

  private static JsonNode advice(String example) throws IOException {
    return new ObjectMapper()
        .readTree(
            nestor("advise", "examples/" + example, "--as-of", "2026-11-21", "--format", "json")
                .out());
  }
}

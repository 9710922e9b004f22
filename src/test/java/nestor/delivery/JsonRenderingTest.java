package nestor.delivery;

import static nestor.delivery.ShippedTemplates.render;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nestor.advisory.Advisory;
import nestor.advisory.Advisory.Recommendation;
import nestor.advisory.Advisory.ThresholdItem;
import org.junit.jupiter.api.Test;

class JsonRenderingTest {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  @Test
  void whatIsWrittenReadsBackAsTheSameAdvisory() throws Exception {
    String json = render(BankAdvisory.rich(), Format.JSON);

    assertThat(MAPPER.readValue(json, Advisory.class)).isEqualTo(BankAdvisory.rich());
  }

  @Test
  void theKeysStandInTheOrderOfTheContract() throws Exception {
    JsonNode json = MAPPER.readTree(render(BankAdvisory.rich(), Format.JSON));

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "advisory",
            "organisation",
            "asOf",
            "engine",
            "rulebook",
            "recommended",
            "headline",
            "why",
            "moves",
            "stories",
            "assumptions",
            "clear",
            "notAssessed",
            "notApplicable",
            "withheld",
            "waived",
            "resolved",
            "notes");
    assertThat(json.get("recommended").get(0).fieldNames())
        .toIterable()
        .containsExactly(
            "rule",
            "title",
            "action",
            "owner",
            "priority",
            "because",
            "evidence",
            "sources",
            "thresholds",
            "status",
            "since",
            "firstStepBy",
            "due",
            "overdue",
            "rank",
            "concerns");
  }

  @Test
  void anAdvisoryWithNothingInItHasEmptyLists() {
    assertThat(render(BankAdvisory.nothing(), Format.JSON))
        .isEqualTo(
            """
            {
              "advisory": "acme-2026-11-21-7f3a9c",
              "organisation": {
                "id": "acme",
                "name": "Acme Bank"
              },
              "asOf": "2026-11-21",
              "engine": "0.1.0",
              "rulebook": {
                "name": "technology-leadership",
                "version": "c41d8e2f90ab"
              },
              "recommended": [],
              "headline": "",
              "why": "",
              "moves": [],
              "stories": [],
              "assumptions": [],
              "clear": [],
              "notAssessed": [],
              "notApplicable": [],
              "withheld": [],
              "waived": [],
              "resolved": [],
              "notes": []
            }
            """);
  }

  @Test
  void decimalsArePlainAndWordsOfTheContractLowerCase() {
    Recommendation r = BankAdvisory.saying("words");
    Recommendation thousand =
        new Recommendation(
            r.rule(),
            r.title(),
            r.action(),
            r.owner(),
            r.priority(),
            r.because(),
            r.evidence(),
            r.sources(),
            List.of(new ThresholdItem("limit", new BigDecimal("1E+3"), "GB", "source")),
            r.status(),
            r.since(),
            r.assumes());

    assertThat(render(BankAdvisory.only(thousand), Format.JSON))
        .contains("\"value\": 1000,", "\"priority\": \"high\",", "\"status\": \"new\",");
  }

  @Test
  void evidenceOfAWholeSectionHasNoEntry() throws Exception {
    JsonNode evidence =
        MAPPER.readTree(render(BankAdvisory.rich(), Format.JSON)).at("/recommended/1/evidence");

    assertThat(evidence.get(7).has("entry")).isFalse();
    assertThat(evidence.get(8).get("entry").asInt()).isEqualTo(8);
  }

  @Test
  void dataIsPassedOnAsItIs() throws Exception {
    String json =
        render(BankAdvisory.only(BankAdvisory.saying(ShippedTemplates.HOSTILE)), Format.JSON);

    assertThat(MAPPER.readTree(json).at("/recommended/0/title").asText())
        .isEqualTo(ShippedTemplates.HOSTILE);
    assertThat(json).doesNotContain("\u001B");
  }

  @Test
  void severalAdvisoriesAreAnArray() throws Exception {
    byte[] json =
        ShippedTemplates.renderer().json(List.of(BankAdvisory.rich(), BankAdvisory.nothing()));

    assertThat(MAPPER.readValue(json, Advisory[].class))
        .containsExactly(BankAdvisory.rich(), BankAdvisory.nothing());
    assertThat(new String(json, StandardCharsets.UTF_8)).endsWith("]\n");
  }
}

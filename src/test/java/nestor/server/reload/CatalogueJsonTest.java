package nestor.server.reload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.api.Test;

/** The catalogue as programs get it. */
class CatalogueJsonTest {
  @Test
  void aRuleSaysToWhomItAppliesAndOneForAllSaysNobodyInParticular() {
    assertThat(rule("delegation/cto-authority").get("appliesTo").toString())
        .isEqualTo("[{\"scope\":\"cto\",\"title\":\"organisations with a CTO\"}]");
    assertThat(rule("security/backup-unverified").get("appliesTo")).isEmpty();
  }

  private static JsonNode rule(String id) {
    for (JsonNode rule : CatalogueJson.of(ShippedRulebook.get())) {
      if (rule.get("id").asText().equals(id)) {
        return rule;
      }
    }
    throw new AssertionError("no rule " + id);
  }
}

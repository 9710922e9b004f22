package nestor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nestor.rulebook.RulebookCopy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two texts that Java gives the same hash code are two texts. */
@Tag("thorough")
class EqualHashCodesTest {
  private @TempDir Path folder;

  @Test
  void twoElementsOfAListAreTwoReasonsThoughTheirHashCodesAreEqual() throws IOException {
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    Path cases = Path.of("src/test/resources/cases");
    RulebookCopy rules =
        RulebookCopy.in(folder.resolve("rules"))
            .append("technology.drl", Files.readString(cases.resolve("sponsor.drl")));

    CommandRun ran =
        CommandRun.nestor(
            "advise",
            cases.resolve("sponsors-of-equal-hash-codes.json").toString(),
            "--rules",
            rules.folder().toString(),
            "--as-of",
            "2026-11-21",
            "--format",
            "json");

    assertThat(ran.err()).isEmpty();
    List<String> reasons = new ArrayList<>();
    for (JsonNode one : JsonMapper.builder().build().readTree(ran.out()).get("recommended")) {
      if (one.get("rule").asText().equals("technology/zz-sponsor")) {
        one.get("because").forEach(reason -> reasons.add(reason.asText()));
      }
    }
    assertThat(reasons).containsExactly("Portal is sponsored by Aa.", "Portal is sponsored by BB.");
  }
}

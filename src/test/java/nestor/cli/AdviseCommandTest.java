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
import java.util.TreeSet;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code nestor advise} as a user calls it. */
class AdviseCommandTest {
  private @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "examples/meridian-bank.json",
        "examples/lumen-labs.yaml",
        "examples/karoo-mining.xlsx",
        "examples/harbour-city"
      })
  void anExampleIsAdvisedWholeAndTheSameTwice(String example) throws IOException {
    CommandRun first = nestor("advise", example, "--as-of", "2026-11-21", "--format", "json");
    CommandRun second = nestor("advise", example, "--as-of", "2026-11-21", "--format", "json");
    assertThat(first.err()).isEmpty();
    assertThat(first.exit()).isZero();
    assertThat(second.out()).isEqualTo(first.out());

    JsonNode advisory = JsonMapper.builder().build().readTree(first.out());
    List<String> rules = new ArrayList<>();
    advisory.get("recommended").forEach(r -> rules.add(r.get("rule").asText()));
    advisory.get("clear").forEach(r -> rules.add(r.asText()));
    advisory.get("notAssessed").forEach(r -> rules.add(r.get("rule").asText()));
    advisory.get("notApplicable").forEach(r -> rules.add(r.get("rule").asText()));
    advisory.get("waived").forEach(r -> rules.add(r.get("rule").asText()));
    assertThat(advisory.get("withheld")).isEmpty();
    assertThat(rules).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(rules)).isEqualTo(ShippedRulebook.get().rules().keySet());
    for (JsonNode recommendation : advisory.get("recommended")) {
      assertThat(recommendation.get("status").asText()).isEqualTo("new");
      for (String key : List.of("because", "evidence", "sources")) {
        assertThat(recommendation.get(key)).as(key).isNotEmpty();
      }
      assertThat(recommendation.get("owner").asText()).isNotEmpty();
    }
  }

  @Test
  void whereOnlyTheIndustryIsKnownNothingIsRecommendedAndNearlyAllIsAskedFor() throws IOException {
    Path file =
        write(
            "acme.json",
            "{\"organisation\": {\"industry\": \"banking\", \"stage\": \"enterprise\"}}");
    JsonNode advisory =
        JsonMapper.builder()
            .build()
            .readTree(nestor("advise", file.toString(), "--format", "json").out());
    assertThat(advisory.get("recommended")).isEmpty();
    assertThat(advisory.get("notAssessed").size()).isGreaterThan(100);
    assertThat(advisory.get("clear").size()).isLessThan(10);
    advisory.get("notAssessed").forEach(open -> assertThat(open.get("needs")).isNotEmpty());
  }

  @Test
  void goodDocumentsAreAdvisedThoughOthersAreBad() throws IOException {
    Path good = write("good.json", "{\"backups\": []}");
    Path bad = write("bad.json", "{\"backups\": [{\"system\": \"a\", \"lastRun\": \"soon\"}]}");
    CommandRun ran =
        nestor("advise", good.toString(), bad.toString(), folder.resolve("none.json").toString());
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).contains("good");
    assertThat(ran.err().lines())
        .containsExactly(
            "bad.json: backups[0].lastRun: 'soon' is not a date; write YYYY-MM-DD",
            folder.resolve("none.json") + ": there is no such file to read; check the path");
  }

  @Test
  void severalOrganisationsMakeOneArray() throws IOException {
    Path a = write("a.json", "{\"backups\": []}");
    Path b = write("b.json", "{\"backups\": []}");
    CommandRun ran = nestor("advise", b.toString(), a.toString(), "--format", "json");
    JsonNode both = JsonMapper.builder().build().readTree(ran.out());
    assertThat(both).hasSize(2);
    assertThat(both.get(0).at("/organisation/id").asText()).isEqualTo("a");
  }

  @Test
  void severalDocumentsOfOneOrganisationMakeOneDossier() throws IOException {
    Path one = write("acme.json", "{\"systems\": [{\"name\": \"crm\", \"storage\": \"none\"}]}");
    Path two = write("acme.backups.csv", "system,lastRun\n");
    JsonNode advisory =
        JsonMapper.builder()
            .build()
            .readTree(nestor("advise", one.toString(), two.toString(), "--format", "json").out());
    List<String> clear = new ArrayList<>();
    advisory.get("clear").forEach(r -> clear.add(r.asText()));
    assertThat(clear).contains("security/backup-missing");
  }

  @Test
  void failOnTellsByTheExitWhetherSomethingIsUrgent() throws IOException {
    Path file = write("acme.json", "{\"practices\": []}");
    assertThat(nestor("advise", file.toString(), "--fail-on", "critical").exit()).isEqualTo(1);
    Path fine = write("fine.json", "{\"processes\": []}");
    assertThat(nestor("advise", fine.toString(), "--fail-on", "critical").exit()).isZero();
  }

  @Test
  void anUnknownFormatIsAnsweredInALine() {
    CommandRun ran = nestor("advise", "x.json", "--format", "jsn");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains("--format")
        .contains("'jsn' is no format; did you mean 'json'?")
        .doesNotContain("\tat ");
  }

  @Test
  void aWrongDateIsAnsweredInALine() throws IOException {
    CommandRun ran = nestor("advise", write("a.json", "{}").toString(), "--as-of", "21.11.2026");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("--as-of").contains("21.11.2026").doesNotContain("\tat ");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}

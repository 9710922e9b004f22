package nestor.server.http;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import nestor.server.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description names every route, and its examples work as they stand. */
@Tag("thorough")
class ApiDescriptionTest {
  private static @TempDir Path folder;
  private static RunningServer server;

  @BeforeAll
  static void open() throws IOException {
    server = RunningServer.in(folder.resolve("desk"));
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static HttpTestClient ask() {
    return server.ask();
  }

  @Test
  void theRulebookAndTheFormsOfItsDocumentsCanBeAsked() throws IOException {
    HttpTestClient.Got rules = ask().get("/rules");
    ApiDescription.conforms(rules, "/paths/~1rules/get/responses/200");
    assertThat(rules.json().get("rules").size()).isGreaterThan(100);
    assertThat(ask().get("/schema.json").json())
        .isEqualTo(
            JsonMapper.builder().build().readTree(Path.of("examples/nestor.schema.json").toFile()));
  }

  @Test
  void theMetricsCountWhatHappens() throws IOException {
    ask().post("/advise?organisation=acme", "application/json", "{\"backups\": []}");
    assertThat(ask().get("/metrics").text())
        .contains("nestor_documents_total{result=\"accepted\"}")
        .contains("nestor_advisories_total")
        .contains("nestor_stage_seconds_count{stage=\"read\"}")
        .contains("nestor_spool_documents ")
        .contains("nestor_spool_oldest_seconds ")
        .contains("nestor_rulebook_info{version=\"" + server.rulebook().rulebookVersion() + "\"} 1")
        .contains("nestor_http_requests_seconds_count{endpoint=\"http-advise\"");
  }

  @Test
  void theDescriptionIsOpenApiAndNamesEveryRoute() throws IOException {
    String text = ask().get("/openapi.json").text();
    SwaggerParseResult result = new OpenAPIV3Parser().readContents(text);
    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
    Map<String, String> described = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path :
        JsonMapper.builder().build().readTree(text).get("paths").properties()) {
      TreeSet<String> methods = new TreeSet<>();
      path.getValue().fieldNames().forEachRemaining(name -> methods.add(name.toUpperCase(ROOT)));
      methods.remove("PARAMETERS");
      if (methods.contains("GET")) {
        methods.add("HEAD");
      }
      described.put(path.getKey(), String.join(",", methods));
    }
    Map<String, String> routed = new TreeMap<>();
    EndpointTable.ROWS.forEach(row -> routed.put(row.path(), row.methods()));
    // Stays open, which no route can.
    routed.put("/events", "GET,HEAD");
    assertThat(routed).isEqualTo(described);
  }

  @Test
  void everyExampleOfThePageWorks() throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl"))),
        "curl is not installed");
    List<String> examples =
        Files.readAllLines(Path.of("docs/http.md")).stream()
            .filter(line -> line.startsWith("    ") && line.contains("curl "))
            .filter(line -> !line.contains("$TOKEN"))
            .map(String::strip)
            .toList();
    assertThat(examples).hasSizeGreaterThan(8);
    for (String example : examples) {
      Process process =
          new ProcessBuilder(
                  "sh",
                  "-c",
                  example
                      .replace("curl ", "curl -fsS --max-time 60 ")
                      .replace("http://127.0.0.1:8420", server.address()))
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(example + "\n" + said).isZero();
      assertThat(said).as(example).isNotBlank();
    }
  }

  @Test
  void readinessConforms() throws IOException {
    ApiDescription.conforms(ask().get("/health/ready"), "/paths/~1health~1ready/get/responses/200");
    ApiDescription.conforms(ask().get("/health/live"), "/paths/~1health~1live/get/responses/200");
  }
}

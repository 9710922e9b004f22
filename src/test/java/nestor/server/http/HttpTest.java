package nestor.server.http;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import nestor.server.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every endpoint of the server with the shipped rulebook and routes. */
class HttpTest {
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
  void aDocumentIsAdvisedInTheFormatThatTheCallerAccepts() throws IOException {
    String document = Files.readString(Path.of("examples/meridian-bank.json"));

    HttpTestClient.Got json = ask().post("/advise?as-of=2026-11-21", "application/json", document);
    assertThat(json.status()).isEqualTo(200);
    assertThat(json.header("Content-Type")).isEqualTo("application/json");
    assertThat(json.json().at("/organisation/id").asText()).isEqualTo("meridian-bank");
    assertThat(json.json().at("/asOf").asText()).isEqualTo("2026-11-21");
    conforms(json, "/paths/~1advise/post/responses/200");
    assertThat(accepting("text/html", document)).startsWith("<!DOCTYPE html>");
    assertThat(accepting("text/markdown", document)).startsWith("# ");
    assertThat(accepting("text/plain;q=0.5, text/html;q=0.1", document))
        .contains("WHERE YOU STAND");

    assertThat(accepting("text/calendar", document)).startsWith("BEGIN:VCALENDAR");
    assertThat(accepting("text/csv", document)).startsWith("Organisation,Rule,");

    HttpTestClient.Got pdf =
        ask().post("/advise", "application/json", document, "Accept", "application/pdf");
    assertThat(pdf.header("Content-Type")).isEqualTo("application/pdf");
    assertThat(pdf.text()).startsWith("%PDF-");

    HttpTestClient.Got none =
        ask().post("/advise", "application/json", document, "Accept", "application/x-none");
    assertThat(none.status()).isEqualTo(406);
    problem(none);
    assertThat(none.text()).contains("application/json").contains("text/html");
    assertThat(server.console()).doesNotContain("meridian-bank");
  }

  private static String accepting(String accept, String document) throws IOException {
    HttpTestClient.Got got = ask().post("/advise", "application/json", document, "Accept", accept);
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.header("Content-Type")).endsWith("; charset=utf-8");
    return got.text();
  }

  @Test
  void everyFaultOfADocumentIsAnEntryWithItsPlaceAndCure() throws IOException {
    HttpTestClient.Got got =
        ask()
            .post(
                "/advise?organisation=acme",
                "application/json",
                "{\"backups\": [{\"system\": \"a\", \"lastRun\": \"soon\"}], \"bakups\": []}");
    assertThat(got.status()).isEqualTo(422);
    problem(got);
    assertThat(got.json().get("faults")).hasSize(2);
    JsonNode fault = got.json().at("/faults/0");
    assertThat(fault.get("document").asText()).isEqualTo("document.json");
    assertThat(fault.get("path").asText()).isEqualTo("backups[0].lastRun");
    assertThat(fault.get("what").asText()).isEqualTo("'soon' is not a date");
    assertThat(fault.get("cure").asText()).isEqualTo("write YYYY-MM-DD");

    HttpTestClient.Got broken = ask().post("/advise", "application/yaml", "a: [");
    assertThat(broken.json().at("/faults/0/line").asInt()).isEqualTo(1);
  }

  @Test
  void severalFilesOfOneFieldAreAllThere() throws IOException {
    String body =
        part("file", "a.json", "{\"backups\": []}")
            + part("file", "b.yaml", "backups: []\n")
            + part("file", "c.backups.csv", "system,lastRun\n")
            + "--x--\r\n";
    HttpTestClient.Got got = ask().post("/advise", "multipart/form-data; boundary=x", body);
    assertThat(got.status()).isEqualTo(200);
    conforms(got, "/paths/~1advise/post/responses/200");
    assertThat(got.json()).hasSize(3);
    assertThat(got.json().at("/2/organisation/id").asText()).isEqualTo("c");
    assertThat(
            ask()
                .post("/advise", "multipart/form-data; boundary=x", body, "Accept", "text/html")
                .status())
        .isEqualTo(406);

    HttpTestClient.Got kept =
        ask()
            .post(
                "/organisations/parts/documents",
                "multipart/form-data; boundary=x",
                part("file", "one.json", "{\"backups\": []}")
                    + part("file", "two.json", "{\"systems\": []}")
                    + "--x--\r\n");
    assertThat(kept.status()).isEqualTo(202);
    conforms(kept, "/components/responses/Received");
    assertThat(kept.json().get("receipts")).hasSize(2);
    assertThat(kept.header("Location")).isEqualTo(kept.json().at("/receipts/1/self").asText());
    for (JsonNode receipt : kept.json().get("receipts")) {
      awaitState(receipt.get("self").asText(), "accepted");
    }
  }

  @Test
  void aBodyThatBreaksOffIsReceivedNotAtAll() throws IOException {
    String body =
        part("file", "one.json", "{\"backups\": []}") + "--x\r\nContent-Disposition: form-data;";
    HttpTestClient.Got got =
        ask().post("/organisations/broken/documents", "multipart/form-data; boundary=x", body);
    assertThat(got.status()).isEqualTo(400);
    problem(got);
    assertThat(ask().get("/organisations/broken").status()).isEqualTo(404);
  }

  @Test
  void aDocumentGoesItsWholeWayAndTheAdvisoryIsThere() throws IOException {
    HttpTestClient.Got received =
        ask()
            .post(
                "/organisations/whole-way/documents",
                "application/yaml",
                Files.readString(Path.of("examples/lumen-labs.yaml"))
                    .replace("id: lumen-labs", "id: whole-way"));
    assertThat(received.status()).isEqualTo(202);
    awaitState(received.header("Location"), "accepted");
    String latest = "/organisations/whole-way/advisories/latest";
    await().until(() -> ask().get(latest).status() == 200);

    HttpTestClient.Got advisory = ask().get(latest, "Accept", "application/json");
    conforms(advisory, "/paths/~1organisations~1{id}~1advisories~1{advisory}/get/responses/200");
    String id = advisory.json().get("advisory").asText();
    assertThat(advisory.header("Content-Location"))
        .isEqualTo("/organisations/whole-way/advisories/" + id);
    HttpTestClient.Got same = ask().get(latest, "If-None-Match", advisory.header("ETag"));
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.text()).isEmpty();
    assertThat(ask().get(latest, "Accept", "text/html", "If-None-Match", advisory.header("ETag")))
        .satisfies(html -> assertThat(html.status()).isEqualTo(200))
        .satisfies(html -> assertThat(html.text()).contains("Lumen Labs"));
    assertThat(ask().get(latest + "?owner=ceo", "Accept", "text/html").text())
        .contains("For the CEO:")
        .doesNotContain("For the CTO:");
    assertThat(ask().get(latest + "?owner=ceo", "Accept", "application/json").status())
        .isEqualTo(400);
    assertThat(ask().get(latest + "?owner=CFO", "Accept", "application/pdf"))
        .satisfies(nobody -> assertThat(nobody.status()).isEqualTo(400))
        .satisfies(nobody -> assertThat(nobody.text()).contains("did you mean 'CEO'?"));

    HttpTestClient.Got organisation = ask().get("/organisations/whole-way");
    conforms(organisation, "/paths/~1organisations~1{id}/get/responses/200");
    assertThat(organisation.json().get("name").asText()).isEqualTo("Lumen Labs");
    assertThat(organisation.json().at("/sections/executives/entries").asInt()).isPositive();
    HttpTestClient.Got advisories = ask().get("/organisations/whole-way/advisories");
    conforms(advisories, "/paths/~1organisations~1{id}~1advisories/get/responses/200");
    assertThat(advisories.json().at("/0/advisory").asText()).isEqualTo(id);
    HttpTestClient.Got all = ask().get("/organisations");
    conforms(all, "/paths/~1organisations/get/responses/200");
    assertThat(all.json().findValuesAsText("id")).contains("whole-way");
    assertThat(ask().get("/organisations/whole-way/advisories/none").status()).isEqualTo(404);
  }

  @Test
  void aSectionIsReplacedWhicheverFormItComesIn() throws IOException {
    String path = "/organisations/acme/sections/backups";
    List<HttpTestClient.Got> all =
        List.of(
            ask().put(path, "application/json", "[{\"system\": \"crm\"}]"),
            ask().put(path, "application/yaml", "- system: crm\n- system: erp\n"),
            ask().put(path, "text/csv", "system,lastRun\ncrm,2026-01-01\n"),
            ask()
                .put(
                    "/organisations/acme/sections/strategy",
                    "application/yaml",
                    "statedOn: 2026-01-01\n"));
    for (HttpTestClient.Got got : all) {
      assertThat(got.text()).satisfies(text -> assertThat(got.status()).isEqualTo(202));
      awaitState(got.header("Location"), "accepted");
    }
    JsonNode sections = ask().get("/organisations/acme").json().get("sections");
    assertThat(sections.at("/backups/entries").asInt()).isEqualTo(1);
    assertThat(sections.at("/strategy/entries").asInt()).isEqualTo(1);
  }

  @Test
  void whatAToolStatesStandsBesideWhatPeopleDoAndCanBeTakenBack() throws Exception {
    String path = "/organisations/two-sources/sections/backups";
    put(path, "application/json", "[{\"system\": \"crm\", \"lastRestoreTest\": \"2026-01-05\"}]");
    put(path + "?source=Restic&partial=true", "text/csv", "system,lastRun\nCRM,2026-01-01\n");
    put(
        path + "?source=restic&partial=true",
        "application/yaml",
        "- {system: CRM}\n- {system: erp}\n");
    JsonNode both = ask().get(path).json();
    conforms(
        ask().get(path), "/paths/~1organisations~1{id}~1sections~1{section}/get/responses/200");
    assertThat(both.get("source").asText()).isEqualTo("people");
    assertThat(both.get("statements")).hasSize(2);
    assertThat(both.at("/statements/1/source").asText()).isEqualTo("restic");
    assertThat(both.at("/statements/1/partial").asBoolean()).isTrue();
    assertThat(both.at("/statements/1/entries")).hasSize(2);
    String page = ask().get(path, "Accept", HttpTestClient.HTML).text();
    assertThat(page).contains("partial: there may be more than is listed").contains("restic");

    String practices = "/organisations/partly-listed/sections/practices";
    put(practices + "?partial=true", "application/json", "[{\"name\": \"skills-plan\"}]");
    assertThat(ask().get(practices, "Accept", HttpTestClient.HTML).text())
        .contains("partial: there may be more than is listed")
        .doesNotContain("one that is not listed is not there");

    HttpTestClient.Got gone = ask().delete(path + "?source=restic");
    assertThat(gone.status()).isEqualTo(202);
    awaitState(gone.header("Location"), "accepted");
    assertThat(ask().get(gone.header("Location")).text()).contains("takes back what two-sources/");
    assertThat(ask().get(path).json().has("statements")).isFalse();
    assertThat(ask().delete(path + "?source=restic").status()).isEqualTo(404);
    problem(ask().delete(path + "?source=restic"));

    String withdrawal = path + "/withdrawal";
    String token = HttpTestClient.token(ask().get(path, "Accept", HttpTestClient.HTML).text());
    HttpTestClient.Got form = ask().form(withdrawal, token, Map.of("source", "people"), Map.of());
    assertThat(form.status()).isEqualTo(303);
    awaitState(form.header("Location"), "accepted");
    assertThat(ask().get(path).status()).isEqualTo(404);
    assertThat(ask().get("/organisations/two-sources").json().get("sections")).isEmpty();
  }

  private static void put(String path, String type, String body) throws IOException {
    HttpTestClient.Got got = ask().put(path, type, body);
    assertThat(got.status()).as(got.text()).isEqualTo(202);
    awaitState(got.header("Location"), "accepted");
  }

  @Test
  void anUploadedDocumentTakesItsSourceFromTheRequest() throws Exception {
    HttpTestClient.Got got =
        ask()
            .post(
                "/organisations/declared/documents?name=declared.yaml&source=cmdb&partial=systems",
                "application/yaml",
                "systems: [{name: crm}]\nbackups: [{system: crm}]\n");
    assertThat(got.status()).as(got.text()).isEqualTo(202);
    awaitState(got.header("Location"), "accepted");
    JsonNode sections = ask().get("/organisations/declared").json().get("sections");
    assertThat(sections.at("/systems/source").asText()).isEqualTo("cmdb");
    assertThat(sections.at("/systems/partial").asBoolean()).isTrue();
    assertThat(sections.at("/backups/partial").asBoolean()).isFalse();
  }

  @Test
  void aSectionThatIsWrongIsRefusedAsAWholeAndNothingIsKept() throws IOException {
    String path = "/organisations/refused/sections/backups";
    HttpTestClient.Got wrong =
        ask().put(path, "application/json", "[{\"system\": \"a\", \"lastRum\": \"2026-01-01\"}]");
    assertThat(wrong.status()).isEqualTo(422);
    problem(wrong);
    assertThat(wrong.json().at("/faults/0/path").asText()).isEqualTo("backups[0].lastRum");
    assertThat(wrong.json().at("/faults/0/cure").asText()).isEqualTo("did you mean 'lastRun'?");
    HttpTestClient.Got smuggled = ask().put(path, "application/json", "[], \"systems\": []");
    assertThat(smuggled.status()).isEqualTo(422);
    HttpTestClient.Got yaml = ask().put(path, "application/yaml", "- system: a\nsystems: []\n");
    assertThat(yaml.status()).isEqualTo(422);
    HttpTestClient.Got unknown =
        ask().put("/organisations/refused/sections/bakups", "text/csv", "system\n");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.text()).contains("did you mean 'backups'?");
    assertThat(ask().put(path, "image/png", "PNG").status()).isEqualTo(415);
    assertThat(ask().get("/organisations/refused").status()).isEqualTo(404);
  }

  @Test
  void aQuarantinedDocumentTellsItsReasons() throws IOException {
    HttpTestClient.Got got =
        ask().post("/organisations/acme/documents", "application/json", "{\"bakups\": []}");
    awaitState(got.header("Location"), "quarantined");
    HttpTestClient.Got receipt = ask().get(got.header("Location"));
    conforms(receipt, "/paths/~1receipts~1{id}/get/responses/200");
    assertThat(receipt.json().at("/reasons/0").asText())
        .isEqualTo("document.json: bakups: is no section; did you mean 'backups'?");
    assertThat(ask().get("/receipts/nothing").status()).isEqualTo(404);
  }

  @Test
  void whatIsTooLargeIsRefusedDeclaredOrNot() throws IOException {
    String large = " ".repeat((1 << 20) + 1);
    HttpTestClient.Got declared = ask().post("/advise", "application/json", large);
    assertThat(declared.status()).isEqualTo(413);
    problem(declared);
    HttpTestClient.Got streamed =
        ask()
            .send(
                ask()
                    .to("/advise")
                    .header("Content-Type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofInputStream(
                            () ->
                                new java.io.ByteArrayInputStream(
                                    large.getBytes(StandardCharsets.UTF_8)))));
    assertThat(streamed.status()).isEqualTo(413);
  }

  @Test
  void noHeaderOfAClientMeansAnythingToCamel() throws IOException {
    HttpTestClient.Got got =
        ask()
            .post(
                "/organisations/headers/documents?name=a.json",
                "application/json",
                "{\"backups\": []}",
                "CamelHttpUri",
                "http://127.0.0.1:1/",
                "CamelFileName",
                "../../evil.json",
                "CamelBeanMethodName",
                "toString",
                "CamelHttpResponseCode",
                "500",
                "camelhttppath",
                "/rules",
                "breadcrumbId",
                "x",
                "org.apache.camel.x",
                "y",
                "id",
                "other");
    assertThat(got.status()).isEqualTo(202);
    assertThat(got.json().at("/receipts/0/name").asText()).isEqualTo("a.json");
    assertThat(got.json().at("/receipts/0/organisation").asText()).isEqualTo("headers");
    assertThat(got.response().headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).contains("camel"))
        .doesNotContain("breadcrumbid", "id");
    assertThat(ask().get("/health/live?CamelBeanMethodName=x").status()).isEqualTo(400);
  }

  @Test
  void aNameThatWouldBreakALineOrLeaveAFolderIsMadeHarmless() throws IOException {
    String body = part("f", "../../a\rX-Evil: 1.json", "{\"backups\": []}") + "--x--\r\n";
    HttpTestClient.Got got =
        ask().post("/organisations/names/documents", "multipart/form-data; boundary=x", body);
    assertThat(got.status()).isIn(202, 400);
    assertThat(got.header("X-Evil")).isEmpty();
    HttpTestClient.Got query =
        ask()
            .post(
                "/organisations/names/documents?name=..%2F..%2Fa%0D%0AX-Evil:%201.json",
                "application/json", "{\"systems\": []}");
    assertThat(query.status()).isEqualTo(202);
    assertThat(query.header("X-Evil")).isEmpty();
    assertThat(query.json().at("/receipts/0/name").asText()).doesNotContain("/", "\n", "\r");
    awaitState(query.header("Location"), "accepted");
  }

  @Test
  void aNameOfAnotherHostIsNotAnsweredToOnLoopback() throws IOException {
    String got =
        ask().raw("GET /organisations HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assertThat(got).startsWith("HTTP/1.1 421").contains("application/problem+json");
    assertThat(
            ask()
                .raw("GET /health/live HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void aBrowserOnAnotherSiteChangesNothing() throws IOException {
    for (List<String> header :
        List.of(
            List.of("Origin", "https://evil.example"),
            List.of("Origin", "null"),
            List.of("Sec-Fetch-Site", "cross-site"))) {
      HttpTestClient.Got got =
          ask()
              .post(
                  "/organisations/acme/documents",
                  "application/json",
                  "{}",
                  header.get(0),
                  header.get(1));
      assertThat(got.status()).isEqualTo(403);
      problem(got);
    }
    assertThat(
            ask()
                .post(
                    "/advise?organisation=acme",
                    "application/json",
                    "{\"backups\": []}",
                    "Origin",
                    server.address(),
                    "Sec-Fetch-Site",
                    "same-origin")
                .status())
        .isEqualTo(200);
  }

  @Test
  void whatIsNoHttpIsAnsweredLikeTheRest() throws IOException {
    assertThat(ask().raw("GET /a%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 4")
        .contains("application/problem+json");
    assertThat(
            ask().raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431")
        .contains("application/problem+json");
    assertThat(ask().raw("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.")
        .contains(" 414 ");
    assertThat(ask().raw("nonsense\r\n\r\n")).startsWith("HTTP/1.").contains(" 400 ");
    HttpTestClient.Got method = ask().send(ask().to("/rules").DELETE());
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.header("Allow")).isEqualTo("GET, HEAD");
    problem(method);
  }

  @Test
  void headIsGetWithoutTheBody() throws IOException {
    HttpTestClient.Got got =
        ask().send(ask().to("/rules").method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.text()).isEmpty();
    assertThat(got.header("ETag")).isEqualTo(ask().get("/rules").header("ETag"));
  }

  @Test
  void theRulebookAndTheFormsOfItsDocumentsCanBeAsked() throws IOException {
    HttpTestClient.Got rules = ask().get("/rules");
    conforms(rules, "/paths/~1rules/get/responses/200");
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
    conforms(ask().get("/health/ready"), "/paths/~1health~1ready/get/responses/200");
    conforms(ask().get("/health/live"), "/paths/~1health~1live/get/responses/200");
  }

  private static String part(String field, String name, String content) {
    return "--x\r\nContent-Disposition: form-data; name=\""
        + field
        + "\"; filename=\""
        + name
        + "\"\r\n\r\n"
        + content
        + "\r\n";
  }

  private static void awaitState(String receipt, String state) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(ask().get(receipt).json().get("state").asText()).isEqualTo(state));
  }

  static void problem(HttpTestClient.Got got) throws IOException {
    assertThat(got.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(got.json().get("status").asInt()).isEqualTo(got.status());
    conforms(got, "/components/responses/Problem");
  }

  /** The answer is as the description says of that response. */
  static void conforms(HttpTestClient.Got got, String response) throws IOException {
    String type = got.header("Content-Type").replaceAll(";.*", "");
    assertThat(Described.faults(response, type, got.text())).isEmpty();
  }

  /** Judges bodies by the description. */
  static final class Described {
    private static final JsonNode DOCUMENT = new OpenApi().document();

    private Described() {}

    static List<String> faults(String response, String type, String body) throws IOException {
      JsonNode described = DOCUMENT.at(response);
      if (described.has("$ref")) {
        described = DOCUMENT.at(described.get("$ref").asText().substring(1));
      }
      JsonNode content = described.at("/content/" + type.replace("/", "~1"));
      if (content.isMissingNode()) {
        return List.of(response + " does not come as " + type);
      }
      if (!type.endsWith("json")) {
        return List.of();
      }
      com.fasterxml.jackson.databind.node.ObjectNode schema =
          ((com.fasterxml.jackson.databind.node.ObjectNode) content.get("schema")).deepCopy();
      schema.set("components", DOCUMENT.get("components"));
      List<String> faults = new ArrayList<>();
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(schema)
          .validate(JsonMapper.builder().build().readTree(body))
          .forEach(message -> faults.add(message.toString()));
      return faults;
    }
  }
}

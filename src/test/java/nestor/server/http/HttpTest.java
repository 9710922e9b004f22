package nestor.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nestor.server.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every endpoint of the server with the shipped rulebook and routes. */
@Tag("server")
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
    ApiDescription.conforms(json, "/paths/~1advise/post/responses/200");
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
    ApiDescription.problem(none);
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
    ApiDescription.problem(got);
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
    ApiDescription.conforms(got, "/paths/~1advise/post/responses/200");
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
    ApiDescription.conforms(kept, "/components/responses/Received");
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
    ApiDescription.problem(got);
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
    ApiDescription.conforms(
        advisory, "/paths/~1organisations~1{id}~1advisories~1{advisory}/get/responses/200");
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
    ApiDescription.conforms(organisation, "/paths/~1organisations~1{id}/get/responses/200");
    assertThat(organisation.json().get("name").asText()).isEqualTo("Lumen Labs");
    assertThat(organisation.json().at("/sections/executives/entries").asInt()).isPositive();
    HttpTestClient.Got advisories = ask().get("/organisations/whole-way/advisories");
    ApiDescription.conforms(
        advisories, "/paths/~1organisations~1{id}~1advisories/get/responses/200");
    assertThat(advisories.json().at("/0/advisory").asText()).isEqualTo(id);
    HttpTestClient.Got all = ask().get("/organisations");
    ApiDescription.conforms(all, "/paths/~1organisations/get/responses/200");
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
    ApiDescription.conforms(
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
    ApiDescription.problem(ask().delete(path + "?source=restic"));

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
    ApiDescription.problem(wrong);
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
    ApiDescription.conforms(receipt, "/paths/~1receipts~1{id}/get/responses/200");
    assertThat(receipt.json().at("/reasons/0").asText())
        .isEqualTo("document.json: bakups: is no section; did you mean 'backups'?");
    assertThat(ask().get("/receipts/nothing").status()).isEqualTo(404);
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
}

package nestor.server.pages;

import static nestor.cli.CommandRun.nestor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import nestor.server.RunningServer;
import nestor.server.http.HttpTestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions that documents leave open: where they are asked, and how they are answered. */
@Tag("server")
class QuestionsTest {
  private static final String BACKUPS =
      """
      system,lastRun,lastRestoreTest,Remarks
      Ledger,03/04/2026,2026-11-20,moved
      Portal,05/06/2026,2026-11-20,
      """;

  private @TempDir Path folder;
  private RunningServer served;

  @BeforeEach
  void open() throws IOException {
    Path home = folder.resolve("desk");
    Files.createDirectories(home.resolve("inbox"));
    served = RunningServer.in(home);
  }

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void aQuestionIsOpenUntilItIsAnsweredOnThePage() throws IOException {
    HttpTestClient.Got got =
        served
            .ask()
            .post("/organisations/acme/documents?name=acme.backups.csv", "text/csv", BACKUPS);
    assertThat(got.status()).isEqualTo(202);
    JsonNode receipt = decided(got.json().at("/receipts/0/self").asText());
    assertThat(receipt.at("/reading/taken/backups").asInt()).isEqualTo(2);
    assertThat(receipt.at("/reading/asked").toString()).contains("'03/04/2026' is ");
    assertThat(receipt.at("/reading/passedOver").toString()).contains("Remarks");
    assertThat(page(receipt.get("self").asText()))
        .contains("How it was read", "Taken: backups: 2 entries.", "Questions", "Remarks");

    assertThat(served.console()).contains("(question: acme.backups.csv:2: ");

    String asked = page("/organisations/acme");
    assertThat(asked)
        .contains("Open questions")
        .contains("name=\"written\" value=\"03/04/2026\"")
        .contains("name=\"means\" value=\"2026-04-03\"")
        .contains("name=\"means\" value=\"2026-03-04\"");

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> page("/status").contains("/organisations/acme#questions"));
    assertThat(nestor("status", "--home", folder.resolve("desk").toString()).out())
        .contains("questions   of 1 organisation", "acme: '03/04/2026' is ")
        .contains("notes       on 1 document", "Remarks");

    // Both at once: the second must not take the first one away.
    assertThat(answer("03/04/2026", "2026-04-03").status()).isEqualTo(303);
    assertThat(answer("05/06/2026", "2026-06-05").status()).isEqualTo(303);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !page("/organisations/acme").contains("name=\"means\""));
    JsonNode names = served.ask().get("/organisations/acme/sections/names").json();
    assertThat(names.get("entries"))
        .extracting(entry -> entry.get("name").asText() + " = " + entry.get("means").asText())
        .containsExactlyInAnyOrder("03/04/2026 = 2026-04-03", "05/06/2026 = 2026-06-05");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              HttpTestClient.Got latest = served.ask().get("/organisations/acme/advisories/latest");
              return latest.status() == 200 && !latest.text().contains("03/04/2026' is");
            });
    assertThat(served.ask().get("/organisations/acme/advisories/latest").json().get("notes"))
        .as("what is passed over is still told")
        .anySatisfy(note -> assertThat(note.asText()).contains("Remarks"));
  }

  @Test
  void anAnswerIsShownAndCanBeTakenBack() throws IOException {
    served.ask().post("/organisations/acme/documents?name=acme.backups.csv", "text/csv", BACKUPS);
    await().atMost(Duration.ofSeconds(20)).until(() -> page().contains("name=\"means\""));
    assertThat(page()).doesNotContain("Answers on file");
    answer("03/04/2026", "2026-04-03");
    await().atMost(Duration.ofSeconds(20)).until(() -> page().contains("Answers on file"));
    assertThat(page())
        .contains("stands for 2026-04-03")
        .contains("Take back that 03/04/2026 stands for 2026-04-03")
        .doesNotContain("value=\"2026-03-04\"");

    served
        .ask()
        .form(
            "/organisations/acme/answers",
            HttpTestClient.token(page("/")),
            Map.of("written", "03/04/2026", "of", "backups.lastRun", "what", "nothing"),
            Map.of());

    await().atMost(Duration.ofSeconds(20)).until(() -> page().contains("value=\"2026-03-04\""));
    assertThat(page()).doesNotContain("Answers on file");
  }

  private String page() throws IOException {
    return page("/organisations/acme");
  }

  @Test
  void anAnswerNeedsWhatItStandsFor() throws IOException {
    served.ask().post("/organisations/acme/documents?name=acme.backups.csv", "text/csv", BACKUPS);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> served.ask().get("/organisations/acme").status() == 200);
    assertThat(answer("03/04/2026", " ").status()).isEqualTo(400);
  }

  private JsonNode decided(String receipt) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> served.ask().get(receipt).json(),
            json -> !json.get("state").asText().equals("received"));
  }

  private String page(String path) throws IOException {
    return served.ask().get(path, "Accept", HttpTestClient.HTML).text();
  }

  private HttpTestClient.Got answer(String written, String means) throws IOException {
    String token = HttpTestClient.token(page("/"));
    return served
        .ask()
        .form(
            "/organisations/acme/answers",
            token,
            Map.of("written", written, "of", "backups.lastRun", "means", means),
            Map.of());
  }
}

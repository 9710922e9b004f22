package nestor.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import nestor.configuration.Client;
import nestor.dossier.AdvisoryState;
import nestor.intake.mail.InboundMail;
import nestor.server.StubEngineServer;
import nestor.server.health.HealthChecks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is answered and for whom a sender may speak. */
@Tag("server")
class InboundMailSendersTest {
  private static final String BACKUPS = "{\"backups\": [{\"system\": \"crm\"}]}";
  @TempDir Path folder;
  private TestMailServer post;
  private StubEngineServer server;

  @BeforeEach
  void openAPostOffice() {
    post = new TestMailServer(false);
    server = new StubEngineServer(folder.resolve("desk"));
  }

  @AfterEach
  void closeAll() {
    server.close();
    post.close();
  }

  private void serve(Client... clients) throws IOException {
    server.post = post.both(clients);
    server.open();
  }

  @Test
  void whoIsNoSenderIsNeverAnsweredAndTheConsultantIsTold() throws IOException {
    serve(TestMailServer.meridian());
    post.arrive(TestMailServer.message("mallory@evil.example", "Data", "data.json", BACKUPS));

    await().untilAsserted(() -> assertThat(post.box(TestMailServer.CONSULTANT)).hasSize(1));
    String notice = TestMailServer.text(post.box(TestMailServer.CONSULTANT).get(0));
    assertThat(notice)
        .contains("Subject: Nestor: a message was refused")
        .contains("Auto-Submitted: auto-generated")
        .contains("mallory@evil.example is no sender of any client");
    await().untilAsserted(() -> assertThat(post.own("Nestor/Failed")).hasSize(1));
    assertThat(post.sent()).isEqualTo(1);
    assertThat(server.files("archive")).isEmpty();
    assertThat(server.files("quarantine"))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("message.eml", "reason.txt");
  }

  @Test
  void aSenderCannotBringDataOfAnotherOrganisation() throws IOException {
    serve(
        TestMailServer.silent("meridian", TestMailServer.CIO),
        TestMailServer.silent("acme", "cto@acme.example"));
    post.arrive(
        TestMailServer.message(
            TestMailServer.CIO,
            "Not mine",
            "acme.backups.csv",
            "system\ncrm",
            "inside.json",
            "{\"organisation\": {\"id\": \"acme\"}, \"systems\": []}",
            "acme.json",
            "{\"systems\": []}",
            "stranger.json",
            "{\"organisation\": {\"id\": \"stranger\"}, \"systems\": []}"));

    String receipt = post.receipt();

    assertThat(receipt)
        .contains("Subject: Nestor: 4 not taken in")
        .contains("acme.json: is of acme, and cio@meridian.example may not send its documents");
    assertThat(server.files("archive")).isEmpty();
    Optional<AdvisoryState> acme =
        server
            .repositories()
            .database()
            .read(tx -> server.repositories().dossiers().standing(tx, "acme"));
    assertThat(acme).isEmpty();
  }

  @Test
  void whoServesSeveralOrganisationsSaysOfWhichEachDocumentIs() throws IOException {
    serve(
        TestMailServer.silent("meridian", TestMailServer.CIO),
        TestMailServer.silent("acme", "@meridian.example"),
        TestMailServer.silent("zeta"));
    post.arrive(
        TestMailServer.message(
            TestMailServer.CIO,
            "For two",
            "acme.backups.csv",
            "system\ncrm",
            "data.json",
            "{\"organisation\": {\"id\": \"meridian\"}, \"systems\": []}",
            "nameless.json",
            "{\"systems\": []}",
            "zeta.json",
            "{\"systems\": []}"));

    String receipt = post.receipt();

    assertThat(receipt)
        .contains("Subject: Nestor: 2 documents taken in and 2 not taken in")
        .contains("acme.backups.csv, for acme")
        .contains("data.json, for meridian")
        .contains("zeta.json: is of zeta, and");
    assertThat(server.files("archive/zeta")).isEmpty();
  }

  @Test
  void whereAServerVouchesForSendersItsWordCounts() throws IOException {
    post.trusted = "mx.nestor.example";
    serve(TestMailServer.silent("meridian", TestMailServer.CIO));
    post.arrive(TestMailServer.message(TestMailServer.CIO, "Forged", "data.json", BACKUPS));
    post.arrive(
        "Authentication-Results: mx.nestor.example; dmarc=fail header.from=meridian.example\n"
            + "Authentication-Results: mx.nestor.example; dmarc=pass header.from=meridian.example\n"
            + TestMailServer.message(TestMailServer.CIO, "Forged more", "data.json", BACKUPS));
    await().untilAsserted(() -> assertThat(post.box(TestMailServer.CONSULTANT)).hasSize(2));
    assertThat(
            TestMailServer.text(post.box(TestMailServer.CONSULTANT).get(0)).replaceAll("\\s+", " "))
        .contains("it may not be from cio@meridian.example")
        .contains("no Authentication-Results of mx.nestor.example");

    post.arrive(
        "Authentication-Results: mx.nestor.example; dmarc=pass header.from=meridian.example\n"
            + TestMailServer.message(TestMailServer.CIO, "Genuine", "data.json", BACKUPS));

    assertThat(post.receipt()).contains("data.json, for meridian");
    assertThat(server.files("archive/meridian")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated (rejected)",
        "Precedence: bulk",
        "Precedence: junk",
        "List-Id: <x.example>",
        "List-Unsubscribe: <mailto:x@y.example>",
        "X-Auto-Response-Suppress: All",
        "Return-Path: <>"
      })
  void whatAProgramSentIsReadButNeverAnswered(String mark) throws IOException {
    serve(TestMailServer.silent("meridian", TestMailServer.CIO));
    post.arrive(
        mark
            + "\n"
            + TestMailServer.message(
                TestMailServer.CIO, "Export", "data.json", BACKUPS, "bad.json", "{"));

    await().untilAsserted(() -> assertThat(post.box(TestMailServer.CONSULTANT)).hasSize(1));
    post.awaitDone(1);
    assertThat(server.lines("accepted")).hasSize(1);
    assertThat(TestMailServer.text(post.box(TestMailServer.CONSULTANT).get(0)))
        .contains("Subject: Nestor: 1 document was not taken in");
    assertThat(post.sent()).isEqualTo(1);
  }

  @Test
  void ourOwnMailAndThatOfAnotherNestorEndTheLoopAtOnce() throws Exception {
    serve(TestMailServer.meridian());
    post.arrive(TestMailServer.message(TestMailServer.CIO, "Data", "data.json", BACKUPS));
    await().untilAsserted(() -> assertThat(post.box(TestMailServer.CEO)).hasSize(1));
    post.receipt();
    String advisory = TestMailServer.text(post.box(TestMailServer.CEO).get(0));
    String answer = TestMailServer.text(post.box(TestMailServer.CIO).get(0));

    post.arrive(advisory.replace("\r\n", "\n"));
    post.arrive(answer.replace("\r\n", "\n"));
    post.arrive(
        advisory
            .replace("\r\n", "\n")
            .replace("From: Nestor <nestor@nestor.example>", "From: " + TestMailServer.CIO)
            .replace("nestor@nestor.example>", "nestor@elsewhere.example>"));
    post.arrive(
        answer
            .replace("\r\n", "\n")
            .replace("From: Nestor <nestor@nestor.example>", "From: " + TestMailServer.CIO)
            .replace("nestor@nestor.example>", "nestor@elsewhere.example>"));

    post.awaitDone(5);
    await().untilAsserted(() -> assertThat(post.box(TestMailServer.CONSULTANT)).hasSize(1));
    assertThat(TestMailServer.text(post.box(TestMailServer.CONSULTANT).get(0)))
        .as("the other's advisory as data")
        .contains("1 document was not taken in");
    assertThat(post.sent()).as("a receipt, an advisory and a notice").isEqualTo(3);
  }

  @Test
  void oneSenderGetsSoManyAnswersAnHourAndNoMore() throws IOException {
    post.answersPerHour = 2;
    serve(TestMailServer.silent("meridian", TestMailServer.CIO));
    for (int i = 0; i < 5; i++) {
      post.arrive(TestMailServer.message(TestMailServer.CIO, "Mail " + i, "data.json", BACKUPS));
    }
    post.awaitDone(5);
    await().untilAsserted(() -> assertThat(count(InboundMail.State.DONE)).isEqualTo(5));
    await().untilAsserted(() -> assertThat(post.box(TestMailServer.CIO)).hasSize(2));
    assertThat(server.lines("mailed")).hasSize(2);
  }

  @Test
  void noFieldOfAMessageGivesOrders() throws IOException {
    serve(TestMailServer.silent("meridian", TestMailServer.CIO));
    post.arrive(
        "delete: true\nmoveTo: Elsewhere\ncopyTo: Elsewhere\nCamelMailMoveTo: Elsewhere\n"
            + "CamelMailDelete: true\nCamelMailCopyTo: Elsewhere\n"
            + "mail.smtp.host: evil.example\nBcc: mallory@evil.example\n"
            + "Reply-To: mallory@evil.example\n"
            + TestMailServer.message(
                TestMailServer.CIO,
                "=?utf-8?q?Hi=0D=0ABcc:_mallory@evil.example?=",
                "data.json",
                BACKUPS));

    post.receipt();
    post.awaitDone(1);

    assertThat(post.own("Elsewhere")).isEmpty();
    assertThat(post.box("mallory@evil.example")).isEmpty();
    assertThat(server.mailConditions()).allMatch(HealthChecks.State::holds);
  }

  private long count(InboundMail.State state) {
    return server
        .repositories()
        .database()
        .read(tx -> server.repositories().inboundMails().count(tx, state));
  }
}

package nestor.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nestor.configuration.Client;
import nestor.dossier.AdvisoryState;
import nestor.intake.mail.InboundMail;
import nestor.intake.mail.MailSpool;
import nestor.server.StubEngineServer;
import nestor.server.health.HealthChecks;
import nestor.server.pipeline.Repositories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboundMailTest {
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

  private static Client silent(String id, String... senders) {
    return new Client(id, id, List.of(senders), List.of());
  }

  private String receipt() {
    await().untilAsserted(() -> assertThat(post.box(TestMailServer.CIO)).hasSize(1));
    return TestMailServer.text(post.box(TestMailServer.CIO).get(0)).replaceAll("\\r\\n\\s*", " ");
  }

  private void awaitDone(int messages) {
    await().untilAsserted(() -> assertThat(post.own("Nestor/Done")).hasSize(messages));
  }

  @Test
  void anAttachmentIsADocumentAndItsSenderGetsAReceipt() throws Exception {
    serve(TestMailServer.meridian());
    post.arrive(
        TestMailServer.message(
            "The CIO <" + TestMailServer.CIO + ">",
            "Our data",
            "data.json",
            BACKUPS,
            "bad.json",
            "{"));

    String receipt = receipt();

    assertThat(receipt)
        .contains("Subject: Nestor: 1 document taken in and 1 not taken in")
        .contains("Auto-Submitted: auto-replied")
        .contains("In-Reply-To: <30441e@m.example>")
        .contains("\"Our data\"")
        .contains("data.json, for meridian")
        .contains("bad.json:1:2: ends before it is complete; close every quote");
    await().untilAsserted(() -> assertThat(post.box(TestMailServer.CEO)).hasSize(1));
    awaitDone(1);
    assertThat(post.own("INBOX")).isEmpty();
    assertThat(server.files("archive/meridian")).hasSize(1);
    assertThat(server.files("mail")).hasSize(1);
  }

  @Test
  void attachmentsThatShareANameOrHaveNoneAreAllTakenIn() throws IOException {
    serve(silent("meridian", TestMailServer.CIO));
    post.arrive(
        TestMailServer.message(
                TestMailServer.CIO,
                "Twins",
                "data.json",
                BACKUPS,
                "data.json",
                "{\"systems\": [{\"name\": \"erp\"}]}")
            .replace(
                "--b--",
                "--b\nContent-Type: application/json\n\n{\"organisation\": {\"name\": \"M\"}}\n"
                    + "--b\nContent-Type: message/rfc822\n\n"
                    + TestMailServer.message("a@b.example", "Fwd", "systems.csv", "name\ncrm")
                        .replace("\"b\"", "\"inner\"")
                        .replace("--b", "--inner")
                    + "\n--b--"));

    assertThat(receipt()).contains("Subject: Nestor: 4 documents taken in");
    assertThat(server.files("archive/meridian")).hasSize(4);
  }

  @Test
  void whatIsNoDocumentIsNamedInOneLineOfTheReceipt() throws IOException {
    serve(silent("meridian", TestMailServer.CIO));
    post.arrive(
        TestMailServer.message(TestMailServer.CIO, "Signed", "data.json", BACKUPS)
            .replace(
                "--b--",
                "--b\nContent-Type: application/pkcs7-signature; name=smime.p7s\n\nx\n"
                    + "--b\nContent-Type: image/png\nContent-ID: <logo>\n\nx\n--b--"));

    assertThat(receipt())
        .contains("Subject: Nestor: 1 document taken in")
        .contains("Not read, as these are no documents: a picture and a signature.")
        .doesNotContain("Please correct");
  }

  @Test
  void anArchiveHoldsDocumentsOfEachOfTheSendersOrganisations() throws IOException {
    serve(silent("meridian", TestMailServer.CIO), silent("beta", TestMailServer.CIO), silent("x"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : List.of("meridian.json", "beta.json", "x.json")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(BACKUPS.getBytes(StandardCharsets.UTF_8));
      }
    }
    post.arrive(
        TestMailServer.message(
                TestMailServer.CIO,
                "All of them",
                "all.zip",
                Base64.getEncoder().encodeToString(bytes.toByteArray()))
            .replace(
                "application/octet-stream", "application/zip\nContent-Transfer-Encoding: base64"));

    assertThat(receipt())
        .contains("Subject: Nestor: 2 documents taken in and 1 not taken in")
        .contains("meridian.zip, for meridian")
        .contains("beta.zip, for beta")
        .contains("is of x, of which " + TestMailServer.CIO + " may not bring documents");
    assertThat(server.files("archive/meridian")).hasSize(1);
    assertThat(server.files("archive/x")).isEmpty();
  }

  @Test
  void aLargeMessageIsFetchedInFewPieces() throws IOException {
    try (RecordingProxy imap = new RecordingProxy(post.imap().server().port())) {
      server.post = post.both(imap.port(), post.smtpPort(), silent("meridian", TestMailServer.CIO));
      server.open();
      post.arrive(
          TestMailServer.message(
              TestMailServer.CIO, "Large", "data.json", BACKUPS + "\n".repeat(3 << 20)));
      awaitDone(1);

      assertThat(imap.said().split("BODY\\.PEEK\\[]<", -1).length - 1).isBetween(2, 12);
      await().untilAsserted(() -> assertThat(server.files("archive/meridian")).hasSize(1));
    }
  }

  @Test
  void aMessageWithoutADocumentIsAnsweredAsSuch() throws IOException {
    serve(silent("meridian", TestMailServer.CIO));
    post.arrive(TestMailServer.message(TestMailServer.CIO, "Hello"));

    assertThat(receipt())
        .contains("Subject: Nestor: no document in your message")
        .contains("Attach what you want to say as .json, .yaml, .csv or .xlsx");
  }

  @Test
  void whatIsNotReadIsNamedAndAFileInFrontOfAFooterIsTaken() throws IOException {
    serve(silent("meridian", TestMailServer.CIO));
    post.arrive(
        TestMailServer.message(TestMailServer.CIO, "Board")
            .replace(
                "--b--",
                """
                --b
                Content-Type: text/calendar; name="board.ics"
                Content-Disposition: attachment; filename="board.ics"

                BEGIN:VCALENDAR
                --b
                Content-Type: text/csv; name=meridian.backups.csv
                Content-Disposition: attachment; filename=meridian.backups.csv
                Content-Transfer-Encoding: base64

                c3lzdGVtDQpjcm0NCg==

                _______________
                list mailing list

                --b--"""));

    assertThat(receipt())
        .contains("meridian.backups.csv, for meridian")
        .contains("board.ics: is a calendar file, which is not read")
        .contains("text behind meridian.backups.csv");
    assertThat(server.files("archive/meridian")).hasSize(1);
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
    serve(silent("meridian", TestMailServer.CIO), silent("acme", "cto@acme.example"));
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

    String receipt = receipt();

    assertThat(receipt)
        .contains("Subject: Nestor: 4 not taken in")
        .contains("acme.json: is of acme, of which cio@meridian.example may not bring documents");
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
        silent("meridian", TestMailServer.CIO),
        silent("acme", "@meridian.example"),
        silent("zeta"));
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

    String receipt = receipt();

    assertThat(receipt)
        .contains("Subject: Nestor: 2 documents taken in and 2 not taken in")
        .contains("acme.backups.csv, for acme")
        .contains("data.json, for meridian")
        .contains("zeta.json: is of zeta, of which");
    assertThat(server.files("archive/zeta")).isEmpty();
  }

  @Test
  void whereAServerVouchesForSendersItsWordCounts() throws IOException {
    post.trusted = "mx.nestor.example";
    serve(silent("meridian", TestMailServer.CIO));
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

    assertThat(receipt()).contains("data.json, for meridian");
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
    serve(silent("meridian", TestMailServer.CIO));
    post.arrive(
        mark
            + "\n"
            + TestMailServer.message(
                TestMailServer.CIO, "Export", "data.json", BACKUPS, "bad.json", "{"));

    await().untilAsserted(() -> assertThat(post.box(TestMailServer.CONSULTANT)).hasSize(1));
    awaitDone(1);
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
    receipt();
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

    awaitDone(5);
    await().untilAsserted(() -> assertThat(post.box(TestMailServer.CONSULTANT)).hasSize(1));
    assertThat(TestMailServer.text(post.box(TestMailServer.CONSULTANT).get(0)))
        .as("the other's advisory as data")
        .contains("1 document was not taken in");
    assertThat(post.sent()).as("a receipt, an advisory and a notice").isEqualTo(3);
  }

  @Test
  void oneSenderGetsSoManyAnswersAnHourAndNoMore() throws IOException {
    post.answersPerHour = 2;
    serve(silent("meridian", TestMailServer.CIO));
    for (int i = 0; i < 5; i++) {
      post.arrive(TestMailServer.message(TestMailServer.CIO, "Mail " + i, "data.json", BACKUPS));
    }
    awaitDone(5);
    await().untilAsserted(() -> assertThat(count(InboundMail.State.DONE)).isEqualTo(5));
    await().untilAsserted(() -> assertThat(post.box(TestMailServer.CIO)).hasSize(2));
    assertThat(server.lines("mailed")).hasSize(2);
  }

  @Test
  void noFieldOfAMessageGivesOrders() throws IOException {
    serve(silent("meridian", TestMailServer.CIO));
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

    receipt();
    awaitDone(1);

    assertThat(post.own("Elsewhere")).isEmpty();
    assertThat(post.box("mallory@evil.example")).isEmpty();
    assertThat(server.mailConditions()).allMatch(HealthChecks.State::holds);
  }

  @Test
  void aNameOfSeveralLinesStaysWords() throws Exception {
    serve(TestMailServer.meridian());
    post.arrive(
        TestMailServer.message(
            TestMailServer.CIO,
            "Data",
            "data.json",
            "{\"organisation\": {\"name\": \"M\\r\\nBcc: mallory@evil.example\\r\\n\\r\\n<b>\"}}"));

    await().untilAsserted(() -> assertThat(post.box(TestMailServer.CEO)).hasSize(1));
    MimeMessage advisory = post.box(TestMailServer.CEO).get(0);
    assertThat(advisory.getHeader("Bcc")).isNull();
    assertThat(advisory.getSubject()).startsWith("M Bcc: mallory@evil.example <b>: ");
    assertThat(TestMailServer.text(advisory))
        .contains("<title>M Bcc: mallory@evil.example &lt;b&gt;: advisory");
    assertThat(post.box("mallory@evil.example")).isEmpty();
  }

  @Test
  void whatIsWrongWithOneMessageKeepsNoOtherWaiting() throws IOException {
    serve(silent("meridian", TestMailServer.CIO));
    post.arrive("no message at all");
    post.arrive(
        "From: " + TestMailServer.CIO + "\nContent-Type: multipart/mixed; boundary=\"\n\n--\n--\n");
    post.arrive(TestMailServer.message(TestMailServer.CIO, "A bug", "data.json", "boom"));
    post.arrive(TestMailServer.message("not an address", "Whose?", "data.json", BACKUPS));
    post.arrive(TestMailServer.message(TestMailServer.CIO, "Good", "data.json", BACKUPS));

    await().untilAsserted(() -> assertThat(server.lines("accepted")).hasSize(1));
    await().untilAsserted(() -> assertThat(post.own("INBOX")).isEmpty());
    assertThat(post.own("Nestor/Done").size() + post.own("Nestor/Failed").size()).isEqualTo(5);
  }

  @Test
  void aMessageThatACrashLeftUnopenedIsOpenedOnce() throws IOException {
    byte[] raw =
        TestMailServer.message(TestMailServer.CIO, "Early", "data.json", BACKUPS)
            .getBytes(StandardCharsets.UTF_8);
    InboundMail first;
    try (Repositories repositories = Repositories.open(server.home, Clock.systemUTC())) {
      MailSpool spool =
          new MailSpool(
              server.home.resolve("mail"),
              repositories.database(),
              repositories.inboundMails(),
              Clock.systemUTC());
      first = spool.receive("box/INBOX/1/7", out -> out.write(raw));
      assertThat(spool.receive("box/INBOX/1/7", out -> out.write(raw))).isEqualTo(first);
      assertThat(spool.receive("box/INBOX/1/8", out -> out.write(raw)).id())
          .as("moved back by somebody who wants it read again")
          .isNotEqualTo(first.id());
    }
    serve(silent("meridian", TestMailServer.CIO));

    await().untilAsserted(() -> assertThat(count(InboundMail.State.DONE)).isEqualTo(2));
    assertThat(server.lines("accepted")).hasSize(1);
    assertThat(server.lines("duplicate")).hasSize(1);
    server.close();
    server.open();
    assertThat(count(InboundMail.State.DONE)).isEqualTo(2);
    assertThat(Files.readAllBytes(server.home.resolve("mail/" + first.id() + ".eml")))
        .isEqualTo(raw);
  }

  @Test
  void aLoginThatFailsIsShownWithItsReasonUntilItWorks() throws IOException {
    post.password = "wrong";
    serve(TestMailServer.meridian());

    await()
        .untilAsserted(
            () ->
                assertThat(server.mailConditions())
                    .filteredOn(condition -> condition.name().equals("mail in"))
                    .singleElement()
                    .matches(condition -> !condition.holds()));
    assertThat(server.lines("trouble"))
        .anyMatch(line -> line.contains("mail in does not work"))
        .noneMatch(line -> line.contains("wrong;"));
  }

  private long count(InboundMail.State state) {
    return server
        .repositories()
        .database()
        .read(tx -> server.repositories().inboundMails().count(tx, state));
  }
}

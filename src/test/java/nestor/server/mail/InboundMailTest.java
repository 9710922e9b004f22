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
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nestor.configuration.Client;
import nestor.intake.mail.InboundMail;
import nestor.intake.mail.MailSpool;
import nestor.server.StubEngineServer;
import nestor.server.pipeline.Repositories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
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

    String receipt = post.receipt();

    assertThat(receipt)
        .contains("Subject: Nestor: 1 document taken in and 1 not taken in")
        .contains("Auto-Submitted: auto-replied")
        .contains("In-Reply-To: <30441e@m.example>")
        .contains("\"Our data\"")
        .contains("data.json, for meridian")
        .contains("bad.json:1:2: ends before it is complete; close every quote");
    await().untilAsserted(() -> assertThat(post.box(TestMailServer.CEO)).hasSize(1));
    post.awaitDone(1);
    assertThat(post.own("INBOX")).isEmpty();
    assertThat(server.files("archive/meridian")).hasSize(1);
    assertThat(server.files("mail")).hasSize(1);
  }

  @Test
  void attachmentsThatShareANameOrHaveNoneAreAllTakenIn() throws IOException {
    serve(TestMailServer.silent("meridian", TestMailServer.CIO));
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

    assertThat(post.receipt()).contains("Subject: Nestor: 4 documents taken in");
    assertThat(server.files("archive/meridian")).hasSize(4);
  }

  @Test
  void whatIsNoDocumentIsNamedInOneLineOfTheReceipt() throws IOException {
    serve(TestMailServer.silent("meridian", TestMailServer.CIO));
    post.arrive(
        TestMailServer.message(TestMailServer.CIO, "Signed", "data.json", BACKUPS)
            .replace(
                "--b--",
                "--b\nContent-Type: application/pkcs7-signature; name=smime.p7s\n\nx\n"
                    + "--b\nContent-Type: image/png\nContent-ID: <logo>\n\nx\n--b--"));

    assertThat(post.receipt())
        .contains("Subject: Nestor: 1 document taken in")
        .contains("Not read, as these are no documents: a picture and a signature.")
        .doesNotContain("Please correct");
  }

  @Test
  void anArchiveHoldsDocumentsOfEachOfTheSendersOrganisations() throws IOException {
    serve(
        TestMailServer.silent("meridian", TestMailServer.CIO),
        TestMailServer.silent("beta", TestMailServer.CIO),
        TestMailServer.silent("x"));
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

    assertThat(post.receipt())
        .contains("Subject: Nestor: 2 documents taken in and 1 not taken in")
        .contains("meridian.zip, for meridian")
        .contains("beta.zip, for beta")
        .contains("is of x, and " + TestMailServer.CIO + " may not send its documents");
    assertThat(server.files("archive/meridian")).hasSize(1);
    assertThat(server.files("archive/x")).isEmpty();
  }

  @Test
  void aLargeMessageIsFetchedInFewPieces() throws IOException {
    try (RecordingProxy imap = new RecordingProxy(post.imap().server().port())) {
      server.post =
          post.both(
              imap.port(), post.smtpPort(), TestMailServer.silent("meridian", TestMailServer.CIO));
      server.open();
      post.arrive(
          TestMailServer.message(
              TestMailServer.CIO, "Large", "data.json", BACKUPS + "\n".repeat(3 << 20)));
      post.awaitDone(1);

      assertThat(imap.said().split("BODY\\.PEEK\\[]<", -1).length - 1).isBetween(2, 12);
      await().untilAsserted(() -> assertThat(server.files("archive/meridian")).hasSize(1));
    }
  }

  @Test
  void aMessageWithoutADocumentIsAnsweredAsSuch() throws IOException {
    serve(TestMailServer.silent("meridian", TestMailServer.CIO));
    post.arrive(TestMailServer.message(TestMailServer.CIO, "Hello"));

    assertThat(post.receipt())
        .contains("Subject: Nestor: no document in your message")
        .contains("Attach what you want to say as .json, .yaml, .csv or .xlsx");
  }

  @Test
  void whatIsNotReadIsNamedAndAFileInFrontOfAFooterIsTaken() throws IOException {
    serve(TestMailServer.silent("meridian", TestMailServer.CIO));
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

    assertThat(post.receipt())
        .contains("meridian.backups.csv, for meridian")
        .contains("board.ics: is a calendar file, which is not read")
        .contains("text behind meridian.backups.csv");
    assertThat(server.files("archive/meridian")).hasSize(1);
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
    serve(TestMailServer.silent("meridian", TestMailServer.CIO));
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
    serve(TestMailServer.silent("meridian", TestMailServer.CIO));

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

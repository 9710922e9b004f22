package nestor.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import nestor.configuration.Client;
import nestor.configuration.MailServer;
import nestor.delivery.mail.OutboundMail;
import nestor.server.StubEngineServer;
import nestor.server.health.HealthChecks;
import nestor.server.pipeline.Repositories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
class OutboundMailTest {
  private static final String CFO = "cfo@meridian.example";

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

  private void serve(ServerMailSettings settings) throws IOException {
    server.post = settings;
    server.open();
  }

  private static String backups(String system) {
    return "{\"backups\": [{\"system\": \"" + system + "\"}]}";
  }

  @Test
  void mailGoesWhenTheAdviceChangesAndFollowsItsThread() throws Exception {
    serve(post.both(TestMailServer.meridian()));
    server.drop("meridian.json", backups("crm"));
    await().untilAsserted(() -> assertThat(post.box(TestMailServer.CEO)).hasSize(1));

    server.drop("meridian.json", backups("erp"));
    await().untilAsserted(() -> assertThat(server.lines("advised")).hasSize(2));
    server.clock.set(Clock.offset(Clock.systemUTC(), Duration.ofDays(1)));
    await().untilAsserted(() -> assertThat(server.advised).hasValue(3));
    server.drop("meridian.json", "{\"systems\": [{\"name\": \"erp\"}]}");
    await().untilAsserted(() -> assertThat(post.box(TestMailServer.CEO)).hasSize(2));

    MimeMessage first = post.box(TestMailServer.CEO).get(0);
    MimeMessage second = post.box(TestMailServer.CEO).get(1);
    assertThat(second.getHeader("In-Reply-To")).containsExactly(first.getMessageID());
    assertThat(second.getHeader("References")).containsExactly(first.getMessageID());
    assertThat(second.getMessageID()).isNotEqualTo(first.getMessageID());
    assertThat(first.getSubject()).isEqualTo("meridian: 1 of high priority");
    assertThat(second.getSubject()).startsWith("meridian: 2 of high priority");
    assertThat(first.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(first.getHeader("List-Unsubscribe")).isNull();
    assertThat(first.getHeader("To")).containsExactly(TestMailServer.CEO);
    assertThat(TestMailServer.text(first))
        .contains("multipart/alternative", "text/plain", "text/html", "application/json")
        .doesNotContain("http://", "https://", "<script");
  }

  @Test
  void withoutAServerTheSameMessageLiesInTheOutbox() throws Exception {
    Client without = new Client("acme", "Acme", List.of(), List.of());
    serve(
        new ServerMailSettings(
            post.settings(null, null), List.of(TestMailServer.meridian(), without)));
    server.drop("meridian.json", backups("crm"));
    server.drop("acme.json", backups("crm"));
    await().untilAsserted(() -> assertThat(server.files("outbox/meridian")).hasSize(3));
    await().untilAsserted(() -> assertThat(server.files("outbox/acme")).hasSize(2));

    Path file =
        server.files("outbox/meridian").stream()
            .filter(f -> f.toString().endsWith(".eml"))
            .findFirst()
            .orElseThrow();
    try (var in = Files.newInputStream(file)) {
      MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), in);
      assertThat(message.getAllRecipients()).hasSize(1);
      assertThat(message.getSubject()).isEqualTo("meridian: 1 of high priority");
    }
    assertThat(post.sent()).isZero();
  }

  @Test
  void aMailThatWasTriedAgainIsStillTheSame() throws Exception {
    serve(new ServerMailSettings(post.settings(null, null), List.of(TestMailServer.meridian())));
    server.drop("meridian.json", backups("crm"));
    await().untilAsserted(() -> assertThat(eml()).hasSize(1));
    byte[] once = Files.readAllBytes(eml().get(0));
    server.close();
    try (Repositories repositories = Repositories.open(server.home, Clock.systemUTC())) {
      repositories
          .database()
          .change(
              tx -> {
                tx.update("update letters set state = 'pending'");
                tx.update("update letter_recipients set state = 'pending'");
              });
    }
    Files.delete(eml().get(0));
    server.open();
    await().untilAsserted(() -> assertThat(eml()).hasSize(1));

    assertThat(new String(Files.readAllBytes(eml().get(0)), StandardCharsets.UTF_8))
        .isEqualTo(new String(once, StandardCharsets.UTF_8));
  }

  private List<Path> eml() throws IOException {
    return server.files("outbox/meridian").stream()
        .filter(file -> file.toString().endsWith(".eml"))
        .toList();
  }

  @Test
  void aRecipientThatIsRefusedKeepsNoOtherFromItsMail() throws Exception {
    try (RefusingSmtpServer smtp = new RefusingSmtpServer()) {
      smtp.answers.put(TestMailServer.CEO, "550 5.1.1 no such user");
      smtp.answers.put("late@meridian.example", "451 4.7.1 come back later");
      serve(
          new ServerMailSettings(
              post.settings(null, post.line(smtp.port())),
              List.of(
                  new Client(
                      "meridian",
                      "M",
                      List.of(),
                      List.of(TestMailServer.CEO, CFO, "late@meridian.example")))));
      server.drop("meridian.json", backups("crm"));
      await().untilAsserted(() -> assertThat(letter().attempts()).isEqualTo(1));

      assertThat(letter().state()).isEqualTo(OutboundMail.State.PENDING);
      assertThat(letter().recipients())
          .extracting(OutboundMail.Recipient::state)
          .containsExactly(
              OutboundMail.Arrival.FAILED, OutboundMail.Arrival.SENT, OutboundMail.Arrival.PENDING);
      assertThat(letter().recipients().get(0).detail()).contains("no such user");
      assertThat(server.mailConditions()).allMatch(HealthChecks.State::holds);

      smtp.answers.clear();
      server.clock.set(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(30)));
      await().untilAsserted(() -> assertThat(letter().state()).isEqualTo(OutboundMail.State.SENT));
      assertThat(smtp.taken).containsExactly(CFO, "late@meridian.example");
      List<OutboundMail> undelivered =
          server
              .repositories()
              .database()
              .read(tx -> server.repositories().outboundMails().undelivered(tx, 10));
      assertThat(undelivered).hasSize(1);
    }
  }

  @Test
  void whatIsRefusedForGoodIsNotTriedForEver() throws Exception {
    try (RefusingSmtpServer smtp = new RefusingSmtpServer()) {
      smtp.answers.put(TestMailServer.CEO, "550 5.1.1 no such user");
      serve(
          new ServerMailSettings(
              post.settings(null, post.line(smtp.port())), List.of(TestMailServer.meridian())));
      server.drop("meridian.json", backups("crm"));
      await()
          .untilAsserted(() -> assertThat(letter().state()).isEqualTo(OutboundMail.State.FAILED));
      server.close();
      server.open();
      assertThat(letter().state()).isEqualTo(OutboundMail.State.FAILED);
      assertThat(letter().attempts()).isEqualTo(1);
      assertThat(server.lines("undelivered")).hasSize(1);
    }
  }

  @Test
  void aServerThatIsAwayIsShownAndTriedUntilItIsBack() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    MailServer away = post.line(port);
    serve(new ServerMailSettings(post.settings(null, away), List.of(TestMailServer.meridian())));
    server.drop("meridian.json", backups("crm"));
    await()
        .untilAsserted(
            () ->
                assertThat(server.mailConditions())
                    .singleElement()
                    .matches(c -> c.name().equals("mail out") && !c.holds()));
    server.close();
    serve(post.both(TestMailServer.meridian()));

    await().untilAsserted(() -> assertThat(post.box(TestMailServer.CEO)).hasSize(1));
    assertThat(server.mailConditions()).allMatch(HealthChecks.State::holds);
  }

  @Test
  void aMailThatComesBackIsRecorded() throws Exception {
    serve(post.both(TestMailServer.meridian()));
    server.drop("meridian.json", backups("crm"));
    await().untilAsserted(() -> assertThat(post.box(TestMailServer.CEO)).hasSize(1));

    post.arrive(
        """
        Return-Path: <>
        From: Mail Delivery System <MAILER-DAEMON@mx.example>
        To: nestor@nestor.example
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        I'm sorry.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Final-Recipient: rfc822; ceo@meridian.example
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 unknown user

        --b
        Content-Type: text/rfc822-headers

        From: nestor@nestor.example
        Message-ID: %s

        --b--
        """
            .formatted(post.box(TestMailServer.CEO).get(0).getMessageID()));

    await()
        .untilAsserted(
            () ->
                assertThat(letter().recipients())
                    .containsExactly(
                        new OutboundMail.Recipient(
                            TestMailServer.CEO,
                            OutboundMail.Arrival.BOUNCED,
                            "5.1.1 smtp; 550 5.1.1 unknown user")));
    await().untilAsserted(() -> assertThat(post.own("Nestor/Done")).hasSize(1));
    assertThat(post.sent()).isEqualTo(1);
  }

  private OutboundMail letter() {
    List<OutboundMail> letters =
        server
            .repositories()
            .database()
            .read(
                tx ->
                    Stream.of(OutboundMail.State.values())
                        .flatMap(
                            state ->
                                server.repositories().outboundMails().in(tx, state, 10).stream())
                        .toList());
    assertThat(letters).hasSize(1);
    return letters.get(0);
  }
}

package nestor.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import nestor.configuration.ImapSettings;
import nestor.configuration.MailServer;
import nestor.server.StubEngineServer;
import nestor.server.health.HealthChecks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logging in at the mail servers with a token that another program keeps valid (XOAUTH2). */
@Tag("server")
class AccessTokenTest {
  private @TempDir Path folder;

  @Test
  void mailComesAndGoesWithTheTokenThatTheFileHoldsNow() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "a stale one\n");
    try (TestMailServer post = new TestMailServer(false);
        RecordingProxy imap = new RecordingProxy(post.imap().server().port());
        RecordingProxy smtp = new RecordingProxy(post.smtpPort());
        StubEngineServer server = new StubEngineServer(folder.resolve("desk"))) {
      server.post =
          new ServerMailSettings(
              post.settings(
                  new ImapSettings(
                      line(imap, token),
                      "INBOX",
                      "Nestor/Done",
                      "Nestor/Failed",
                      Duration.ofMillis(200)),
                  line(smtp, token)),
              List.of(TestMailServer.meridian()));
      server.open();
      post.arrive(
          TestMailServer.message(
              TestMailServer.CIO, "Data", "data.json", "{\"systems\": [{\"name\": \"x\"}]}"));
      await()
          .untilAsserted(
              () ->
                  assertThat(server.mailConditions())
                      .anySatisfy(
                          one -> {
                            assertThat(one.name()).isEqualTo("mail in");
                            assertThat(one.holds()).isFalse();
                          }));
      assertThat(server.lines("accepted")).isEmpty();

      Files.writeString(token, "a secret\n");
      await().untilAsserted(() -> assertThat(post.box(TestMailServer.CEO)).hasSize(1));
      await()
          .untilAsserted(
              () -> assertThat(server.mailConditions()).allMatch(HealthChecks.State::holds));

      // RFC 7628's forerunner, as Google and Microsoft ask for it.
      String proof =
          Base64.getEncoder()
              .encodeToString(
                  ("user=" + TestMailServer.NESTOR + "\1auth=Bearer a secret\1\1")
                      .getBytes(StandardCharsets.US_ASCII));
      assertThat(imap.said()).contains("AUTHENTICATE XOAUTH2").contains(proof);
      assertThat(smtp.said()).contains("AUTH XOAUTH2").contains(proof);
      assertThat(imap.said() + smtp.said()).doesNotContain("LOGIN", "AUTH PLAIN");
      assertThat(server.console()).doesNotContain("a secret", "a stale one");
    }
  }

  private static MailServer line(RecordingProxy proxy, Path token) {
    return new MailServer(
        "localhost", proxy.port(), MailServer.Security.NONE, TestMailServer.NESTOR, null, token);
  }
}

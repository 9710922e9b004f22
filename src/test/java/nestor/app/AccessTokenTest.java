package nestor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import nestor.app.desk.Conditions;
import nestor.app.mail.Mailroom;
import nestor.configuration.ImapSettings;
import nestor.configuration.MailServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logging in at the mail servers with a token that another program keeps valid (XOAUTH2). */
class AccessTokenTest {
  private @TempDir Path folder;

  @Test
  void mailComesAndGoesWithTheTokenThatTheFileHoldsNow() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "a stale one\n");
    try (PostOffice post = new PostOffice(false);
        Relay imap = new Relay(post.imap().server().port());
        Relay smtp = new Relay(post.smtpPort());
        Bench desk = new Bench(folder.resolve("desk"))) {
      desk.post =
          new Mailroom.Settings(
              post.settings(
                  new ImapSettings(
                      line(imap, token),
                      "INBOX",
                      "Nestor/Done",
                      "Nestor/Failed",
                      Duration.ofMillis(200)),
                  line(smtp, token)),
              List.of(PostOffice.meridian()));
      desk.open();
      post.arrive(
          PostOffice.message(
              PostOffice.CIO, "Data", "data.json", "{\"systems\": [{\"name\": \"x\"}]}"));
      await()
          .untilAsserted(
              () ->
                  assertThat(desk.mailConditions())
                      .anySatisfy(
                          one -> {
                            assertThat(one.name()).isEqualTo("mail in");
                            assertThat(one.holds()).isFalse();
                          }));
      assertThat(desk.lines("accepted")).isEmpty();

      Files.writeString(token, "a secret\n");
      await().untilAsserted(() -> assertThat(post.box(PostOffice.CEO)).hasSize(1));
      await()
          .untilAsserted(() -> assertThat(desk.mailConditions()).allMatch(Conditions.State::holds));

      // RFC 7628's forerunner, as Google and Microsoft ask for it.
      String proof =
          Base64.getEncoder()
              .encodeToString(
                  ("user=" + PostOffice.NESTOR + "\1auth=Bearer a secret\1\1")
                      .getBytes(StandardCharsets.US_ASCII));
      assertThat(imap.said()).contains("AUTHENTICATE XOAUTH2").contains(proof);
      assertThat(smtp.said()).contains("AUTH XOAUTH2").contains(proof);
      assertThat(imap.said() + smtp.said()).doesNotContain("LOGIN", "AUTH PLAIN");
      assertThat(desk.console()).doesNotContain("a secret", "a stale one");
    }
  }

  private static MailServer line(Relay relay, Path token) {
    return new MailServer(
        "localhost", relay.port(), MailServer.Security.NONE, PostOffice.NESTOR, null, token);
  }
}

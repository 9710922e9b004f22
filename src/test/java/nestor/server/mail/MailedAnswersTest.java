package nestor.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nestor.configuration.Client;
import nestor.server.RunningServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions asked by a receipt, and answered by a reply to it. */
@Tag("server")
class MailedAnswersTest {
  private static final String BACKUPS =
      "system,lastRun,lastRestoreTest\nLedger,03/04/2026,2026-11-20\n";

  private @TempDir Path folder;

  @Test
  void aLineOfAReplyAnswersAQuestionAndNothingElse() throws Exception {
    Path home = folder.resolve("desk");
    Files.createDirectories(home.resolve("inbox"));
    Client meridian = new Client("meridian", "Meridian", List.of(TestMailServer.CIO), List.of());
    try (TestMailServer post = new TestMailServer(false);
        RunningServer served = RunningServer.in(home, Path.of("rules"), post.both(meridian))) {
      post.arrive(TestMailServer.message(TestMailServer.CIO, "Our data", "backups.csv", BACKUPS));
      await().atMost(Duration.ofSeconds(60)).until(() -> post.box(TestMailServer.CIO).size() == 1);
      MimeMessage receipt = post.box(TestMailServer.CIO).get(0);
      String asked = TestMailServer.text(receipt).replaceAll("\\r\\n\\s*", " ");
      assertThat(asked)
          .contains("1 document taken in, with 1 question")
          .contains("Taken: backups: 1 entry")
          .contains("Question: backups.csv:2: lastRun: '03/04/2026' is ")
          .contains("Answer by a reply with one line for each");

      post.arrive(
          "From: "
              + TestMailServer.CIO
              + "\nSubject: Re: Nestor\nMessage-ID: <answer@m.example>\nIn-Reply-To: "
              + receipt.getMessageID()
              + "\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
              + "Dear all,\n03/04/2026 = 2026-04-03\nx = y\n> 03/04/2026 = 2026-03-04\n");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> served.ask().get("/organisations/meridian/sections/names").status() == 200);
      assertThat(
              served
                  .ask()
                  .get("/organisations/meridian/sections/names")
                  .json()
                  .get("entries")
                  .toString())
          .isEqualTo(
              "[{\"means\":\"2026-04-03\",\"name\":\"03/04/2026\",\"of\":\"backups.lastRun\"}]");
      await().atMost(Duration.ofSeconds(60)).until(() -> post.box(TestMailServer.CIO).size() == 2);
      assertThat(TestMailServer.text(post.box(TestMailServer.CIO).get(1)))
          .contains("names.json, for meridian");
    }
  }
}

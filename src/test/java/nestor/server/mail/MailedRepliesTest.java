package nestor.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nestor.configuration.Client;
import nestor.server.RunningServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recommendations that a reply to their mail closes, waives and postpones. */
@Tag("server")
class MailedRepliesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DATA =
      """
      organisation: {id: meridian, name: Meridian, industry: banking, stage: enterprise}
      practices: []
      backups: [{system: Ledger}]
      systems: [{name: Ledger, critical: true, storage: relational}]
      """;

  private @TempDir Path folder;
  private TestMailServer post;
  private RunningServer served;

  @BeforeEach
  void open() throws Exception {
    Path home = folder.resolve("desk");
    Files.createDirectories(home.resolve("inbox"));
    post = new TestMailServer(false);
    Client meridian =
        new Client(
            "meridian",
            "Meridian",
            List.of(TestMailServer.CIO),
            List.of(TestMailServer.CEO, TestMailServer.CIO));
    served = RunningServer.in(home, Path.of("rules"), post.both(meridian));
    Files.writeString(home.resolve("inbox/meridian.yaml"), DATA);
    await().atMost(PATIENCE).until(() -> post.box(TestMailServer.CEO).size() == 1);
  }

  @AfterEach
  void close() throws Exception {
    served.close();
    post.close();
  }

  private JsonNode advisory() throws IOException {
    return served.ask().get("/organisations/meridian/advisories/latest").json();
  }

  private String ruleOf(int number) throws IOException {
    int at = 0;
    for (JsonNode one : advisory().get("recommended")) {
      if (!one.get("rule").asText().startsWith("role-emphasis/") && ++at == number) {
        return one.get("rule").asText();
      }
    }
    throw new AssertionError("there is no recommendation " + number);
  }

  private void reply(String from, String id, String answered, String text) {
    post.arrive(
        "From: "
            + from
            + "\nSubject: Re: Meridian\nMessage-ID: <"
            + id
            + "@m.example>\n"
            + (answered.isEmpty() ? "" : "In-Reply-To: " + answered + "\n")
            + "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
            + text);
  }

  private String receipt(String id) {
    String answered = "<" + id + "@m.example>";
    await().atMost(PATIENCE).until(() -> !answers(answered).isEmpty());
    return TestMailServer.text(answers(answered).get(0)).replaceAll("\\r\\n\\s*", " ");
  }

  private List<MimeMessage> answers(String id) {
    return post.box(TestMailServer.CIO).stream()
        .filter(message -> TestMailServer.text(message).contains("In-Reply-To: " + id))
        .filter(message -> TestMailServer.text(message).contains("auto-replied"))
        .toList();
  }

  private JsonNode waivers() throws IOException {
    return served.ask().get("/organisations/meridian/sections/waivers").json().get("entries");
  }

  @Test
  void linesOfAReplyCloseWaiveAndPostponeAndEachIsAnswered() throws Exception {
    MimeMessage mail = post.box(TestMailServer.CIO).get(0);
    assertThat(TestMailServer.text(mail)).contains("Replies to this mail are read");
    String first = ruleOf(1);
    String second = ruleOf(2);
    String third = ruleOf(3);

    reply(
        TestMailServer.CIO,
        "r1",
        mail.getMessageID(),
        """
        Dear Nestor,
        done 1
        waive 2 until 2099-03-01: the new site opens in May
        postpone 3 until 2099-01-31: after the audit
        done 999
        waive 1

        On Tue, Nestor <nestor@nestor.example> wrote:
        > done 4
        done 5
        """);

    assertThat(receipt("r1"))
        .contains("3 replies taken in")
        .contains("done 1", "marked done on ")
        .contains("waived until 2099-03-01", "waived until 2099-01-31, and back after that day")
        .contains("there is no recommendation 999 in the mail that is answered; it has 1 to ")
        .contains("lacks the number, the day or the reason; write it as \"waive 5 until")
        .doesNotContain("done 4", "done 5");
    await().atMost(PATIENCE).until(() -> advisory().get("waived").size() == 2);
    assertThat(waivers())
        .hasSize(3)
        .allMatch(entry -> entry.get("by").asText().equals(TestMailServer.CIO));
    assertThat(waivers().findValuesAsText("rule")).containsExactly(first, second, third);
    assertThat(advisory().get("waived").findValuesAsText("rule"))
        .containsExactlyInAnyOrder(second, third);

    reply(TestMailServer.CIO, "r2", mail.getMessageID(), "waive 1 until 2099-02-02: as agreed\n");
    await().atMost(PATIENCE).until(() -> advisory().get("waived").size() == 3);
    assertThat(waivers().findValuesAsText("rule")).containsExactly(second, third, first);
  }

  @Test
  void aNumberStandsForNothingWithoutTheMailThatGaveIt() throws Exception {
    reply(TestMailServer.CIO, "r3", "", "done 1\n");
    reply(TestMailServer.CIO, "r4", "<other@m.example>", "done 1\n");

    assertThat(receipt("r3")).contains("reply to the mail that brought them");
    assertThat(receipt("r4")).contains("reply to the mail that brought them");
    assertThat(served.ask().get("/organisations/meridian/sections/waivers").status())
        .isEqualTo(404);
  }

  @Test
  void aReplyOfAnybodyElseIsRefusedAsADocumentIs() throws Exception {
    String id = post.box(TestMailServer.CEO).get(0).getMessageID();

    reply(TestMailServer.CEO, "r5", id, "done 1\n");

    await().atMost(PATIENCE).until(() -> post.box(TestMailServer.CONSULTANT).size() == 1);
    assertThat(TestMailServer.text(post.box(TestMailServer.CONSULTANT).get(0)))
        .contains("is no sender of any client");
    assertThat(served.ask().get("/organisations/meridian/sections/waivers").status())
        .isEqualTo(404);
  }

  @Test
  void aNumberOfAnEarlierMailHitsWhatThatMailMeant() throws Exception {
    MimeMessage mail = post.box(TestMailServer.CIO).get(0);
    String first = ruleOf(1);
    String second = ruleOf(2);
    reply(TestMailServer.CIO, "r6", mail.getMessageID(), "waive 1 until 2099-03-01: later\n");
    await().atMost(PATIENCE).until(() -> advisory().get("waived").size() == 1);
    assertThat(ruleOf(1)).isNotEqualTo(first);

    reply(TestMailServer.CIO, "r7", mail.getMessageID(), "waive 2 until 2099-03-01: later\n");

    await().atMost(PATIENCE).until(() -> advisory().get("waived").size() == 2);
    assertThat(advisory().get("waived").findValuesAsText("rule"))
        .containsExactlyInAnyOrder(first, second);
  }
}

package nestor.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import nestor.configuration.Client;
import nestor.intake.Receipt;
import nestor.server.StubEngineServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mailbox in which many messages wait when the server starts. */
@Tag("flood")
class MailBacklogTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path folder;
  private TestMailServer post;
  private StubEngineServer server;

  @BeforeEach
  void openAPostOffice() {
    post = new TestMailServer(false);
    server = new StubEngineServer(folder.resolve("desk"));
    server.post =
        post.both(new Client("meridian", "Meridian", List.of(TestMailServer.CIO), List.of()));
  }

  @AfterEach
  void closeAll() {
    server.close();
    post.close();
  }

  @Test
  void ofManyMessagesTheFirstIsDecidedSoonAndAllOfThemInOrder() throws IOException {
    aMailboxIsEmptied(80, 80);
  }

  @Test
  void ofThousandsOfMessagesTheFirstIsDecidedSoonAndTheNextInOrder() throws IOException {
    // GreenMail goes through all messages for each that is marked: the last ones would take an
    // hour.
    aMailboxIsEmptied(2_000, 30);
  }

  private void aMailboxIsEmptied(int messages, int awaited) throws IOException {
    List<String> sent = IntStream.range(0, messages).mapToObj("d%05d.json"::formatted).toList();
    for (String name : sent) {
      post.arrive(
          TestMailServer.message(
              TestMailServer.CIO, name, name, "{\"backups\": [{\"system\": \"" + name + "\"}]}"));
    }
    server.open();
    long opened = System.nanoTime();
    await().atMost(SOON).until(() -> !server.lines("accepted").isEmpty());
    long first = System.nanoTime();
    await()
        .atMost(Duration.ofMinutes(8))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> decided().size() >= awaited);
    if (awaited == messages) {
      await().until(() -> post.own("INBOX").isEmpty());
      assertThat(post.own("Nestor/Done")).hasSize(messages);
    }

    List<Receipt> decided = decided();
    assertThat(decided)
        .extracting(Receipt::name)
        .containsExactlyElementsOf(sent.subList(0, decided.size()));
    assertThat(post.own("Nestor/Failed")).isEmpty();
    System.out.printf(
        "%d messages waited: the first decided after %.1f s, %d after %.1f s%n",
        messages, (first - opened) / 1e9, decided.size(), (System.nanoTime() - opened) / 1e9);
  }

  @Test
  void messagesThatCannotBeMovedKeepNoOtherWaiting() throws IOException {
    for (int i = 0; i < 55; i++) {
      post.arrive(TestMailServer.message("mallory@evil.example", "refused " + i, "x.json", "{}"));
    }
    String good = "{\"backups\": [{\"system\": \"crm\"}]}";
    post.arrive(TestMailServer.message(TestMailServer.CIO, "good", "good.json", good));
    try (RecordingProxy imap = new RecordingProxy(post.imap().server().port())) {
      imap.changing(said -> said.replaceFirst(" COPY (\\d+) \\S+", " COPY $1 Nowhere"));
      server.post =
          post.both(
              imap.port(),
              post.smtpPort(),
              new Client("meridian", "Meridian", List.of(TestMailServer.CIO), List.of()));
      server.open();

      await().until(() -> !server.lines("accepted").isEmpty());
      await()
          .untilAsserted(
              () ->
                  assertThat(server.lines("mail in"))
                      .anyMatch(line -> line.contains("a message stays in INBOX")));
      assertThat(server.lines("accepted")).hasSize(1);
      assertThat(post.own("INBOX")).hasSize(56);
    }
  }

  /** What became of the documents, in the order of their arrival. */
  private List<Receipt> decided() {
    List<Receipt> decided = new ArrayList<>();
    for (Receipt.State state : Receipt.State.values()) {
      decided.addAll(
          server
              .repositories()
              .database()
              .read(tx -> server.repositories().receipts().in(tx, state, 10_000)));
    }
    decided.removeIf(receipt -> receipt.state() == Receipt.State.RECEIVED);
    decided.sort(java.util.Comparator.comparing(Receipt::id));
    return decided;
  }
}

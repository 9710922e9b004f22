package nestor.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import nestor.intake.Receipt;
import nestor.server.StubEngineServer;
import nestor.store.HomeInUseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stop or a crash leaves behind is taken up by the next start, once. */
@Tag("server")
class PipelineRecoveryTest {
  @TempDir Path folder;
  private StubEngineServer server;

  @BeforeEach
  void openADesk() throws IOException {
    server = new StubEngineServer(folder.resolve("a desk with 50% in its name")).open();
  }

  @AfterEach
  void closeIt() {
    server.close();
  }

  @Test
  void whatCannotBeRenderedIsTriedAgainUntilItCan() throws IOException {
    server.rendererFails.set(new IllegalStateException("a template is broken"));
    server.drop("acme.json", backups("2026-01-01"));
    await().untilAsserted(() -> assertThat(server.lines("trouble")).isNotEmpty());
    assertThat(server.files("outbox")).isEmpty();

    server.rendererFails.set(null);
    await().untilAsserted(() -> assertThat(server.files("outbox/acme")).hasSize(2));
  }

  @Test
  void oneOrganisationThatCannotBeAdvisedKeepsNoOtherWaiting() throws IOException {
    server.drop("aaa.json", "{\"organisation\": {\"id\": \"aaa\", \"name\": \"unlucky\"}}");
    server.drop("acme.json", backups("2026-01-01"));

    await().untilAsserted(() -> assertThat(server.lines("advised")).hasSize(1));
    assertThat(server.lines("trouble"))
        .singleElement()
        .asString()
        .contains("aaa could not be advised");
  }

  @Test
  void whatWasReceivedButNotReadBeforeACrashIsReadAtTheNextStart() throws IOException {
    server.close();
    try (Repositories repositories = Repositories.open(server.home, Clock.systemUTC())) {
      Path dropped = server.home.resolve("inbox/acme.json");
      Files.writeString(dropped, backups("2026-01-01"));
      repositories.intake().receive(dropped, null);
      assertThat(dropped).doesNotExist();
    }
    server.open();

    await().untilAsserted(() -> assertThat(server.lines("advised")).hasSize(1));
    assertThat(server.files("archive/acme")).hasSize(1);
    assertThat(server.files("store/spool")).isEmpty();
  }

  @Test
  void whatWasDecidedButNotPutAwayBeforeACrashIsPutAwayOnce() throws IOException {
    server.close();
    try (Repositories repositories = Repositories.open(server.home, Clock.systemUTC())) {
      DocumentProcessor processor = processor(repositories);
      processor.decide(
          repositories.intake().receive("acme.json", stream(backups("2026-01-01")), null));
      processor.decide(repositories.intake().receive("bad.json", stream("["), null));
    }
    assertThat(server.files("store/spool")).hasSize(2);
    server.open();

    await()
        .untilAsserted(
            () -> {
              assertThat(server.files("store/spool")).isEmpty();
              assertThat(server.lines("advised")).hasSize(1);
            });
    assertThat(server.files("archive/acme")).hasSize(1);
    assertThat(reason("bad.json")).contains("ends before it is complete");
    assertThat(count(Receipt.State.ACCEPTED)).isEqualTo(1);
    assertThat(count(Receipt.State.QUARANTINED)).isEqualTo(1);
  }

  @Test
  void whatWaitsWhileTheHomeIsMovedAwayIsNotRefusedForThat() throws IOException {
    server.close();
    Path away = server.home.resolveSibling("away");
    try (Repositories repositories = Repositories.open(server.home, Clock.systemUTC())) {
      Receipt waiting =
          repositories.intake().receive("acme.json", stream(backups("2026-01-01")), null);
      DocumentProcessor processor = processor(repositories);
      Files.move(server.home, away);
      assertThatThrownBy(() -> processor.decide(waiting)).hasMessageContaining("put the home back");
      Files.move(away, server.home);
      assertThat(processor.decide(waiting).state()).isEqualTo(Receipt.State.ACCEPTED);
    }
  }

  @Test
  void whatWasAdvisedButNotHandedOverBeforeAStopIsHandedOverAfterIt() throws IOException {
    server.rendererFails.set(new IllegalStateException("not yet"));
    server.drop("acme.json", backups("2026-01-01"));
    await().untilAsserted(() -> assertThat(server.lines("trouble")).isNotEmpty());
    server.close();
    server.rendererFails.set(null);
    server.open();

    await().untilAsserted(() -> assertThat(server.files("outbox/acme")).hasSize(2));
    assertThat(server.advised).hasValue(1);
  }

  @Test
  void aQuarantinedDocumentCanBePutBack() throws IOException {
    server.drop("acme/bug.json", "boom");
    await().untilAsserted(() -> assertThat(server.lines("quarantined")).hasSize(1));
    Receipt first =
        server
            .repositories()
            .database()
            .read(tx -> server.repositories().receipts().in(tx, Receipt.State.QUARANTINED, 1))
            .get(0);

    Receipt second = server.repositories().intake().replay(first.id()).orElseThrow();
    await().untilAsserted(() -> assertThat(server.lines("quarantined")).hasSize(2));

    assertThat(second.placedFor()).isEqualTo("acme");
    assertThat(second.sha256()).isEqualTo(first.sha256());
    assertThat(server.home.resolve(first.path())).exists();
    Receipt former =
        server
            .repositories()
            .database()
            .read(tx -> server.repositories().receipts().find(tx, first.id()))
            .orElseThrow();
    assertThat(former.state()).isEqualTo(Receipt.State.REPLAYED);
    assertThat(former.reason())
        .startsWith(first.reason())
        .endsWith("taken up again as " + second.id());
    assertThat(server.repositories().intake().replay("nobody's")).isEmpty();
  }

  @Test
  void aHomeIsForOneDesk() {
    assertThatThrownBy(() -> new StubEngineServer(server.home).open())
        .isInstanceOf(HomeInUseException.class)
        .hasMessageContaining(
            server.home + " is in use by process " + ProcessHandle.current().pid())
        .hasMessageContaining("--home");
  }

  @Test
  void theConsoleHoldsTheDesksOwnLinesOnly() throws IOException {
    server.drop("acme.json", backups("2026-01-01"));
    await().untilAsserted(() -> assertThat(server.lines("advised")).hasSize(1));
    server.close();

    assertThat(server.console().lines().map(line -> line.substring(0, 11).strip()))
        .containsExactly("inbox", "outbox", "http", "ready", "accepted", "advised");
  }

  @Test
  void itStopsWithinFiveSecondsAmidWork() throws IOException {
    for (int i = 0; i < 200; i++) {
      server.drop("org-" + i + ".json", backups("2026-01-01"));
    }
    await().untilAsserted(() -> assertThat(server.lines("accepted")).isNotEmpty());
    long begin = System.nanoTime();
    server.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));

    server.open();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(server.files("outbox")).hasSize(400));
    assertThat(server.advised).hasValue(200);
    assertThat(count(Receipt.State.ACCEPTED)).isEqualTo(200);
  }

  private static String backups(String lastRun) {
    return "{\"backups\": [{\"system\": \"mail\", \"lastRun\": \"" + lastRun + "\"}]}";
  }

  private static java.io.InputStream stream(String text) {
    return new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private DocumentProcessor processor(Repositories repositories) {
    return new DocumentProcessor(
        server.home,
        repositories.database(),
        repositories.intake(),
        repositories.receipts(),
        repositories.dossiers(),
        server,
        new Telemetry(
            new ConsoleReporter(new java.io.PrintStream(java.io.OutputStream.nullOutputStream())),
            new Metrics()));
  }

  private String reason(String name) throws IOException {
    Path original =
        server.files("quarantine").stream()
            .filter(file -> file.getFileName().toString().equals(name))
            .findFirst()
            .orElseThrow();
    return Files.readString(original.resolveSibling("reason.txt"));
  }

  private long count(Receipt.State state) {
    return server
        .repositories()
        .database()
        .read(tx -> server.repositories().receipts().count(tx, state));
  }
}

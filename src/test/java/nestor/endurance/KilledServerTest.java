package nestor.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nestor.intake.Receipt;
import nestor.server.StubEngineServer;
import nestor.server.pipeline.Repositories;
import nestor.store.Database;
import nestor.store.HomeInUseException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed outright, in the middle of receiving, deciding and handing over. */
@Tag("kill")
class KilledServerTest {
  private static final int ORGANISATIONS = 60;
  @TempDir Path home;

  @Test
  @Timeout(120)
  void everyDocumentThatWasAcknowledgedOutlivesAKill() throws Exception {
    Files.createDirectories(home.resolve("inbox"));
    for (int i = 0; i < ORGANISATIONS; i++) {
      Files.writeString(
          home.resolve("inbox/org-" + i + ".json"), "{\"systems\": [{\"name\": \"erp\"}]}");
    }
    List<String> acknowledged = new ArrayList<>();
    acknowledged.addAll(runAndKill("receipt", 40));
    // Some of the first run's may be all that are left of the inbox, or none: a slow machine
    // decides.
    acknowledged.addAll(runAndKill("accepted", 10));
    assertThat(acknowledged).isNotEmpty();

    try (Repositories repositories = Repositories.open(home, Clock.systemUTC())) {
      repositories.intake().recover();
      for (String id : acknowledged) {
        Optional<Receipt> receipt =
            repositories.database().read(tx -> repositories.receipts().find(tx, id));
        assertThat(receipt).as(id).isPresent();
      }
    }
    try (StubEngineServer server = new StubEngineServer(home).open()) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                assertThat(server.files("store/spool")).isEmpty();
                for (int i = 0; i < ORGANISATIONS; i++) {
                  assertThat(server.files("outbox/org-" + i)).hasSize(2);
                  assertThat(server.files("archive/org-" + i)).hasSize(1);
                }
                assertThat(server.files("outbox/uploads")).isNotEmpty();
              });
      assertThat(server.files("inbox")).isEmpty();
      assertThat(server.files("quarantine")).isEmpty();
      assertThat(count(server, Receipt.State.RECEIVED)).isZero();
      assertThat(count(server, Receipt.State.ACCEPTED))
          .isEqualTo(server.files("archive").size())
          .isGreaterThanOrEqualTo(acknowledged.size() + ORGANISATIONS);
    }
  }

  @Test
  void whatIsHandedOverNoKillCanUndo() throws IOException {
    Semaphore turns = new Semaphore(1);
    try (StubEngineServer server = new StubEngineServer(home.resolve("desk"))) {
      server.turns.set(turns);
      server.open();
      server.drop("first.json", "{\"systems\": [{\"name\": \"erp\"}]}");
      server.drop("second.json", "{\"systems\": []}");
      // While the second waits for its advice, in the same batch.
      await().until(() -> !server.files("outbox/first").isEmpty());
      // What a kill would leave at this moment.
      Path dead = Files.createDirectory(home.resolve("dead"));
      Files.copy(server.home.resolve("store/nestor.mv.db"), dead.resolve("nestor.mv.db"));
      turns.release(10);
      try (Database database = Database.open(dead)) {
        List<String> advised =
            database.read(
                tx ->
                    tx.query(
                        "select organisation from advisories", row -> row.text("organisation")));
        assertThat(advised).contains("first");
      }
    } finally {
      turns.release(10);
    }
  }

  private List<String> runAndKill(String sign, int times) throws IOException, InterruptedException {
    Process victim =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StubEngineServer.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
      int seen = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("receipt ")) {
          acknowledged.add(line.substring("receipt ".length()));
        }
        if (line.startsWith(sign) && ++seen == times) {
          assertThatThrownBy(() -> new StubEngineServer(home).open())
              .isInstanceOf(HomeInUseException.class)
              .hasMessageContaining("is in use by process " + victim.pid());
          // By its handle, which leaves what it had said to be read.
          victim.toHandle().destroyForcibly();
        }
      }
    } finally {
      victim.destroyForcibly();
    }
    assertThat(victim.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return acknowledged;
  }

  private static long count(StubEngineServer server, Receipt.State state) {
    return server
        .repositories()
        .database()
        .read(tx -> server.repositories().receipts().count(tx, state));
  }
}

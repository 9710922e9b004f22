package nestor.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nestor.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxRepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  @TempDir Path home;
  private final OutboxRepository dispatches = new OutboxRepository();
  private Database database;

  @BeforeEach
  void promiseOne() {
    database = Database.open(home.resolve("store"));
    database.change(
        tx -> {
          tx.update(
              "insert into organisations (id, revision, last_document_at, advised_revision)"
                  + " values ('acme', 1, ?, 0)",
              NOON);
          tx.update(
              "insert into advisories (id, organisation, as_of, rulebook, content, created_at)"
                  + " values ('a1', 'acme', ?, 'v1', '{}', ?)",
              LocalDate.of(2026, 11, 21),
              NOON);
          dispatches.promise(tx, "a1", "acme", "outbox", "json", "outbox/acme/a1.json", NOON);
        });
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void eachAttemptWaitsTwiceAsLongUntilItIsGivenUp() {
    List<Long> waits = new ArrayList<>();
    Instant now = NOON;
    while (!due(now).isEmpty()) {
      Instant attempted = now;
      database.change(tx -> dispatches.failed(tx, due(attempted).get(0), "disk full", attempted));
      OutboxEntry after = database.read(tx -> dispatches.of(tx, "acme", "a1")).get(0);
      waits.add(after.nextAttemptAt().getEpochSecond() - now.getEpochSecond());
      now = after.nextAttemptAt();
    }

    assertThat(waits).hasSize(20).startsWith(1L, 2L, 4L, 8L).endsWith(600L, 600L);
    Instant givenUp = now;
    assertThat(
            database.read(tx -> dispatches.in(tx, OutboxEntry.State.FAILED, 10)).get(0).lastError())
        .isEqualTo("disk full");
    database.change(tx -> dispatches.resume(tx, givenUp));
    assertThat(due(givenUp)).as("tried once more after a start").hasSize(1);
    database.change(tx -> dispatches.failed(tx, due(givenUp).get(0), "disk full", givenUp));
    assertThat(
            database.<List<OutboxEntry>>read(tx -> dispatches.in(tx, OutboxEntry.State.FAILED, 10)))
        .hasSize(1);
  }

  @Test
  void aStartLeavesAttemptsAndWaitsAsTheyWere() {
    for (int i = 0; i < 5; i++) {
      database.change(tx -> dispatches.failed(tx, pending(), "disk full", NOON));
    }
    OutboxEntry before = pending();
    database.change(tx -> dispatches.resume(tx, NOON.plusSeconds(1)));
    assertThat(pending()).isEqualTo(before);
    assertThat(before.attempts()).isEqualTo(5);
    assertThat(due(NOON.plusSeconds(15))).isEmpty();
    assertThat(due(NOON.plusSeconds(16))).hasSize(1);
  }

  @Test
  void aStartAfterTheClockWasSetBackDoesNotWaitForIt() {
    Instant before = NOON.minusSeconds(86_400);
    database.change(tx -> dispatches.resume(tx, before));
    assertThat(due(before)).hasSize(1);
  }

  @Test
  void whatWasSentIsNotSentAgain() {
    database.change(tx -> dispatches.sent(tx, due(NOON).get(0)));
    database.change(tx -> dispatches.resume(tx, NOON));
    assertThat(due(NOON.plusSeconds(3600))).isEmpty();
  }

  private OutboxEntry pending() {
    return database.read(tx -> dispatches.in(tx, OutboxEntry.State.PENDING, 10)).get(0);
  }

  private List<OutboxEntry> due(Instant now) {
    return database.read(tx -> dispatches.due(tx, "outbox", now, 10));
  }
}

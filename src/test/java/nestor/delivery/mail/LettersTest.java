package nestor.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import nestor.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LettersTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir Path home;
  private final Letters letters = new Letters();
  private Store store;

  @BeforeEach
  void promiseOne() {
    store = Store.open(home);
    store.change(
        tx -> {
          tx.update(
              "insert into mails (id, received_at, size_bytes, whole, state) values ('m1', ?, 1, 1,"
                  + " 'done')",
              NOON);
          letters.promiseAnswer(
              tx, "nestor.example", Letter.Kind.RECEIPT, "m1", null, "cio@acme.example", NOON);
        });
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aStartLeavesAttemptsAndWaitsAsTheyWere() {
    for (int i = 0; i < 4; i++) {
      store.change(tx -> letters.attempted(tx, pending(), Map.of(), "no line", NOON));
    }
    store.change(tx -> letters.resume(tx, NOON.plusSeconds(1)));
    assertThat(pending().attempts()).isEqualTo(4);
    assertThat(due(NOON.plusSeconds(39))).isEmpty();
    assertThat(due(NOON.plusSeconds(40))).hasSize(1);
  }

  @Test
  void aStartAfterTheClockWasSetBackDoesNotWaitForIt() {
    Instant before = NOON.minusSeconds(86_400);
    assertThat(due(before)).isEmpty();
    store.change(tx -> letters.resume(tx, before));
    assertThat(due(before)).hasSize(1);
  }

  @Test
  void aLetterIsTriedForFiveDaysAtLeastEveryQuarterOfAnHourAndThenGivenUp() {
    Instant now = NOON;
    Instant last = NOON;
    int attempts = 0;
    while (!store.read(tx -> letters.in(tx, Letter.State.PENDING, 1)).isEmpty()) {
      List<Letter> due = due(now);
      if (!due.isEmpty()) {
        Instant moment = now;
        attempts++;
        store.change(tx -> letters.attempted(tx, due.get(0), Map.of(), "no line", moment));
        assertThat(Duration.between(last, now)).isLessThanOrEqualTo(Duration.ofMinutes(15));
        last = now;
      }
      now = now.plusSeconds(attempts < 10 ? 5 : 60);
    }
    assertThat(Duration.between(NOON, last))
        .isBetween(Duration.ofDays(5), Duration.ofDays(5).plusMinutes(15));
    assertThat(attempts).isBetween(480, 500);
    Letter given = store.read(tx -> letters.in(tx, Letter.State.FAILED, 1)).get(0);
    assertThat(given.recipients())
        .singleElement()
        .satisfies(recipient -> assertThat(recipient.detail()).isEqualTo("no line"));
    assertThat(due(now.plus(Duration.ofDays(30)))).isEmpty();
  }

  private Letter pending() {
    return store.read(tx -> letters.in(tx, Letter.State.PENDING, 1)).get(0);
  }

  private List<Letter> due(Instant now) {
    return store.read(tx -> letters.due(tx, now, 10));
  }
}

package nestor.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import nestor.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboundMailRepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir Path home;
  private final OutboundMailRepository outboundMails = new OutboundMailRepository();
  private Database database;

  @BeforeEach
  void promiseOne() {
    database = Database.open(home);
    database.change(
        tx -> {
          tx.update(
              "insert into mails (id, received_at, size_bytes, whole, state) values ('m1', ?, 1, 1,"
                  + " 'done')",
              NOON);
          outboundMails.promiseAnswer(
              tx,
              "nestor.example",
              OutboundMail.Kind.RECEIPT,
              "m1",
              null,
              "cio@acme.example",
              NOON);
        });
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aStartLeavesAttemptsAndWaitsAsTheyWere() {
    for (int i = 0; i < 4; i++) {
      database.change(tx -> outboundMails.attempted(tx, pending(), Map.of(), "no line", NOON));
    }
    database.change(tx -> outboundMails.resume(tx, NOON.plusSeconds(1)));
    assertThat(pending().attempts()).isEqualTo(4);
    assertThat(due(NOON.plusSeconds(39))).isEmpty();
    assertThat(due(NOON.plusSeconds(40))).hasSize(1);
  }

  @Test
  void aStartAfterTheClockWasSetBackDoesNotWaitForIt() {
    Instant before = NOON.minusSeconds(86_400);
    assertThat(due(before)).isEmpty();
    database.change(tx -> outboundMails.resume(tx, before));
    assertThat(due(before)).hasSize(1);
  }

  @Test
  void aLetterIsTriedForFiveDaysAtLeastEveryQuarterOfAnHourAndThenGivenUp() {
    Instant now = NOON;
    Instant last = NOON;
    int attempts = 0;
    while (!database.read(tx -> outboundMails.in(tx, OutboundMail.State.PENDING, 1)).isEmpty()) {
      List<OutboundMail> due = due(now);
      if (!due.isEmpty()) {
        Instant moment = now;
        attempts++;
        database.change(tx -> outboundMails.attempted(tx, due.get(0), Map.of(), "no line", moment));
        assertThat(Duration.between(last, now)).isLessThanOrEqualTo(Duration.ofMinutes(15));
        last = now;
      }
      now = now.plusSeconds(attempts < 10 ? 5 : 60);
    }
    assertThat(Duration.between(NOON, last))
        .isBetween(Duration.ofDays(5), Duration.ofDays(5).plusMinutes(15));
    assertThat(attempts).isBetween(480, 500);
    OutboundMail given =
        database.read(tx -> outboundMails.in(tx, OutboundMail.State.FAILED, 1)).get(0);
    assertThat(given.recipients())
        .singleElement()
        .satisfies(recipient -> assertThat(recipient.detail()).isEqualTo("no line"));
    assertThat(due(now.plus(Duration.ofDays(30)))).isEmpty();
  }

  private OutboundMail pending() {
    return database.read(tx -> outboundMails.in(tx, OutboundMail.State.PENDING, 1)).get(0);
  }

  private List<OutboundMail> due(Instant now) {
    return database.read(tx -> outboundMails.due(tx, now, 10));
  }
}

package nestor.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import nestor.advisory.Advisory;
import nestor.advisory.Confirmation;
import nestor.delivery.OutboxEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken away of old advisories, and what never is. */
class AdvisoryRetentionTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final Period KEPT = Period.ofDays(400);

  @TempDir Path home;
  private final AtomicReference<LocalDate> today = new AtomicReference<>(FIRST);
  private Repositories repositories;
  private @Nullable Advisory last;

  @BeforeEach
  void open() throws IOException {
    repositories = Repositories.open(home, Clock.systemUTC());
    repositories
        .database()
        .change(
            tx ->
                tx.update(
                    "insert into organisations (id, revision, last_document_at, advised_revision)"
                        + " values ('acme', 1, ?, 0)",
                    Instant.EPOCH));
  }

  @AfterEach
  void close() {
    repositories.close();
  }

  @Test
  void onlyWhatSaysNothingNewIsTakenAwayAndNothingThatAnotherRestsOn() {
    keep("a1", "mail");
    keep("a2", "mail");
    keep("a3", "mail");
    keep("a4", "mail");
    keep("b1", "crm");
    keep("b2", "crm");
    keep("b3", "crm");

    today.set(FIRST.plusDays(399));
    tidy();
    assertThat(kept()).containsExactly("b3", "b2", "b1", "a4", "a3", "a2", "a1");

    today.set(FIRST.plusDays(500));
    tidy();
    // a4 is what b1 was compared with, b2 what the last one was.
    assertThat(kept()).containsExactly("b3", "b2", "b1", "a4", "a1");
  }

  @Test
  void whatIsNotHandedOverYetStays() {
    keep("a1", "mail");
    Advisory waits = keep("a2", "mail");
    keep("a3", "mail");
    keep("a4", "mail");
    repositories
        .database()
        .change(
            tx ->
                repositories
                    .outbox()
                    .promise(tx, "a2", "acme", "outbox", "json", "outbox/acme/a2.json", now()));
    today.set(FIRST.plusDays(500));
    tidy();
    assertThat(kept()).containsExactly("a4", "a3", "a2", "a1");

    repositories
        .database()
        .change(
            tx -> {
              OutboxEntry entry = repositories.outbox().of(tx, "acme", waits.advisory()).get(0);
              repositories.outbox().sent(tx, entry);
            });
    today.set(FIRST.plusDays(501));
    tidy();
    assertThat(kept()).containsExactly("a4", "a3", "a1");
    assertThat(
            repositories
                .database()
                .<Boolean>read(tx -> repositories.outbox().of(tx, "acme", "a2").isEmpty()))
        .isTrue();
  }

  @Test
  void whatIsRecordedAsRepetitionButSaysSomethingNewStays() {
    keep("a1", "mail");
    Advisory changed = keep("b1", "crm");
    keep("b2", "crm");
    keep("b3", "crm");
    repositories.database().change(tx -> repositories.advisories().repeats(tx, changed));
    today.set(FIRST.plusDays(500));
    tidy();
    assertThat(kept()).containsExactly("b3", "b2", "b1", "a1");
    assertThat(
            repositories
                .database()
                .<Boolean>read(tx -> repositories.advisories().isRepetition(tx, "acme", "b1")))
        .isFalse();
  }

  private void tidy() {
    AdvisoryRetention retention =
        new AdvisoryRetention(
            repositories.database(),
            repositories.dossiers(),
            repositories.advisories(),
            repositories.outbox(),
            repositories.outboundMails(),
            KEPT,
            new Clock() {
              @Override
              public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
              }

              @Override
              public Clock withZone(java.time.ZoneId zone) {
                return this;
              }

              @Override
              public Instant instant() {
                return now();
              }
            });
    while (retention.work()) {
      // A lot at a time.
    }
    assertThat(retention.work()).as("once a day").isFalse();
  }

  private Instant now() {
    return today.get().atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private List<String> kept() {
    return repositories.database().read(tx -> repositories.advisories().of(tx, "acme", 10)).stream()
        .map(Advisory::advisory)
        .toList();
  }

  /** An advisory of the next day, compared with the one before it. */
  private Advisory keep(String id, String clear) {
    Advisory before = last;
    LocalDate day = before == null ? FIRST : before.asOf().plusDays(1);
    Advisory advisory =
        new Advisory(
            id,
            new Advisory.Organisation("acme", "Acme"),
            day,
            "test",
            new Advisory.RulebookVersion("test", "1"),
            List.of(),
            List.of("look/" + clear),
            List.of(),
            List.of(),
            List.of());
    repositories
        .database()
        .change(
            tx -> {
              repositories.advisories().keep(tx, advisory, before, now());
              if (before != null && before.clear().equals(advisory.clear())) {
                repositories.advisories().repeats(tx, advisory);
              }
              repositories.advisories().confirm(tx, advisory, new Confirmation(day, "1"));
            });
    last = advisory;
    return advisory;
  }
}

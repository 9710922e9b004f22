package nestor.server.mail;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryRepository;
import nestor.configuration.Client;
import nestor.delivery.mail.OutboundMailRepository;
import nestor.server.pipeline.AdvisoryRenderer;
import nestor.store.Database;
import org.jspecify.annotations.Nullable;

/**
 * Worker that promises reminders to owners of whose recommendations the day has passed, to each at
 * most one within a time. That a reminder was promised is recorded with it, so that a restart
 * repeats none.
 */
final class ReminderWorker {
  private final Database database;
  private final AdvisoryRepository advisories;
  private final OutboundMailRepository outboundMails;
  private final AdvisoryRenderer renderer;
  private final Settings settings;
  private final Clock clock;
  private @Nullable Look last;

  /**
   * Settings of reminders.
   *
   * @param every how long an owner is left alone after one
   * @param domain what their Message-IDs end with
   * @param onPromised called when one is to be sent
   */
  record Settings(List<Client> clients, Period every, String domain, Runnable onPromised) {}

  /** Repositories that it reads and writes. */
  record Stores(
      Database database, AdvisoryRepository advisories, OutboundMailRepository outboundMails) {}

  /** The day, and how often the store had changed, when everything was looked at. */
  private record Look(LocalDate day, long changes) {}

  ReminderWorker(Stores stores, AdvisoryRenderer renderer, Settings settings, Clock clock) {
    this.database = stores.database();
    this.advisories = stores.advisories();
    this.outboundMails = stores.outboundMails();
    this.renderer = renderer;
    this.settings = settings;
    this.clock = clock;
  }

  /** Promises the reminders that are due; true if there was any. */
  boolean work() {
    Instant now = clock.instant();
    Look look = new Look(LocalDate.ofInstant(now, ZoneOffset.UTC), database.changes());
    if (look.equals(last)) {
      return false;
    }
    boolean any = false;
    for (Client client : settings.clients()) {
      any |= !client.owners().isEmpty() && remind(client, look.day(), now);
    }
    if (any) {
      settings.onPromised().run();
    } else {
      last = look;
    }
    return any;
  }

  private boolean remind(Client client, LocalDate today, Instant now) {
    Optional<Advisory> latest = database.read(tx -> advisories.latest(tx, client.id()));
    if (latest.isEmpty()) {
      return false;
    }
    Advisory advisory = latest.get();
    boolean any = false;
    for (var owner : client.owners().entrySet()) {
      if (renderer.overdue(advisory, owner.getKey(), today) > 0) {
        OutboundMailRepository.Reminder reminder =
            new OutboundMailRepository.Reminder(
                client.id(), advisory.advisory(), owner.getKey(), owner.getValue());
        Instant after = now.minus(settings.every());
        any |=
            database.write(
                tx -> outboundMails.promiseReminder(tx, settings.domain(), reminder, after, now));
      }
    }
    return any;
  }
}

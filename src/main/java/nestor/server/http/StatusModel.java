package nestor.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import nestor.delivery.OutboxEntry;
import nestor.delivery.OutboxRepository;
import nestor.delivery.mail.OutboundMail;
import nestor.delivery.mail.OutboundMailRepository;
import nestor.intake.Receipt;
import nestor.intake.ReceiptRepository;
import nestor.server.health.HealthChecks;
import nestor.server.pages.StatusPages;
import nestor.server.pipeline.InboxLeftovers;
import nestor.server.pipeline.WorkProgress;
import nestor.store.Database;
import nestor.store.Transaction;

/** Values of the status page, collected from store, pipeline and health checks. */
public final class StatusModel {
  private static final int SHOWN = 20;

  private final Database database;
  private final ReceiptRepository receipts;
  private final OutboxRepository outbox;
  private final OutboundMailRepository outboundMails;
  private final HealthChecks healthChecks;
  private final InboxLeftovers left;
  private final Supplier<WorkProgress> underway;

  public StatusModel(
      Database database,
      ReceiptRepository receipts,
      OutboxRepository outbox,
      OutboundMailRepository outboundMails,
      HealthChecks healthChecks,
      InboxLeftovers left,
      Supplier<WorkProgress> underway) {
    this.database = database;
    this.receipts = receipts;
    this.outbox = outbox;
    this.outboundMails = outboundMails;
    this.healthChecks = healthChecks;
    this.left = left;
    this.underway = underway;
  }

  WorkProgress progress() {
    return underway.get();
  }

  StatusPages.Server now() {
    List<StatusPages.Condition> states =
        healthChecks.check().stream()
            .map(state -> new StatusPages.Condition(state.name(), state.reason().orElse(null)))
            .toList();
    return database.read(tx -> now(tx, states));
  }

  private StatusPages.Server now(Transaction tx, List<StatusPages.Condition> states) {
    List<Receipt> oldest = receipts.in(tx, Receipt.State.RECEIVED, 1);
    List<OutboxEntry> open = new ArrayList<>(outbox.in(tx, OutboxEntry.State.FAILED, SHOWN));
    open.addAll(outbox.in(tx, OutboxEntry.State.PENDING, SHOWN));
    return new StatusPages.Server(
        states.stream().allMatch(state -> state.reason() == null),
        receipts.count(tx, Receipt.State.RECEIVED),
        oldest.isEmpty() ? null : oldest.get(0).receivedAt(),
        underway.get(),
        receipts.unsettled(tx, null, 1_000).size(),
        outbox.count(tx, OutboxEntry.State.SENT),
        outbox.count(tx, OutboxEntry.State.PENDING),
        outbox.count(tx, OutboxEntry.State.FAILED),
        states,
        left.left().stream().map(one -> new StatusPages.Left(one.file(), one.reason())).toList(),
        open.stream()
            .map(
                d ->
                    new StatusPages.Dispatch(
                        d.organisation(),
                        d.channel(),
                        d.target(),
                        d.state().name().toLowerCase(java.util.Locale.ROOT),
                        d.attempts(),
                        d.lastError()))
            .toList(),
        bounced(tx));
  }

  private List<StatusPages.Bounce> bounced(Transaction tx) {
    List<StatusPages.Bounce> bounced = new ArrayList<>();
    for (OutboundMail mail : outboundMails.undelivered(tx, SHOWN)) {
      for (OutboundMail.Recipient recipient : mail.recipients()) {
        if (recipient.state() == OutboundMail.Arrival.FAILED
            || recipient.state() == OutboundMail.Arrival.BOUNCED) {
          bounced.add(
              new StatusPages.Bounce(recipient.address(), mail.organisation(), recipient.detail()));
        }
      }
    }
    return bounced;
  }
}

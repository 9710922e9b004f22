package nestor.server.pipeline;

import java.util.ArrayList;
import java.util.List;
import nestor.delivery.OutboxEntry;
import nestor.delivery.mail.OutboundMail;
import nestor.intake.Receipt;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Status of a server's work as the store records it at one moment: the part that is known without a
 * running server. The lists have at most twenty entries.
 *
 * @param waiting how many documents wait to be read
 * @param firstWaiting the documents that have waited longest
 * @param quarantined how many documents are in quarantine or were
 * @param unsettled how many of those were neither replayed nor replaced, at most a thousand
 * @param latestQuarantined the documents quarantined last
 * @param replayed how many documents were replayed
 * @param sent how many advisories were written to the outbox
 * @param pending how many are still to be
 * @param failed how many were given up
 * @param open the dispatches that were given up, then those still to be written
 * @param bounced the recipients that a mail did not reach
 */
public record StoreStatus(
    long waiting,
    List<Receipt> firstWaiting,
    long quarantined,
    long unsettled,
    List<Receipt> latestQuarantined,
    long replayed,
    long sent,
    long pending,
    long failed,
    List<OutboxEntry> open,
    List<Bounce> bounced) {
  private static final int SHOWN = 20;
  private static final int MOST_UNSETTLED = 1_000;

  /**
   * Recipient that a mail did not reach.
   *
   * @param organisation whose advisory it was, or null where the mail was an answer
   * @param reason what the mail server said, or null
   */
  public record Bounce(
      String recipient,
      @Nullable String organisation,
      @Nullable String advisory,
      @Nullable String reason) {}

  /** Reads it from the store. */
  public static StoreStatus read(Repositories repositories) {
    return repositories.database().read(tx -> read(tx, repositories));
  }

  private static StoreStatus read(Transaction tx, Repositories repositories) {
    var receipts = repositories.receipts();
    var outbox = repositories.outbox();
    List<OutboxEntry> open = new ArrayList<>(outbox.in(tx, OutboxEntry.State.FAILED, SHOWN));
    open.addAll(outbox.in(tx, OutboxEntry.State.PENDING, SHOWN));
    return new StoreStatus(
        receipts.count(tx, Receipt.State.RECEIVED),
        receipts.in(tx, Receipt.State.RECEIVED, SHOWN),
        receipts.count(tx, Receipt.State.QUARANTINED),
        receipts.unsettled(tx, null, MOST_UNSETTLED).size(),
        receipts.latest(tx, Receipt.State.QUARANTINED, SHOWN),
        receipts.count(tx, Receipt.State.REPLAYED),
        outbox.count(tx, OutboxEntry.State.SENT),
        outbox.count(tx, OutboxEntry.State.PENDING),
        outbox.count(tx, OutboxEntry.State.FAILED),
        open,
        bounces(repositories.outboundMails().undelivered(tx, SHOWN)));
  }

  private static List<Bounce> bounces(List<OutboundMail> mails) {
    List<Bounce> bounces = new ArrayList<>();
    for (OutboundMail mail : mails) {
      for (OutboundMail.Recipient recipient : mail.recipients()) {
        if (recipient.state() == OutboundMail.Arrival.FAILED
            || recipient.state() == OutboundMail.Arrival.BOUNCED) {
          bounces.add(
              new Bounce(
                  recipient.address(), mail.organisation(), mail.advisory(), recipient.detail()));
        }
      }
    }
    return bounces;
  }
}

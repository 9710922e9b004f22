package nestor.server.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryRepository;
import nestor.delivery.OutboxEntry;
import nestor.delivery.OutboxRepository;
import nestor.delivery.mail.OutboundMail;
import nestor.delivery.mail.OutboundMailRepository;
import nestor.evidence.Note;
import nestor.intake.Receipt;
import nestor.intake.ReceiptRepository;
import nestor.server.pipeline.ReceiptJson;
import nestor.store.Database;
import nestor.store.Transaction;

/**
 * Reader of the part of a server's status that its store records, at one moment. What only a
 * running server knows is in {@link RuntimeStatus}.
 */
public final class StoreStatusReader {
  private static final int SHOWN = 20;
  private static final int MOST_UNSETTLED = 1_000;

  /** So many of the last documents are looked at for remarks on how they were read. */
  private static final int MOST_READ = 500;

  private final Database database;
  private final ReceiptRepository receipts;
  private final AdvisoryRepository advisories;
  private final OutboxRepository outbox;
  private final OutboundMailRepository outboundMails;

  public StoreStatusReader(
      Database database,
      ReceiptRepository receipts,
      AdvisoryRepository advisories,
      OutboxRepository outbox,
      OutboundMailRepository outboundMails) {
    this.database = database;
    this.receipts = receipts;
    this.advisories = advisories;
    this.outbox = outbox;
    this.outboundMails = outboundMails;
  }

  /** Reads the status in one transaction. */
  public StoreStatus read() {
    return database.read(this::read);
  }

  private StoreStatus read(Transaction tx) {
    List<Receipt> waiting = receipts.in(tx, Receipt.State.RECEIVED, SHOWN);
    List<OutboxEntry> open = new ArrayList<>(outbox.in(tx, OutboxEntry.State.FAILED, SHOWN));
    open.addAll(outbox.in(tx, OutboxEntry.State.PENDING, SHOWN));
    return new StoreStatus(
        new StoreStatus.Waiting(
            receipts.count(tx, Receipt.State.RECEIVED),
            waiting.isEmpty() ? null : waiting.get(0).receivedAt(),
            waiting.stream().map(ReceiptJson::of).toList()),
        new StoreStatus.Quarantined(
            receipts.count(tx, Receipt.State.QUARANTINED),
            receipts.latest(tx, Receipt.State.QUARANTINED, SHOWN).stream()
                .map(ReceiptJson::of)
                .toList(),
            receipts.count(tx, Receipt.State.REPLAYED),
            receipts.unsettled(tx, null, MOST_UNSETTLED).size()),
        reading(tx),
        new StoreStatus.HandedOver(
            outbox.count(tx, OutboxEntry.State.SENT),
            outbox.count(tx, OutboxEntry.State.PENDING),
            outbox.count(tx, OutboxEntry.State.FAILED),
            open.stream().map(StoreStatus.Delivery::of).toList()),
        bounces(outboundMails.undelivered(tx, SHOWN)));
  }

  private StoreStatus.Reading reading(Transaction tx) {
    List<Receipt> remarked = receipts.remarked(tx, MOST_READ);
    List<StoreStatus.OpenQuestions> open =
        remarked.stream()
            .flatMap(receipt -> Stream.ofNullable(receipt.organisation()))
            .distinct()
            .sorted()
            .map(id -> new StoreStatus.OpenQuestions(id, questions(advisories.latest(tx, id))))
            .filter(one -> !one.questions().isEmpty())
            .toList();
    return new StoreStatus.Reading(
        remarked.stream().limit(SHOWN).map(ReceiptJson::of).toList(), open);
  }

  private static List<String> questions(Optional<Advisory> advisory) {
    return advisory.map(Advisory::notes).orElse(List.of()).stream()
        .filter(note -> note.kind() == Note.Kind.ASKED)
        .map(Advisory.Note::text)
        .toList();
  }

  private static List<StoreStatus.Bounce> bounces(List<OutboundMail> mails) {
    List<StoreStatus.Bounce> bounces = new ArrayList<>();
    for (OutboundMail mail : mails) {
      for (OutboundMail.Recipient recipient : mail.recipients()) {
        if (recipient.state() == OutboundMail.Arrival.FAILED
            || recipient.state() == OutboundMail.Arrival.BOUNCED) {
          bounces.add(
              new StoreStatus.Bounce(
                  recipient.address(), mail.organisation(), mail.advisory(), recipient.detail()));
        }
      }
    }
    return bounces;
  }
}

package nestor.server.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryRepository;
import nestor.delivery.OutboxEntry;
import nestor.delivery.OutboxRepository;
import nestor.delivery.mail.OutboundMail;
import nestor.evidence.Note;
import nestor.intake.Receipt;
import nestor.intake.ReceiptRepository;
import nestor.server.pipeline.ReceiptJson;
import nestor.server.pipeline.Repositories;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Status of a server's work as the store records it at one moment: the part that is known without a
 * running server. The lists have at most twenty entries.
 *
 * @param bounced the recipients that a mail did not reach
 */
public record StoreStatus(
    Waiting waiting,
    Quarantined quarantined,
    Reading reading,
    HandedOver handedOver,
    List<Bounce> bounced) {
  private static final int SHOWN = 20;
  private static final int MOST_UNSETTLED = 1_000;

  /** So many of the last documents are looked at for remarks on how they were read. */
  private static final int MOST_READ = 500;

  /**
   * Documents that wait to be read.
   *
   * @param documents how many there are
   * @param oldest when the one arrived that has waited longest, or null
   * @param first those that have waited longest
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Waiting(long documents, @Nullable Instant oldest, List<ObjectNode> first) {}

  /**
   * Documents in quarantine.
   *
   * @param documents how many are in quarantine or were
   * @param latest those quarantined last
   * @param replayed how many documents were replayed
   * @param unsettled how many were neither replayed nor replaced, at most a thousand
   */
  public record Quarantined(
      long documents, List<ObjectNode> latest, long replayed, @JsonIgnore long unsettled) {}

  /**
   * How the last documents were read.
   *
   * @param latest those of which something is to be said, the latest first
   * @param open the questions that they left open
   */
  public record Reading(List<ObjectNode> latest, List<OpenQuestions> open) {}

  /** Questions that the data of an organisation leaves open. */
  public record OpenQuestions(String organisation, List<String> questions) {}

  /**
   * Deliveries to the outbox.
   *
   * @param sent how many advisories were written to it
   * @param pending how many are still to be
   * @param failed how many were given up
   * @param open the deliveries that were given up, then those still to be written
   */
  public record HandedOver(long sent, long pending, long failed, List<Delivery> open) {}

  /**
   * Delivery that is not done.
   *
   * @param error why the last attempt failed, or null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Delivery(
      String organisation,
      String advisory,
      String channel,
      String target,
      String state,
      int attempts,
      @JsonProperty("lastError") @Nullable String error) {
    static Delivery of(OutboxEntry entry) {
      return new Delivery(
          entry.organisation(),
          entry.advisory(),
          entry.channel(),
          entry.target(),
          entry.state().name().toLowerCase(Locale.ROOT),
          entry.attempts(),
          entry.lastError());
    }
  }

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

  /** Reads the status from the store. */
  public static StoreStatus read(Repositories repositories) {
    return repositories.database().read(tx -> read(tx, repositories));
  }

  private static StoreStatus read(Transaction tx, Repositories repositories) {
    ReceiptRepository receipts = repositories.receipts();
    OutboxRepository outbox = repositories.outbox();
    List<Receipt> waiting = receipts.in(tx, Receipt.State.RECEIVED, SHOWN);
    List<OutboxEntry> open = new ArrayList<>(outbox.in(tx, OutboxEntry.State.FAILED, SHOWN));
    open.addAll(outbox.in(tx, OutboxEntry.State.PENDING, SHOWN));
    return new StoreStatus(
        new Waiting(
            receipts.count(tx, Receipt.State.RECEIVED),
            waiting.isEmpty() ? null : waiting.get(0).receivedAt(),
            waiting.stream().map(ReceiptJson::of).toList()),
        new Quarantined(
            receipts.count(tx, Receipt.State.QUARANTINED),
            receipts.latest(tx, Receipt.State.QUARANTINED, SHOWN).stream()
                .map(ReceiptJson::of)
                .toList(),
            receipts.count(tx, Receipt.State.REPLAYED),
            receipts.unsettled(tx, null, MOST_UNSETTLED).size()),
        reading(tx, receipts, repositories.advisories()),
        new HandedOver(
            outbox.count(tx, OutboxEntry.State.SENT),
            outbox.count(tx, OutboxEntry.State.PENDING),
            outbox.count(tx, OutboxEntry.State.FAILED),
            open.stream().map(Delivery::of).toList()),
        bounces(repositories.outboundMails().undelivered(tx, SHOWN)));
  }

  private static Reading reading(
      Transaction tx, ReceiptRepository receipts, AdvisoryRepository advisories) {
    List<Receipt> remarked = receipts.remarked(tx, MOST_READ);
    List<OpenQuestions> open =
        remarked.stream()
            .flatMap(receipt -> Stream.ofNullable(receipt.organisation()))
            .distinct()
            .sorted()
            .map(id -> new OpenQuestions(id, questions(advisories.latest(tx, id))))
            .filter(one -> !one.questions().isEmpty())
            .toList();
    return new Reading(remarked.stream().limit(SHOWN).map(ReceiptJson::of).toList(), open);
  }

  private static List<String> questions(Optional<Advisory> advisory) {
    return advisory.map(Advisory::notes).orElse(List.of()).stream()
        .filter(note -> note.kind() == Note.Kind.ASKED)
        .map(Advisory.Note::text)
        .toList();
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

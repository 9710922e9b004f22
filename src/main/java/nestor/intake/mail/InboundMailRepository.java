package nestor.intake.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nestor.intake.Receipt;
import nestor.intake.ReceiptRepository;
import nestor.store.Row;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/** Repository of all messages that were ever fetched, with their documents. */
public final class InboundMailRepository {
  private static final String SELECT =
      "select id, received_at, size_bytes, whole, state, sender, subject, message_id, automatic,"
          + " reason from mails ";

  private final ReceiptRepository receipts;

  /** A record that knows its documents by those receipts. */
  public InboundMailRepository(ReceiptRepository receipts) {
    this.receipts = receipts;
  }

  /** The message of that id. */
  public Optional<InboundMail> find(Transaction tx, String id) {
    return tx.first(SELECT + "where id = ?", InboundMailRepository::mail, id);
  }

  /** The messages in that state, in the order of arrival, at most so many of them. */
  public List<InboundMail> in(Transaction tx, InboundMail.State state, int limit) {
    return tx.query(
        SELECT + "where state = ? order by arrival limit " + limit,
        InboundMailRepository::mail,
        state);
  }

  /** Number of messages in that state. */
  public long count(Transaction tx, InboundMail.State state) {
    return tx.first(
            "select count(*) as messages from mails where state = ?",
            row -> row.number("messages"),
            state)
        .orElse(0L);
  }

  /** The files of a message, in its order. */
  public List<MailDocument> documents(Transaction tx, String mail) {
    return tx.query(
        "select part, name, receipt, reason from mail_documents where mail = ? order by part",
        row -> document(tx, row),
        mail);
  }

  /** Records a file of a message, together with its receipt where it has one. */
  public void document(
      Transaction tx,
      String mail,
      int part,
      String name,
      @Nullable String receipt,
      @Nullable String reason) {
    tx.update(
        "insert into mail_documents (mail, part, name, receipt, reason) values (?, ?, ?, ?, ?)",
        mail,
        part,
        name,
        receipt,
        reason);
  }

  /** Records what stands in a message's head, and what became of it. */
  public void opened(
      Transaction tx,
      String id,
      ParsedMail opened,
      InboundMail.State state,
      @Nullable String reason) {
    tx.update(
        "update mails set state = ?, sender = ?, subject = ?, message_id = ?, automatic = ?,"
            + " reason = ? where id = ?",
        state,
        opened.sender(),
        opened.subject(),
        opened.messageId(),
        opened.automatic(),
        reason,
        id);
  }

  /** Records what became of a message. */
  public void decided(Transaction tx, String id, InboundMail.State state, @Nullable String reason) {
    tx.update("update mails set state = ?, reason = ? where id = ?", state, reason, id);
  }

  void record(Transaction tx, String id, Instant receivedAt, long size, boolean whole) {
    tx.update(
        "insert into mails (id, received_at, size_bytes, whole, state) values (?, ?, ?, ?, ?)",
        id,
        receivedAt,
        size,
        whole ? 1 : 0,
        InboundMail.State.RECEIVED);
  }

  private MailDocument document(Transaction tx, Row row) {
    String receipt = row.textOrNull("receipt");
    Receipt found = receipt == null ? null : receipts.find(tx, receipt).orElse(null);
    return new MailDocument(
        (int) row.number("part"), row.text("name"), found, row.textOrNull("reason"));
  }

  private static InboundMail mail(Row row) {
    return new InboundMail(
        row.text("id"),
        row.instant("received_at"),
        row.number("size_bytes"),
        row.number("whole") == 1,
        row.constant("state", InboundMail.State.class),
        row.textOrNull("sender"),
        row.textOrNull("subject"),
        row.textOrNull("message_id"),
        row.textOrNull("automatic"),
        row.textOrNull("reason"));
  }
}

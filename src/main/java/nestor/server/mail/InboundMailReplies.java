package nestor.server.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nestor.delivery.mail.OutboundMail;
import nestor.delivery.mail.OutboundMailRepository;
import nestor.intake.Receipt;
import nestor.intake.mail.InboundMail;
import nestor.intake.mail.InboundMailRepository;
import nestor.intake.mail.MailDocument;
import nestor.store.Database;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Replies to incoming mail: a receipt for a sender who is a person, a notice to the consultant
 * where something was refused, and no more of either in an hour than the configuration allows.
 */
final class InboundMailReplies {
  private final Database database;
  private final InboundMailRepository inboundMails;
  private final OutboundMailRepository outboundMails;
  private final InboundMailRules rules;
  private final Clock clock;

  InboundMailReplies(
      Database database,
      InboundMailRepository inboundMails,
      OutboundMailRepository outboundMails,
      InboundMailRules rules,
      Clock clock) {
    this.database = database;
    this.inboundMails = inboundMails;
    this.outboundMails = outboundMails;
    this.rules = rules;
    this.clock = clock;
  }

  /** Promises a reply to a message once all of its documents are decided; false before. */
  boolean answer(InboundMail inboundMail) {
    List<MailDocument> documents =
        database.read(tx -> inboundMails.documents(tx, inboundMail.id()));
    if (documents.stream().anyMatch(d -> state(d) == Receipt.State.RECEIVED)) {
      return false;
    }
    Instant now = clock.instant();
    String sender = inboundMail.sender();
    boolean allWell = documents.stream().noneMatch(d -> state(d) == Receipt.State.QUARANTINED);
    return database.write(
        tx -> {
          String said = inboundMail.reason();
          if (inboundMail.automatic() == null && sender != null) {
            if (mayAnswer(tx, OutboundMail.Kind.RECEIPT, sender, now)) {
              promise(
                  tx, OutboundMail.Kind.RECEIPT, inboundMail, inboundMail.messageId(), sender, now);
            } else {
              said = sender + " got too many answers within the hour";
            }
          } else if (!allWell) {
            notifyConsultant(tx, inboundMail, now);
          }
          inboundMails.decided(tx, inboundMail.id(), InboundMail.State.DONE, said);
          return true;
        });
  }

  /** Promises a notice of a message to the consultant, where there is one. */
  void notifyConsultant(Transaction tx, InboundMail inboundMail, Instant now) {
    String consultant = rules.consultant();
    if (consultant != null && mayAnswer(tx, OutboundMail.Kind.NOTICE, consultant, now)) {
      promise(tx, OutboundMail.Kind.NOTICE, inboundMail, null, consultant, now);
    }
  }

  private void promise(
      Transaction tx,
      OutboundMail.Kind kind,
      InboundMail inboundMail,
      @Nullable String inReplyTo,
      String recipient,
      Instant now) {
    outboundMails.promiseAnswer(
        tx, rules.domain(), kind, inboundMail.id(), inReplyTo, recipient, now);
  }

  private boolean mayAnswer(Transaction tx, OutboundMail.Kind kind, String recipient, Instant now) {
    return outboundMails.countSince(tx, kind, recipient, now.minus(Duration.ofHours(1)))
        < rules.answersPerHour();
  }

  private static Receipt.State state(MailDocument document) {
    Receipt receipt = document.receipt();
    return receipt == null ? Receipt.State.QUARANTINED : receipt.state();
  }
}

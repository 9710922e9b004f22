package nestor.delivery.mail;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mail that is to be sent, or was sent, with the state of each recipient. For mail that comes in
 * use {@code InboundMail}.
 *
 * @param organisation the organisation whose advisory it brings, else null
 * @param advisory the advisory that it brings, else null
 * @param mail the message that it answers or reports, else null
 * @param owner the owner whom it reminds, else null
 * @param messageId the same at every attempt, with the angle brackets
 * @param inReplyTo the Message-ID that it follows, or null
 * @param thread the Message-IDs of its thread, the oldest first
 * @param since the day of the advisory mail before it, or null
 * @param promisedAt its date, whenever it is sent
 * @param lastError why the last attempt failed, or null
 */
public record OutboundMail(
    String id,
    Kind kind,
    @Nullable String organisation,
    @Nullable String advisory,
    @Nullable String mail,
    @Nullable String owner,
    String messageId,
    @Nullable String inReplyTo,
    List<String> thread,
    @Nullable LocalDate since,
    Instant promisedAt,
    State state,
    int attempts,
    @Nullable String lastError,
    List<Recipient> recipients) {

  /** Purpose of a mail. */
  public enum Kind {
    /** An advisory, to its organisation's recipients. */
    ADVISORY,
    /** Result of a message, to its sender. */
    RECEIPT,
    /** Refused documents, to the consultant. */
    NOTICE,
    /** Overdue recommendations, to their owner. */
    REMINDER
  }

  /** State of its sending. */
  public enum State {
    /** To be tried, for the first time or again. */
    PENDING,
    /** Handed over, for at least one recipient. */
    SENT,
    /** Given up for every recipient. */
    FAILED
  }

  /**
   * Recipient of the mail.
   *
   * @param detail what the mail server said, or null
   */
  public record Recipient(String address, Arrival state, @Nullable String detail) {}

  /** Knowledge of its arrival. */
  public enum Arrival {
    /** Still to be handed over. */
    PENDING,
    /** Handed over. */
    SENT,
    /** Refused for good. */
    FAILED,
    /** Handed over, and came back as undeliverable. */
    BOUNCED
  }

  /** Returns the recipients to which it is still to be handed over. */
  public List<Recipient> open() {
    return recipients.stream().filter(r -> r.state() == Arrival.PENDING).toList();
  }
}

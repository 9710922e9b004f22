package nestor.intake.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Received message and its state, from fetched to answered.
 *
 * @param id computed from its bytes and its place, so that the same message has the same id again
 * @param whole false where it was too large, and only its beginning was kept
 * @param sender in lower case, or null where unknown
 * @param subject on one line; null until the message was opened
 * @param messageId with the angle brackets, or null
 * @param automatic why it must not be answered, or null
 * @param reason why it was refused, or what else became of it; null where there is nothing to
 *     report
 */
public record InboundMail(
    String id,
    Instant receivedAt,
    long size,
    boolean whole,
    State state,
    @Nullable String sender,
    @Nullable String subject,
    @Nullable String messageId,
    @Nullable String automatic,
    @Nullable String reason) {

  /** State of a message. */
  public enum State {
    /** Safe on disk, and waiting to be opened. */
    RECEIVED,
    /** Its files are taken in, and wait to be read. */
    OPENED,
    /** Answered, or nothing in it asks for an answer. */
    DONE,
    /** Not taken in; the reason says why. */
    REFUSED
  }
}

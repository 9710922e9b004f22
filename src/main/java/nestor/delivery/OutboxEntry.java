package nestor.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Delivery of one advisory in one format to one target, still due or done. For mail use {@code
 * OutboundMail}.
 *
 * @param channel the way it goes, such as {@code outbox}
 * @param format what it is rendered as, such as {@code json}
 * @param target where it goes, in the words of the channel
 * @param attempts how often it was tried
 * @param lastError why the last attempt failed, or null
 */
public record OutboxEntry(
    long id,
    String advisory,
    String organisation,
    String channel,
    String format,
    String target,
    State state,
    int attempts,
    Instant nextAttemptAt,
    @Nullable String lastError) {

  /** State of a dispatch. */
  public enum State {
    /** To be tried, for the first time or again. */
    PENDING,
    /** Handed over. */
    SENT,
    /** Given up until the next start. */
    FAILED
  }
}

package nestor.intake.mail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Delivery status notification (RFC 3464): the message, and the recipients that could not be
 * reached.
 *
 * @param messageId the message that it is about, with the angle brackets, or null where it does not
 *     say
 */
public record Bounce(@Nullable String messageId, List<Recipient> recipients) {

  /**
   * Delivery to one recipient.
   *
   * @param address in lower case
   * @param failed whether the delivery was given up for good
   * @param why the status code and the diagnosis, on one line
   */
  public record Recipient(String address, boolean failed, String why) {}
}

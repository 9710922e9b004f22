package nestor.delivery.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Topic of a mail that is promised: an advisory of an organisation, or a message that came in. What
 * its subject line says is up to its template.
 */
record MailTopic(
    OutboundMail.Kind kind,
    @Nullable String organisation,
    @Nullable String advisory,
    @Nullable String mail,
    @Nullable String owner) {
  static MailTopic of(OutboundMail.Kind kind, String organisation, String advisory) {
    return new MailTopic(kind, organisation, advisory, null, null);
  }

  /** Key that no other mail has; reminders of one owner differ by their time. */
  String key(Instant now) {
    String all = kind + "\n" + organisation + "\n" + advisory + "\n" + mail;
    return owner == null ? all : all + "\n" + owner + "\n" + now;
  }
}

package nestor.configuration;

import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import nestor.delivery.Format;
import org.jspecify.annotations.Nullable;

/**
 * Settings of incoming and outgoing mail.
 *
 * @param from the sender of what goes out, as {@code Name <address>} or an address, or null
 * @param consultant the address that gets a notice of what was refused, or null
 * @param trustedAuthenticationResults the name under which the receiving server vouches for senders
 *     (the authserv-id of RFC 8601), or null where the From address is judged as it stands
 * @param answersPerHour the most answers that one sender gets in an hour
 * @param attach the formats of an advisory that are attached to a mail
 * @param remindEvery how long an owner is left alone after a reminder of what is overdue
 * @param ca certificates in PEM that are trusted beside those that Java trusts, or null
 * @param imap the server from which mail is fetched, or null
 * @param smtp the server to which mail is handed over, or null
 */
public record MailSettings(
    @Nullable String from,
    @Nullable String consultant,
    @Nullable String trustedAuthenticationResults,
    int answersPerHour,
    List<Format> attach,
    Period remindEvery,
    @Nullable Path ca,
    @Nullable ImapSettings imap,
    @Nullable MailServer smtp) {
  /** Usual time between two reminders. */
  public static final Period WEEKLY = Period.ofDays(7);
}

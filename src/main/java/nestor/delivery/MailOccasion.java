package nestor.delivery;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Occasion of a mail with an advisory: what its reader got before, where its reader can look, and
 * whether a reply is read.
 *
 * @param since the day of the mail before it, or null where it is the first
 * @param site the address of the server's pages, without a slash at its end; empty where readers
 *     cannot reach them
 * @param repliesAreRead whether lines of a reply to it are taken in
 */
public record MailOccasion(@Nullable LocalDate since, String site, boolean repliesAreRead) {
  /** A first mail, whose readers reach neither the pages nor the mailbox. */
  public static final MailOccasion FIRST = new MailOccasion(null, "", false);
}

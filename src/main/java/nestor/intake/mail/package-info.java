/**
 * Incoming mail: {@link nestor.intake.mail.MailSpool} stores each message whole before anything is
 * read of it, {@link nestor.intake.mail.MailReader} reads the raw bytes, and {@link
 * nestor.intake.mail.AuthenticationResults} judges the sender by what the receiving server found.
 * Nothing that a message says of itself is trusted.
 */
@NullMarked
package nestor.intake.mail;

import org.jspecify.annotations.NullMarked;

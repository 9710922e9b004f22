/**
 * Mail as it comes in: every message is spooled whole before anything is read of it ({@link
 * nestor.intake.mail.MailSpool}), read from its raw bytes ({@link nestor.intake.mail.MailReader}),
 * and its sender judged by what the receiving server says of him ({@link
 * nestor.intake.mail.AuthenticationResults}). Nothing that a message holds is trusted.
 */
@NullMarked
package nestor.intake.mail;

import org.jspecify.annotations.NullMarked;

/**
 * Mail while the server runs: the mailbox that is fetched, what is answered to senders, and the
 * letters to recipients. The forms of messages are in {@code nestor.intake.mail} and {@code
 * nestor.delivery.mail}.
 */
@NullMarked
package nestor.app.mail;

import org.jspecify.annotations.NullMarked;

/**
 * Mail while the server runs: fetching the mailbox, answering senders, and sending to recipients.
 * The forms of messages are in {@code nestor.intake.mail} and {@code nestor.delivery.mail}.
 */
@NullMarked
package nestor.server.mail;

import org.jspecify.annotations.NullMarked;

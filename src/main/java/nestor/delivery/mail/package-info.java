/**
 * Outgoing mail: {@link nestor.delivery.mail.OutboundMailRepository} records what is to be sent and
 * what became of it, {@link nestor.delivery.mail.MimeMessageBuilder} makes the message. Text from
 * outside reaches no address and no head field other than as words.
 */
@NullMarked
package nestor.delivery.mail;

import org.jspecify.annotations.NullMarked;

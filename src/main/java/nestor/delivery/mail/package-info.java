/**
 * Mail as it goes out: what was promised and what became of it ({@link
 * nestor.delivery.mail.Letters}), and the message itself ({@link
 * nestor.delivery.mail.LetterMessage}). Nothing that came from outside reaches an address or
 * another head field but as words.
 */
@NullMarked
package nestor.delivery.mail;

import org.jspecify.annotations.NullMarked;

package nestor.intake.mail;

/**
 * File attached to a received message.
 *
 * @param name the sender's name for it, or a substitute, with an extension where one can be
 *     determined
 * @param content its bytes, decoded; of a file that is too large to be read only its beginning, one
 *     byte more than the limit
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Attachment(String name, byte[] content) {}

package nestor.intake.mail;

import java.util.List;
import nestor.diagnostics.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Content of a message, read from its raw bytes.
 *
 * @param sender the one address in its one From field, in lower case, or null where there is none
 *     that is beyond doubt
 * @param subject as its sender wrote it, on one line; may be empty
 * @param messageId its Message-ID with the angle brackets, or null where it has none of that form
 * @param references the Message-IDs to which it refers
 * @param automatic why no answer must go to it, by RFC 3834, or null where a person wrote it
 * @param authenticationResults its Authentication-Results fields, the topmost first
 * @param attachments what may be a document, in the order of the message
 * @param faults what of it cannot be read
 * @param text what its sender wrote, as far as it is plain text; the beginning of it where it is
 *     long
 * @param bounce what it says of a message that could not be delivered, or null
 */
public record ParsedMail(
    @Nullable String sender,
    String subject,
    @Nullable String messageId,
    List<String> references,
    @Nullable String automatic,
    List<String> authenticationResults,
    List<Attachment> attachments,
    List<Diagnostic> faults,
    String text,
    @Nullable Bounce bounce) {}

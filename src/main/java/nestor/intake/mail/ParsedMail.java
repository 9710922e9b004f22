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
 * @param references the Message-IDs to which it refers, the message that it answers first
 * @param automatic why no answer must go to it, by RFC 3834, or null where a person wrote it
 * @param authenticationResults its Authentication-Results fields, the topmost first
 * @param content its parts
 * @param bounce what it says of a message that could not be delivered, or null
 */
public record ParsedMail(
    @Nullable String sender,
    String subject,
    @Nullable String messageId,
    List<String> references,
    @Nullable String automatic,
    List<String> authenticationResults,
    MailContent content,
    @Nullable Bounce bounce) {

  /** Attachments that may be documents, in the order of the message. */
  public List<Attachment> attachments() {
    return content.attachments();
  }

  /** Faults of the parts that cannot be read. */
  public List<Diagnostic> faults() {
    return content.faults();
  }

  /** Sender's text, as far as it is plain text. */
  public String text() {
    return content.text();
  }

  /** A message that could not be read at all. */
  public static ParsedMail unreadable() {
    return new ParsedMail(null, "", null, List.of(), null, List.of(), MailContent.NONE, null);
  }
}

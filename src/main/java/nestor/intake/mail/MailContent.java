package nestor.intake.mail;

import java.util.List;
import nestor.diagnostics.Diagnostic;

/**
 * Parts of a message.
 *
 * @param attachments what may be a document, in the order of the message
 * @param faults what of it cannot be read
 * @param passedOver what mail programs add and nobody means as a document, such as {@code 2
 *     pictures and a signature}; empty where there is nothing
 * @param text what its sender wrote, as far as it is plain text; the beginning of it where it is
 *     long
 */
public record MailContent(
    List<Attachment> attachments, List<Diagnostic> faults, String passedOver, String text) {
  static final MailContent NONE = new MailContent(List.of(), List.of(), "", "");
}

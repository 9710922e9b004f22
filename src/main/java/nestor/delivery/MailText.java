package nestor.delivery;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rendered mail: subject, plain text, HTML and the pictures that it shows. {@code
 * MimeMessageBuilder} makes a message of it.
 *
 * @param subject on one line
 * @param text the plain form
 * @param html the same as a page that any mail program shows, or null where the plain form is all
 * @param pictures what the page shows and brings with it
 * @param numbered the rules of the recommendations that it numbers, from number 1 on
 */
public record MailText(
    String subject,
    String text,
    @Nullable String html,
    List<Inline> pictures,
    List<String> numbered) {
  private static final String SUBJECT = "Subject:";
  private static final int LONGEST_SUBJECT = 200;

  /**
   * A picture of a mail.
   *
   * @param id by which the page names it, after {@code cid:}
   * @param png its content
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Inline(String id, byte[] png) {}

  /** A mail without pictures. */
  public MailText(String subject, String text, @Nullable String html) {
    this(subject, text, html, List.of(), List.of());
  }

  /** The same mail with those pictures, and the rules behind its numbers. */
  MailText with(List<Inline> shown, List<String> rules) {
    return new MailText(subject, text, html, List.copyOf(shown), List.copyOf(rules));
  }

  /** Blank lines that empty parts of a template leave. */
  private static final Pattern GAP = Pattern.compile("\n{3,}");

  /** Takes a text apart that begins as a mail does: with its subject and a blank line. */
  static MailText of(String filled, @Nullable String html) {
    String whole = filled.stripLeading();
    int end = whole.indexOf('\n');
    String first = end < 0 ? whole : whole.substring(0, end);
    boolean begins = first.startsWith(SUBJECT);
    String subject = TextSanitizer.of(begins ? first.substring(SUBJECT.length()) : "");
    if (subject.length() > LONGEST_SUBJECT) {
      subject = subject.substring(0, LONGEST_SUBJECT) + "…";
    }
    String text = begins ? whole.substring(Math.min(whole.length(), first.length() + 1)) : whole;
    return new MailText(subject, GAP.matcher(text).replaceAll("\n\n").strip() + "\n", html);
  }
}

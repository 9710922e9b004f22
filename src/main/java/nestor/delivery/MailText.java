package nestor.delivery;

import org.jspecify.annotations.Nullable;

/**
 * A mail as words.
 *
 * @param subject on one line
 * @param text the plain form
 * @param html the same as a page that any mail program shows, or null where the plain form is all
 */
public record MailText(String subject, String text, @Nullable String html) {
  private static final String SUBJECT = "Subject:";
  private static final int LONGEST_SUBJECT = 200;

  /** Takes a text apart that begins as a mail does: with its subject and a blank line. */
  static MailText of(String whole, @Nullable String html) {
    int end = whole.indexOf('\n');
    String first = end < 0 ? whole : whole.substring(0, end);
    boolean begins = first.startsWith(SUBJECT);
    String subject = PlainWords.of(begins ? first.substring(SUBJECT.length()) : "");
    if (subject.length() > LONGEST_SUBJECT) {
      subject = subject.substring(0, LONGEST_SUBJECT) + "…";
    }
    String text = begins ? whole.substring(Math.min(whole.length(), first.length() + 1)) : whole;
    return new MailText(subject, text.strip() + "\n", html);
  }
}

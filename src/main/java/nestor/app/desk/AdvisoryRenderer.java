package nestor.app.desk;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nestor.advisory.Advisory;
import nestor.delivery.Format;
import nestor.delivery.MailText;
import nestor.intake.mail.Mail;
import nestor.intake.mail.MailDocument;
import org.jspecify.annotations.Nullable;

/** Turns advisories and answers into bytes and words; an exception makes the desk try later. */
public interface AdvisoryRenderer {
  /** The advisory in that format. */
  byte[] render(Advisory advisory, Format format);

  /**
   * The advisory as a mail.
   *
   * @param since the day of the mail before it, or null where it is the first
   */
  MailText mail(Advisory advisory, @Nullable LocalDate since);

  /** The answer to a message, for its sender. */
  MailText receipt(Mail mail, List<MailDocument> documents);

  /** What the consultant is told of a message. */
  MailText notice(Mail mail, List<MailDocument> documents);

  /**
   * A page for browsers.
   *
   * @param name of its template
   * @param advisory whose values the template sees beside those given, or null
   */
  byte[] page(String name, @Nullable Advisory advisory, Map<String, Object> values);

  /** The look of the pages. */
  byte[] pageStyles();
}

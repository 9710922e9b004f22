package nestor.server.pipeline;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nestor.advisory.Advisory;
import nestor.delivery.Format;
import nestor.delivery.MailOccasion;
import nestor.delivery.MailText;
import nestor.intake.mail.InboundMail;
import nestor.intake.mail.MailDocument;
import org.jspecify.annotations.Nullable;

/**
 * Renderer of the server: advisories, receipts and pages by the active rulebook's templates. {@code
 * ActiveRulebook} implements it. An exception makes the server try again later.
 */
public interface AdvisoryRenderer {
  /** The advisory in that format. */
  byte[] render(Advisory advisory, Format format);

  /**
   * The advisory in that format, as it stood on a later day.
   *
   * @param confirmed that day, or null where there is none
   * @param owner one of {@link #owners()}, to have only what that one has to do, or null for all
   * @throws IllegalArgumentException if the format is JSON and an owner is given
   */
  byte[] render(
      Advisory advisory, Format format, @Nullable LocalDate confirmed, @Nullable String owner);

  /** Returns the owners to whose role the rulebook gives any rule. */
  List<String> owners();

  /** The advisory as a mail. */
  MailText mail(Advisory advisory, MailOccasion occasion);

  /**
   * Renders the reminder of an owner of what is overdue.
   *
   * @param owner as recommendations name it
   * @param on the day of the reminder
   */
  MailText reminder(Advisory advisory, String owner, LocalDate on, MailOccasion occasion);

  /** Returns how many recommendations of an owner are overdue on that day. */
  int overdue(Advisory advisory, String owner, LocalDate on);

  /** The answer to a message, for its sender. */
  MailText receipt(InboundMail inboundMail, List<MailDocument> documents);

  /** Returns the notice to the consultant about a message. */
  MailText notice(InboundMail inboundMail, List<MailDocument> documents);

  /**
   * A page for browsers.
   *
   * @param name of its template
   * @param advisory whose values the template sees beside those given, or null
   * @param confirmed the last later day on which that advisory still stood, or null
   */
  byte[] page(
      String name,
      @Nullable Advisory advisory,
      @Nullable LocalDate confirmed,
      Map<String, Object> values);

  /** The look of the pages. */
  byte[] pageStyles();
}

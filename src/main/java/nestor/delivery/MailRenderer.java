package nestor.delivery;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import nestor.advisory.Advisory;
import nestor.delivery.picture.SvgImage;
import nestor.intake.mail.InboundMail;
import nestor.intake.mail.MailDocument;
import nestor.rulebook.Catalogue;

/**
 * Renderer of the mails with the templates of one rulebook. {@link Renderer} is its front, and
 * renders everything else.
 */
final class MailRenderer {
  private static final String MAIL = "mail";
  private static final String RECEIPT = "receipt";
  private static final String NOTICE = "notice";
  private static final String REMINDER = "reminder";

  /** A picture that a mail's page shows: {@code src="cid:NAME.…"}. */
  private static final Pattern INLINE = Pattern.compile("src=\"cid:(([a-z]+)\\.[^\"]+)\"");

  /** Sharp on screens with two dots to a pixel. */
  private static final int PIXELS_A_UNIT = 2;

  private final Templates templates;
  private final Catalogue catalogue;

  MailRenderer(Templates templates, Catalogue catalogue) {
    this.templates = templates;
    this.catalogue = catalogue;
  }

  MailText advisory(Advisory advisory, MailOccasion occasion) {
    Map<String, Object> values = mailValues(advisory, occasion);
    MailText words = words(values);
    return words.with(
        shown(words).entrySet().stream()
            .map(
                e ->
                    new MailText.Inline(
                        e.getKey(), inPixels(templates.picture(e.getValue(), values))))
            .toList(),
        AdvisoryModel.numbered(advisory, catalogue));
  }

  MailText reminder(Advisory advisory, String owner, LocalDate on, MailOccasion occasion) {
    return answer(REMINDER, reminderValues(advisory, owner, on, occasion))
        .with(List.of(), AdvisoryModel.numbered(advisory, catalogue));
  }

  MailText receipt(InboundMail inboundMail, List<MailDocument> documents) {
    return answer(RECEIPT, InboundMailModel.of(inboundMail, documents));
  }

  MailText notice(InboundMail inboundMail, List<MailDocument> documents) {
    return answer(NOTICE, InboundMailModel.of(inboundMail, documents));
  }

  /** Tries the templates of mails about an advisory. */
  void check(TemplateCheck tries, Advisory specimen) {
    tries.of(MAIL, () -> shown(words(mailValues(specimen, MailOccasion.FIRST))));
    MailOccasion later = new MailOccasion(specimen.asOf(), "https://nestor.example", true);
    tries.of(MAIL, () -> shown(words(mailValues(specimen, later))));
    LocalDate day = specimen.asOf().plusYears(1);
    tries.of(REMINDER, () -> answer(REMINDER, reminderValues(specimen, "owner", day, later)));
  }

  /** Tries the templates of mails about messages that came in. */
  void check(TemplateCheck tries) {
    for (Map<String, Object> specimen : InboundMailModel.specimens()) {
      tries.of(RECEIPT, () -> answer(RECEIPT, specimen));
      tries.of(NOTICE, () -> answer(NOTICE, specimen));
    }
  }

  private Map<String, Object> reminderValues(
      Advisory advisory, String owner, LocalDate on, MailOccasion occasion) {
    LocalDate confirmed = on.isAfter(advisory.asOf()) ? on : null;
    Map<String, Object> values = AdvisoryModel.of(advisory, catalogue, confirmed, owner);
    putOccasion(values, advisory, occasion);
    return values;
  }

  private static void putOccasion(
      Map<String, Object> values, Advisory advisory, MailOccasion occasion) {
    String page = "/organisations/" + advisory.organisation().id();
    values.put("since", occasion.since());
    values.put("address", occasion.site().isEmpty() ? "" : occasion.site() + page);
    values.put("replies", occasion.repliesAreRead());
  }

  private Map<String, Object> mailValues(Advisory advisory, MailOccasion occasion) {
    Map<String, Object> values = AdvisoryModel.of(advisory, catalogue);
    putOccasion(values, advisory, occasion);
    return values;
  }

  private MailText words(Map<String, Object> values) {
    return MailText.of(
        templates.fill(MAIL, Format.TEXT, values), templates.fill(MAIL, Format.HTML, values));
  }

  /** The drawings that a mail's page shows, by the ids under which it does. */
  private Map<String, Chart> shown(MailText mail) {
    Map<String, Chart> shown = new LinkedHashMap<>();
    INLINE
        .matcher(Objects.requireNonNullElse(mail.html(), ""))
        .results()
        .forEach(
            found ->
                shown.put(
                    found.group(1),
                    Arrays.stream(Chart.values())
                        .filter(chart -> chart.template().equals(found.group(2) + ".svg.peb"))
                        .findFirst()
                        .orElseThrow(() -> unknownPicture(found.group(2)))));
    return shown;
  }

  private BrokenTemplateException unknownPicture(String name) {
    return templates.spoilt(
        MAIL + ".html.peb",
        "there is no picture '" + name + "'; there are topics, trend and matrix",
        new IllegalStateException(name));
  }

  private static byte[] inPixels(SvgImage image) {
    return image.png(Math.round(PIXELS_A_UNIT * image.width()));
  }

  private MailText answer(String template, Map<String, Object> values) {
    return MailText.of(templates.fill(template, Format.TEXT, values), null);
  }
}

package nestor.delivery;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nestor.advisory.Advisory;
import nestor.intake.mail.Mail;
import nestor.intake.mail.MailDocument;
import nestor.rulebook.Catalogue;
import nestor.rulebook.Fault;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXParseException;

/**
 * Renders advisories with the wording of one rulebook. The templates are read once, when the
 * renderer is made, so that all it renders is of one version; a changed rulebook takes a new
 * renderer. Same advisory, same rulebook: same bytes. Safe for use by several threads.
 */
public final class Renderer {
  private static final String MAIL = "mail";
  private static final String RECEIPT = "receipt";
  private static final String NOTICE = "notice";

  private final Templates templates;
  private final Catalogue catalogue;

  /**
   * @param templates the folder of templates; that one is missing or broken shows when it is used,
   *     or by {@link #check()}
   * @param catalogue the rulebook's titles, stance and groups
   * @throws java.io.UncheckedIOException if the folder is there and cannot be read
   */
  public Renderer(Path templates, Catalogue catalogue) {
    this.templates = new Templates(templates);
    this.catalogue = catalogue;
  }

  /**
   * The advisory in that format, in UTF-8; text without colour.
   *
   * @throws BrokenTemplateException if the format's template cannot be rendered
   */
  public byte[] render(Advisory advisory, Format format) {
    return switch (format) {
      case JSON -> Json.of(advisory).getBytes(StandardCharsets.UTF_8);
      case TEXT -> text(advisory, false).getBytes(StandardCharsets.UTF_8);
      case MARKDOWN, HTML -> fill(format, advisory, Map.of()).getBytes(StandardCharsets.UTF_8);
      case CSV -> lines(fill(format, advisory, Map.of())).getBytes(StandardCharsets.UTF_8);
      case ICS ->
          CalendarText.folded(fill(format, advisory, Map.of())).getBytes(StandardCharsets.UTF_8);
      case PDF -> pdf(advisory);
    };
  }

  private byte[] pdf(Advisory advisory) {
    String page = fill(Format.PDF, advisory, Map.of());
    try {
      return Pdf.of(page, advisory.asOf(), advisory.advisory());
    } catch (SAXParseException e) {
      throw malformed(e);
    }
  }

  private BrokenTemplateException malformed(SAXParseException e) {
    String said =
        "its page is not well-formed at line " + e.getLineNumber() + " (" + e.getMessage() + ")";
    return templates.spoilt(Format.PDF, said, new IllegalStateException(e));
  }

  private static String lines(String rows) {
    return rows.lines()
        .filter(row -> !row.isBlank())
        .map(row -> row + "\r\n")
        .collect(Collectors.joining());
  }

  /**
   * The advisories as one JSON array, in UTF-8.
   *
   * @param advisories of several organisations, in the order wanted
   */
  public byte[] json(List<Advisory> advisories) {
    return Json.of(advisories).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The advisory for a terminal, at 80 columns.
   *
   * @param colour whether to emphasise by ANSI escapes; without, there are none
   * @throws BrokenTemplateException if the template cannot be rendered
   */
  public String text(Advisory advisory, boolean colour) {
    return fill(Format.TEXT, advisory, Map.of(Typesetting.COLOUR, colour));
  }

  /**
   * The advisory as a mail.
   *
   * @param since the day of the mail before this one, or null where this is the first
   * @throws BrokenTemplateException if a template cannot be rendered
   */
  public MailText mail(Advisory advisory, @Nullable LocalDate since) {
    return mail(Page.of(advisory, catalogue), since);
  }

  private MailText mail(Map<String, Object> page, @Nullable LocalDate since) {
    Map<String, Object> values = new LinkedHashMap<>(page);
    values.put("since", since);
    return MailText.of(
        templates.fill(MAIL, Format.TEXT, values), templates.fill(MAIL, Format.HTML, values));
  }

  /**
   * The answer to a message: what of it was taken in, what was not and why.
   *
   * @throws BrokenTemplateException if the template cannot be rendered
   */
  public MailText receipt(Mail mail, List<MailDocument> documents) {
    return answer(RECEIPT, MailPage.of(mail, documents));
  }

  /**
   * What the consultant is told of a message that was refused, or of which no sender is told.
   *
   * @throws BrokenTemplateException if the template cannot be rendered
   */
  public MailText notice(Mail mail, List<MailDocument> documents) {
    return answer(NOTICE, MailPage.of(mail, documents));
  }

  private MailText answer(String template, Map<String, Object> values) {
    return MailText.of(templates.fill(template, Format.TEXT, values), null);
  }

  /**
   * Whether another renderer has the same templates and the same catalogue, so that {@link
   * #check()} would find the same.
   */
  public boolean isAs(Renderer other) {
    return templates.areAs(other.templates) && catalogue.equals(other.catalogue);
  }

  /** Tries every template on advisories of every shape, and tells every fault found. */
  public List<Fault> check() {
    Set<Fault> faults = new LinkedHashSet<>();
    for (Advisory specimen : Specimens.of(catalogue)) {
      Map<String, Object> page = Page.of(specimen, catalogue);
      for (Format format :
          List.of(Format.TEXT, Format.MARKDOWN, Format.HTML, Format.CSV, Format.ICS)) {
        attempt(faults, () -> fill(format, page, Map.of(Typesetting.COLOUR, true)));
      }
      attempt(faults, () -> wellFormed(page));
      attempt(faults, () -> mail(page, null));
      attempt(faults, () -> mail(page, specimen.asOf()));
    }
    for (Map<String, Object> specimen : MailPage.specimens()) {
      attempt(faults, () -> answer(RECEIPT, specimen));
      attempt(faults, () -> answer(NOTICE, specimen));
    }
    return faults.stream().sorted(Fault.READING_ORDER).toList();
  }

  private void wellFormed(Map<String, Object> page) {
    try {
      Pdf.parsed(fill(Format.PDF, page, Map.of()));
    } catch (SAXParseException e) {
      throw malformed(e);
    }
  }

  private static void attempt(Set<Fault> faults, Runnable rendering) {
    try {
      rendering.run();
    } catch (BrokenTemplateException e) {
      faults.add(e.fault());
    }
  }

  private String fill(Format format, Advisory advisory, Map<String, Object> more) {
    return fill(format, Page.of(advisory, catalogue), more);
  }

  private String fill(Format format, Map<String, Object> page, Map<String, Object> more) {
    Map<String, Object> values = new LinkedHashMap<>(page);
    values.putAll(more);
    return templates.fill(format, values);
  }
}

package nestor.delivery;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nestor.advisory.Advisory;
import nestor.diagnostics.Diagnostic;
import nestor.intake.mail.InboundMail;
import nestor.intake.mail.MailDocument;
import nestor.rulebook.Catalogue;
import nestor.rulebook.RuleMetadata;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXParseException;

/**
 * Renderer of advisories, mails and pages with the templates of one rulebook.
 *
 * <pre>{@code
 * Renderer renderer = new Renderer(folder.resolve("templates"), rulebook.advised());
 * byte[] html = renderer.render(advisory, Format.HTML);
 * byte[] pageOfOneOwner = renderer.render(advisory, Format.PDF, owner);
 * }</pre>
 *
 * <p>The templates are read once, so that everything is of one version; a changed rulebook takes a
 * new renderer. The same advisory and rulebook give the same bytes. A broken template throws {@link
 * BrokenTemplateException}. Safe for use by several threads.
 */
public final class Renderer {
  private static final String PAGES = "pages/";
  private static final String ADVISORY = "advisory";
  private static final String OWNER = "owner";
  private static final String SUMMARY = "summary";
  private static final String UNSHOWN = "unshown";
  private static final String PAPER = ".pdf.peb";

  private final Templates templates;
  private final Catalogue catalogue;
  private final MailRenderer mails;

  /**
   * @param templates the folder of templates; that one is missing or broken shows when it is used,
   *     or by {@link #check()}
   * @param catalogue the rulebook's titles, stance and groups
   * @throws UncheckedIOException if the folder is there and cannot be read
   */
  public Renderer(Path templates, Catalogue catalogue) {
    this.templates = new Templates(templates);
    this.catalogue = catalogue;
    this.mails = new MailRenderer(this.templates, catalogue);
  }

  /**
   * The advisory in that format, in UTF-8; text without colour.
   *
   * @throws BrokenTemplateException if the format's template cannot be rendered
   */
  public byte[] render(Advisory advisory, Format format) {
    return render(advisory, format, null, null, "");
  }

  /**
   * Renders what one owner needs to know; a format of lists has only the rows of that owner.
   *
   * @param owner the owner, as recommendations name it
   * @throws IllegalArgumentException if the format is JSON, which holds the whole advisory
   */
  public byte[] render(Advisory advisory, Format format, String owner) {
    return render(advisory, format, null, owner, "");
  }

  /**
   * Renders the advisory as it stood on a later day: it says so, and what has become overdue
   * meanwhile is overdue.
   *
   * @param confirmed that day, or null where there is none
   * @param owner as above, or null for the whole advisory
   * @param address of the organisation's page, to which a page links; empty where there is none
   * @throws IllegalArgumentException if the format is JSON and an owner is given
   */
  public byte[] render(
      Advisory advisory,
      Format format,
      @Nullable LocalDate confirmed,
      @Nullable String owner,
      String address) {
    if (format == Format.JSON && owner != null) {
      throw new IllegalArgumentException("JSON is of the whole advisory");
    }
    if (format == Format.JSON) {
      return Json.of(advisory, confirmed).getBytes(StandardCharsets.UTF_8);
    }
    Map<String, Object> values =
        owner == null
            ? AdvisoryModel.of(advisory, catalogue, confirmed)
            : AdvisoryModel.of(advisory, catalogue, confirmed, owner);
    values.put("address", format == Format.HTML ? address : "");
    if (owner != null && format.lists()) {
      values.put("advice", AdvisoryModel.items(advisory, catalogue, confirmed, owner));
    }
    boolean whole = owner == null || format.lists();
    return render(whole ? ADVISORY : OWNER, advisory, format, values);
  }

  /** Returns the owners of the rulebook's rules, in the order of their names. */
  public List<String> owners() {
    return catalogue.rules().stream().map(RuleMetadata::owner).distinct().sorted().toList();
  }

  private byte[] render(
      String template, Advisory advisory, Format format, Map<String, Object> values) {
    values.put(TemplateFilters.COLOUR, false);
    if (format == Format.PDF) {
      return pdf(template, advisory, values);
    }
    String filled = templates.fill(template, format, values);
    String text =
        switch (format) {
          case CSV, JIRA_CSV -> lines(filled);
          case ICS -> IcsText.folded(filled);
          default -> filled;
        };
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * One of the advisory's drawings, as SVG to be shown in a page; empty where there is nothing to
   * draw: a trend needs two days on which the score was different.
   */
  Optional<String> chart(Advisory advisory, Chart chart) {
    Map<String, Object> values = AdvisoryModel.of(advisory, catalogue);
    return chart == Chart.TREND && Trend.of(advisory).isEmpty()
        ? Optional.empty()
        : Optional.of(templates.fill(chart, values));
  }

  private byte[] pdf(String template, Advisory advisory, Map<String, Object> values) {
    String page = paper(template, values);
    try {
      return Pdf.of(page, advisory.asOf(), advisory.advisory());
    } catch (SAXParseException e) {
      throw templates.malformed(template + PAPER, "its page", e);
    }
  }

  /**
   * Returns the page for paper; characters that its fonts lack are marked as such, and the page
   * says so.
   */
  private String paper(String template, Map<String, Object> values) {
    values.put(UNSHOWN, "");
    String page = templates.fill(template, Format.PDF, values);
    if (Pdf.shows(page)) {
      return page;
    }
    values.put(UNSHOWN, Pdf.UNSHOWN);
    return Pdf.prepared(templates.fill(template, Format.PDF, values));
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
   * The whole advisory for a terminal.
   *
   * @param colour whether to emphasise by ANSI escapes; without, there are none
   * @param columns of a line
   * @throws BrokenTemplateException if the template cannot be rendered
   */
  public String text(Advisory advisory, boolean colour, int columns) {
    return onTerminal(ADVISORY, AdvisoryModel.of(advisory, catalogue), colour, columns);
  }

  /** As above, what one owner needs to know. */
  public String text(Advisory advisory, String owner, boolean colour, int columns) {
    return onTerminal(OWNER, AdvisoryModel.of(advisory, catalogue, null, owner), colour, columns);
  }

  /** A screenful for a terminal: the answer, what to do about it, and how to see the rest. */
  public String summary(Advisory advisory, boolean colour, int columns) {
    return onTerminal(SUMMARY, AdvisoryModel.of(advisory, catalogue), colour, columns);
  }

  private String onTerminal(
      String template, Map<String, Object> values, boolean colour, int columns) {
    values.put(TemplateFilters.COLOUR, colour);
    values.put(TemplateFilters.WIDTH, columns);
    return templates.fill(template, Format.TEXT, values);
  }

  /**
   * The advisory as a mail.
   *
   * @throws BrokenTemplateException if a template cannot be rendered
   */
  public MailText mail(Advisory advisory, MailOccasion occasion) {
    return mails.advisory(advisory, occasion);
  }

  /**
   * Renders the reminder of an owner of what is overdue.
   *
   * @param owner the owner, as recommendations name it
   * @param on the day of the reminder
   * @throws BrokenTemplateException if the template cannot be rendered
   */
  public MailText reminder(Advisory advisory, String owner, LocalDate on, MailOccasion occasion) {
    return mails.reminder(advisory, owner, on, occasion);
  }

  /** Returns how many recommendations of an owner are overdue on that day. */
  public int overdue(Advisory advisory, String owner, LocalDate on) {
    return (int)
        AdvisoryModel.items(advisory, catalogue, on, owner).stream()
            .filter(AdvisoryModelParts.Item::overdue)
            .count();
  }

  /** The answer to a message: what of it was taken in, what was not and why. */
  public MailText receipt(InboundMail inboundMail, List<MailDocument> documents) {
    return mails.receipt(inboundMail, documents);
  }

  /**
   * Renders the notice to the consultant about a message that was refused, or whose sender gets no
   * answer.
   */
  public MailText notice(InboundMail inboundMail, List<MailDocument> documents) {
    return mails.notice(inboundMail, documents);
  }

  /**
   * A page of the server.
   *
   * @param name of its template, without folder and ending
   * @param advisory whose values the template sees beside those given, or null
   * @param confirmed the last later day on which that advisory still stood, or null
   * @throws BrokenTemplateException if the template cannot be rendered
   */
  public byte[] page(
      String name,
      @Nullable Advisory advisory,
      @Nullable LocalDate confirmed,
      Map<String, Object> values) {
    Map<String, Object> all = new LinkedHashMap<>();
    if (advisory != null) {
      all.putAll(AdvisoryModel.of(advisory, catalogue, confirmed));
    }
    all.putAll(values);
    return templates.fill(PAGES + name, Format.HTML, all).getBytes(StandardCharsets.UTF_8);
  }

  /** Advisories made up of the catalogue, to try templates on. */
  public List<Advisory> specimens() {
    return SampleAdvisories.of(catalogue);
  }

  /**
   * The look of the server's pages.
   *
   * @throws BrokenTemplateException if it is missing
   */
  public byte[] pageStyles() {
    return templates.text(PAGES + "pages.css").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Whether another renderer has the same templates and a catalogue of the same rules, so that
   * {@link #check()} would find the same: how a rule words itself, and on which line, no template
   * can stumble over.
   */
  public boolean isAs(Renderer other) {
    return templates.areAs(other.templates)
        && catalogue.unworded().equals(other.catalogue.unworded());
  }

  /** Tries every template on advisories of every shape, and returns every fault found. */
  public List<Diagnostic> check() {
    TemplateCheck tries = new TemplateCheck();
    for (Advisory specimen : SampleAdvisories.of(catalogue)) {
      Map<String, Object> values = AdvisoryModel.of(specimen, catalogue);
      values.put(TemplateFilters.COLOUR, true);
      Map<String, Object> one =
          AdvisoryModel.of(specimen, catalogue, specimen.asOf().plusDays(9), "owner");
      one.put(TemplateFilters.COLOUR, true);
      for (Format format : Format.values()) {
        if (format != Format.JSON) {
          tries.of(ADVISORY + format, () -> tried(ADVISORY, format, values));
        }
      }
      tries.of(SUMMARY, () -> tried(SUMMARY, Format.TEXT, values));
      for (Format format : List.of(Format.TEXT, Format.MARKDOWN, Format.HTML, Format.PDF)) {
        tries.of(OWNER + format, () -> tried(OWNER, format, one));
      }
      for (Chart chart : Chart.values()) {
        tries.of(chart.template(), () -> templates.picture(chart, values));
      }
      mails.check(tries, specimen);
    }
    mails.check(tries);
    return tries.faults();
  }

  private void tried(String template, Format format, Map<String, Object> values) {
    if (format != Format.PDF) {
      templates.fill(template, format, values);
    } else {
      Map<String, Object> page = new LinkedHashMap<>(values);
      page.put(UNSHOWN, Pdf.UNSHOWN);
      try {
        Pdf.parsed(templates.fill(template, format, page));
      } catch (SAXParseException e) {
        throw templates.malformed(template + PAPER, "its page", e);
      }
    }
  }
}

package nestor.server.pages;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryRepository;
import nestor.advisory.Score;
import nestor.delivery.Format;
import nestor.delivery.TextSanitizer;
import nestor.delivery.Trend;
import nestor.dossier.AdvisoryState;
import nestor.dossier.Dossier;
import nestor.dossier.DossierRepository;
import nestor.dossier.DossierSection;
import nestor.dossier.Origin;
import nestor.rulebook.Field;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.WaiversSection;
import nestor.server.auth.Principal;
import nestor.server.pipeline.AdvisoryEngine;
import nestor.store.Database;
import org.jspecify.annotations.Nullable;

/** Models of the list of organisations and of the pages of each. */
public final class OrganisationPages {
  private static final int SHOWN = 50;
  private static final int BEFORE = 8;
  private static final int ALL_BEFORE = 200;
  private static final int ENTRIES = 200;

  private final Database database;
  private final DossierRepository dossiers;
  private final AdvisoryRepository advisories;
  private final AdvisoryEngine book;
  private final Clock clock;
  private final AdvisorySummaryCache summaries;

  OrganisationPages(
      Database database,
      DossierRepository dossiers,
      AdvisoryRepository advisories,
      AdvisoryEngine book,
      Clock clock,
      AdvisorySummaryCache summaries) {
    this.database = database;
    this.dossiers = dossiers;
    this.advisories = advisories;
    this.book = book;
    this.clock = clock;
    this.summaries = summaries;
  }

  /**
   * A line of the list.
   *
   * @param advisory the latest, or empty where none was given yet
   */
  record Line(
      String id,
      String name,
      String advisory,
      @Nullable LocalDate asOf,
      @Nullable LocalDate confirmed,
      Map<String, Integer> counts,
      @Nullable Score score,
      List<Trend.Mark> trend) {}

  /**
   * @param formats in which the advisory can be had
   * @param missing the sections that are not given
   * @param reply the rule that the reader is about to reply to, or empty
   * @param more whether there are earlier advisories than those in the history
   */
  record About(
      String id,
      String name,
      boolean advised,
      List<String> formats,
      List<OnFile> sections,
      List<String> missing,
      List<Reply> replies,
      QuestionsModel questions,
      String reply,
      List<AdvisorySummary> history,
      boolean more) {}

  /**
   * Statement of one source about a section.
   *
   * @param people whether people state it, and not a tool
   * @param days how long ago it was received
   */
  record OnFile(
      String name,
      int entries,
      String source,
      boolean people,
      boolean partial,
      String document,
      Instant received,
      long days,
      String sha256) {}

  /**
   * Reply to a recommendation.
   *
   * @param until the last day of a waiver, or null
   * @param ended whether that day has passed
   * @param done the day on which it was done, or null
   */
  record Reply(
      String rule,
      String title,
      String by,
      String why,
      @Nullable LocalDate until,
      boolean ended,
      @Nullable LocalDate done) {}

  /** A section with its entries. */
  record Content(
      String name,
      String doc,
      List<OnFile> statements,
      List<Field> fields,
      List<EntryRow> entries,
      int left,
      boolean supposable,
      List<Origin> former) {}

  /**
   * An entry of a section.
   *
   * @param from where it, or where each of its values, comes from; empty where one document gives
   *     the whole section
   */
  record EntryRow(List<String> values, List<String> from) {}

  /**
   * Returns the page of all organisations that the caller may see.
   *
   * @param q a part of the name or the id, or empty
   * @param after the id after which the list begins, or empty
   */
  public PageModel all(Principal principal, String q, String after) {
    Map<String, AdvisorySummary> advised = summaries.byOrganisation(principal);
    List<AdvisoryState> standings =
        database.read(tx -> dossiers.standings(tx)).stream()
            .filter(state -> principal.maySee(state.organisation()))
            .toList();
    String wanted = q.strip().toLowerCase(Locale.ROOT);
    List<String> found =
        standings.stream()
            .map(AdvisoryState::organisation)
            .filter(id -> id.compareTo(after) > 0)
            .filter(
                id ->
                    id.contains(wanted)
                        || name(advised.get(id), id).toLowerCase(Locale.ROOT).contains(wanted))
            .sorted()
            .toList();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("q", q);
    values.put("all", standings.size());
    values.put("before", !after.isEmpty());
    values.put("next", found.size() > SHOWN ? found.get(SHOWN - 1) : "");
    values.put("size", SHOWN);
    values.put(
        "organisations", found.stream().limit(SHOWN).map(id -> line(id, advised.get(id))).toList());
    return PageModel.of("organisations", values);
  }

  private Line line(String id, @Nullable AdvisorySummary summary) {
    return summary == null
        ? new Line(id, id, "", null, null, Map.of(), null, List.of())
        : new Line(
            id,
            summary.name(),
            summary.advisory(),
            summary.asOf(),
            summary.confirmed(),
            summary.counts(),
            summary.score(),
            summary.trend());
  }

  private static String name(@Nullable AdvisorySummary summary, String id) {
    return summary == null ? id : summary.name();
  }

  /**
   * One organisation.
   *
   * @param reply the rule that the reader is about to reply to, or empty
   */
  public PageModel one(String id, String reply) {
    Optional<Advisory> latest = database.read(tx -> advisories.latest(tx, id));
    List<AdvisorySummary> history =
        latest.isEmpty() ? List.of() : summaries.history(id, BEFORE + 1);
    About about =
        book.read(
            (open, assessor) -> {
              Dossier dossier = dossier(id, open);
              return new About(
                  id,
                  latest
                      .map(advisory -> TextSanitizer.of(advisory.organisation().name()))
                      .orElse(TextSanitizer.of(dossier.name())),
                  latest.isPresent(),
                  formats(),
                  onFile(dossier),
                  missing(dossier, open),
                  replies(dossier, open),
                  QuestionsModel.of(dossier, assessor.resolution(dossier, today()), open),
                  reply,
                  history.stream().limit(BEFORE).toList(),
                  history.size() > BEFORE);
            });
    LocalDate confirmed = history.isEmpty() ? null : history.get(0).confirmed();
    return new PageModel("organisation", latest.orElse(null), confirmed, Map.of("about", about));
  }

  /** Returns the page of all advisories of an organisation. */
  public PageModel advisories(String id) {
    List<AdvisorySummary> history = summaries.history(id, ALL_BEFORE);
    String name = history.isEmpty() ? id : history.get(0).name();
    return PageModel.of("advisories", Map.of("about", nameAlone(id, name, history)));
  }

  private static About nameAlone(String id, String name, List<AdvisorySummary> history) {
    return new About(
        id,
        name,
        !history.isEmpty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        QuestionsModel.NONE,
        "",
        history,
        false);
  }

  /** One section of what an organisation said; empty where it is not on file. */
  public Optional<PageModel> section(String id, String name) {
    return book.read(
        (open, assessor) -> {
          Dossier dossier = dossier(id, open);
          DossierSection held = dossier.sections().get(name);
          Optional<Section> section = open.documents().section(name);
          if (held == null || section.isEmpty()) {
            return Optional.empty();
          }
          DossierSection shown = held;
          if (held.statements().size() > 1) {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            shown =
                Objects.requireNonNullElse(
                    assessor.resolution(dossier, today).dossier().sections().get(name), held);
          }
          List<Map<String, Object>> entries = shown.content().entries();
          List<Field> fields =
              section.get().fields().stream()
                  .filter(f -> entries.stream().anyMatch(e -> e.containsKey(f.name())))
                  .toList();
          Content content =
              new Content(
                  name,
                  held.content().partial() ? about(section.get()) : section.get().doc(),
                  statements(name, held),
                  fields,
                  rows(fields, shown),
                  Math.max(0, entries.size() - ENTRIES),
                  open.vocabulary().section(name).isPresent(),
                  database.read(tx -> dossiers.former(tx, id, name)).stream()
                      .limit(BEFORE)
                      .toList());
          About about = nameAlone(id, TextSanitizer.of(dossier.name()), List.of());
          return Optional.of(PageModel.of("section", Map.of("about", about, "section", content)));
        });
  }

  /** Description of a section, without the sentence that holds for complete lists only. */
  private static String about(Section section) {
    int semicolon = section.doc().indexOf(';');
    return semicolon < 0 ? section.doc() : section.doc().substring(0, semicolon);
  }

  private static List<EntryRow> rows(List<Field> fields, DossierSection section) {
    List<EntryRow> rows = new ArrayList<>();
    List<Map<String, Object>> entries = section.content().entries();
    for (int i = 0; i < Math.min(entries.size(), ENTRIES); i++) {
      List<String> from = new ArrayList<>();
      if (section.statements().size() > 1) {
        ValueOrigins.of(section, i).forEach(line -> from.add(TextSanitizer.of(line)));
      }
      rows.add(new EntryRow(values(fields, entries.get(i)), from));
    }
    return rows;
  }

  private static List<String> values(List<Field> fields, Map<String, Object> entry) {
    return fields.stream().map(f -> FieldFormatter.of(entry.get(f.name()))).toList();
  }

  private Dossier dossier(String id, Rulebook open) {
    return database.read(tx -> dossiers.load(tx, id, open.documents()));
  }

  /** Formats that can be saved, the most usual first. */
  private static List<String> formats() {
    return Stream.of(
            Format.PDF,
            Format.HTML,
            Format.CSV,
            Format.JIRA_CSV,
            Format.GITHUB_ISSUE,
            Format.ICS,
            Format.MARKDOWN,
            Format.JSON)
        .map(Format::label)
        .toList();
  }

  private List<OnFile> onFile(Dossier dossier) {
    List<OnFile> all = new ArrayList<>();
    dossier.sections().forEach((name, held) -> all.addAll(statements(name, held)));
    return all;
  }

  private List<OnFile> statements(String name, DossierSection held) {
    return held.statements().stream()
        .map(
            statement ->
                new OnFile(
                    name,
                    statement.content().entries().size(),
                    statement.origin().source(),
                    statement.origin().isOfPeople(),
                    statement.content().partial(),
                    TextSanitizer.of(statement.origin().document()),
                    statement.origin().received(),
                    days(statement.origin().received()),
                    statement.origin().sha256()))
        .toList();
  }

  private long days(Instant since) {
    return Math.max(0, Duration.between(since, clock.instant()).toDays());
  }

  private static List<String> missing(Dossier dossier, Rulebook open) {
    return open.vocabulary().sections().stream()
        .map(Section::name)
        .filter(name -> !dossier.sections().containsKey(name))
        .toList();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private List<Reply> replies(Dossier dossier, Rulebook open) {
    LocalDate today = today();
    List<Reply> replies = new ArrayList<>();
    for (Map<String, Object> entry : dossier.entries(WaiversSection.SECTION)) {
      String rule = FieldFormatter.of(entry.get(WaiversSection.RULE));
      LocalDate until = date(entry.get(WaiversSection.UNTIL));
      replies.add(
          new Reply(
              rule,
              open.catalogue().rule(rule).map(RuleMetadata::title).orElse(rule),
              FieldFormatter.of(entry.get(WaiversSection.BY)),
              FieldFormatter.of(entry.get(WaiversSection.WHY)),
              until,
              until != null && until.isBefore(today),
              date(entry.get(WaiversSection.DONE))));
    }
    return replies;
  }

  /** The date; null where there is none, or none that is certain. */
  private static @Nullable LocalDate date(@Nullable Object value) {
    return value instanceof LocalDate date ? date : null;
  }
}

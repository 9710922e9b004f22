package nestor.server.pages;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nestor.advisory.Advisory;
import nestor.advisory.Score;
import nestor.delivery.ReadingModel;
import nestor.delivery.Renderer;
import nestor.delivery.TemplateCheck;
import nestor.delivery.Trend;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.dossier.Origin;
import nestor.engine.assessment.EngineDifference;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Threshold;
import nestor.server.health.HealthChecks;
import nestor.server.pipeline.InboxLeftovers;
import nestor.server.pipeline.RulebookActivation;
import nestor.server.pipeline.WorkProgress;
import nestor.server.status.RuntimeStatus;
import nestor.server.status.Status;
import nestor.server.status.StoreStatus;
import nestor.workbench.ScenarioRunner;
import nestor.workbench.WhatIf;

/**
 * Check of the pages' templates with sample values that reach every branch. Templates of advisories
 * are checked by {@code Renderer}.
 */
public final class PageTemplateCheck {
  private static final Instant MOMENT = Instant.EPOCH;
  private static final LocalDate DAY = LocalDate.EPOCH;
  private static final int MANY = 60;
  private static final List<Trend.Mark> TREND =
      List.of(
          new Trend.Mark(DAY, 40, 0, false),
          new Trend.Mark(DAY, null, 500, true),
          new Trend.Mark(DAY, 60, 900, false));
  private static final List<String> WORDS =
      IntStream.range(0, MANY).mapToObj(i -> "w" + i).toList();
  private static final Map<String, Integer> COUNTS =
      Map.of("critical", 1, "high", 0, "medium", 2, "low", 3);

  private PageTemplateCheck() {}

  /** Every fault of the templates, and of the style sheet if it is missing. */
  public static List<Diagnostic> of(Renderer renderer) {
    TemplateCheck tries = new TemplateCheck();
    tries.of("styles", renderer::pageStyles);
    List<PageLayout> frames =
        List.of(
            new PageLayout(true, true, true, "t", "0", "0", "0", "0", "0"),
            new PageLayout(false, false, false, "t", "0", "", "0", "0", ""));
    for (PageLayout layout : frames) {
      for (PageModel model : papers()) {
        tries.of(
            model.template(),
            () ->
                renderer.page(
                    model.template(), model.advisory(), model.confirmed(), model.in(layout)));
      }
      for (Advisory advisory : renderer.specimens()) {
        PageModel model =
            new PageModel(
                "organisation",
                advisory,
                advisory.asOf().plusDays(9),
                Map.of("about", about(true)));
        tries.of(
            model.template(),
            () -> renderer.page(model.template(), advisory, model.confirmed(), model.in(layout)));
      }
    }
    return tries.faults();
  }

  private static List<PageModel> papers() {
    return List.of(
        PageModel.of(
            "desk",
            desk(
                List.of(
                    "received", "accepted", "duplicate", "quarantined", "divided", "replayed"))),
        PageModel.of("desk", desk(List.of())),
        PageModel.of("receipt", Map.of("document", came("received"))),
        PageModel.of("receipt", Map.of("document", came("accepted"))),
        PageModel.of("receipt", Map.of("document", came("duplicate"))),
        PageModel.of("receipt", Map.of("document", came("quarantined"))),
        PageModel.of("organisations", organisations(true)),
        PageModel.of("organisations", organisations(false)),
        PageModel.of("organisation", Map.of("about", about(false))),
        PageModel.of("advisories", Map.of("about", about(true))),
        PageModel.of("section", Map.of("about", about(true), "section", content(WORDS))),
        PageModel.of("section", Map.of("about", about(true), "section", content(List.of()))),
        PageModel.of("what-if", supposition(true)),
        PageModel.of("what-if", supposition(false)),
        PageModel.of("rules", rules()),
        PageModel.of("rule", rule(true)),
        PageModel.of("rule", rule(false)),
        PageModel.of("rulebook", Map.of("book", book(WORDS))),
        PageModel.of("rulebook", Map.of("book", book(List.of()))),
        new StatusPages().status(status(true), WorkProgress.NONE),
        new StatusPages().status(status(false), new WorkProgress(1, MANY)),
        PageModel.of("log-in", Map.of("next", "/", "wrong", true)),
        PageModel.of("log-in", Map.of("next", "/", "wrong", false)),
        PageModel.of(
            "problem", Map.of("problem", Map.of("title", "t", "detail", "d", "faults", WORDS))));
  }

  private static Map<String, Object> desk(List<String> states) {
    List<DocumentView> came = states.stream().map(PageTemplateCheck::came).toList();
    return Map.of(
        "came",
        came,
        "quarantine",
        came,
        "waiting",
        (long) states.size(),
        "known",
        WORDS,
        "advised",
        states.stream().map(state -> summary()).toList(),
        "underway",
        new WorkProgress(states.size(), MANY),
        "limit",
        2L << 20);
  }

  private static DocumentView came(String state) {
    ReadingModel reading =
        state.equals("accepted") ? ReadingModel.of(ReadingModel.SPECIMEN) : ReadingModel.NONE;
    return new DocumentView(
        "id", "name", state, "organisation", MOMENT, 2048, "sha", WORDS, reading);
  }

  private static final Score SCORE = new Score("", 50, 1, 2, true);

  private static AdvisorySummary summary() {
    return new AdvisorySummary(
        "id",
        "name",
        "advisory",
        "rulebook",
        DAY,
        DAY,
        COUNTS,
        6,
        "headline",
        SCORE,
        TREND,
        Map.of());
  }

  private static Map<String, Object> organisations(boolean any) {
    List<OrganisationPages.Line> lines =
        List.of(
            new OrganisationPages.Line("id", "name", "a", DAY, DAY, COUNTS, SCORE, TREND),
            new OrganisationPages.Line("id", "id", "", null, null, Map.of(), null, List.of()));
    return Map.of(
        "q",
        any ? "q" : "",
        "all",
        MANY,
        "before",
        any,
        "next",
        any ? "id" : "",
        "size",
        MANY,
        "organisations",
        any ? lines : List.of());
  }

  private static OrganisationPages.About about(boolean advised) {
    return new OrganisationPages.About(
        "id",
        "name",
        advised,
        List.of("pdf", "w"),
        List.of(onFile()),
        WORDS,
        List.of(
            new OrganisationPages.Reply("a/b", "title", "by", "why", DAY, true, null),
            new OrganisationPages.Reply("a/b", "title", "by", "", null, false, DAY)),
        advised
            ? new QuestionsModel(
                List.of(
                    new QuestionsModel.Question("text", "written", "a.b", WORDS, 2),
                    new QuestionsModel.Question("text", "", "", List.of(), 1)),
                List.of(
                    new QuestionsModel.Answered("written", "means", "a.b"),
                    new QuestionsModel.Answered("written", "", "")))
            : QuestionsModel.NONE,
        "a/b",
        List.of(summary()),
        true);
  }

  private static OrganisationPages.Content content(List<String> entries) {
    Field field =
        new Field("f", FieldType.TEXT, true, false, "doc", "unit", WORDS, false, null, null, null);
    return new OrganisationPages.Content(
        "section",
        "doc",
        List.of(onFile()),
        List.of(field),
        entries.stream()
            .map(entry -> new OrganisationPages.EntryRow(List.of(entry), WORDS))
            .toList(),
        entries.size(),
        true,
        List.of(new Origin("document", MOMENT, "sha")));
  }

  private static OrganisationPages.OnFile onFile() {
    return new OrganisationPages.OnFile(
        "section", 2, "source", false, true, "document", MOMENT, 3, "sha");
  }

  private static Map<String, Object> supposition(boolean good) {
    WhatIfPage.Cell cell = new WhatIfPage.Cell("n", "f", "v", true);
    WhatIfPage.Grid grid =
        new WhatIfPage.Grid(
            good ? "section" : "",
            "doc",
            List.of(new WhatIfPage.Column("f", "doc", WORDS)),
            List.of(new WhatIfPage.Row("row", List.of(cell))),
            2);
    WhatIf.Changed changed =
        new WhatIf.Changed(
            "a/b", "t", "clear", "recommended", "low", "high", WORDS, WORDS, WORDS, null);
    return Map.of(
        "about",
        Map.of("id", "id", "name", "name"),
        "sections",
        List.of("section"),
        "grid",
        grid,
        "lines",
        "a=b",
        "supposed",
        List.of("a=b"),
        "faults",
        good ? List.of() : WORDS,
        "changes",
        List.of("recommended", "same", "clear", "not assessed").stream()
            .map(kind -> new WhatIfPage.Group(kind, List.of(changed)))
            .toList(),
        "unchanged",
        3,
        "tried",
        good);
  }

  private static Map<String, Object> rules() {
    return Map.of(
        "q",
        "q",
        "priority",
        "high",
        "owner",
        "owner",
        "priorities",
        List.copyOf(COUNTS.keySet()),
        "owners",
        List.of("owner"),
        "all",
        2,
        "found",
        1,
        "topics",
        List.of(
            new RulePages.Topic(
                "topic", List.of(new RulePages.Line("a/b", "title", "owner", "high", 2)))));
  }

  private static Map<String, Object> rule(boolean much) {
    SourcePosition position = new SourcePosition("file", 1, 1);
    Threshold.Variant variant = new Threshold.Variant("d", "v", BigDecimal.ONE, position, position);
    return Map.of(
        "rule",
        new RulePages.Whole(
            "a/b",
            "a",
            "title",
            "action",
            "owner",
            "low",
            much ? "days" : null,
            much ? "note" : null,
            much ? WORDS : List.of(),
            List.of(new RulePages.Source("document", "section")),
            List.of(
                new RulePages.Limit(
                    "n",
                    BigDecimal.TEN,
                    "days",
                    much ? "source" : "judgement",
                    much ? "source" : null,
                    much ? "why" : null,
                    much ? List.of(variant) : List.of())),
            WORDS,
            "file",
            1,
            "text"),
        "open",
        much ? List.of(new RulePages.Open("id", "name", "high", DAY, 2)) : List.of(),
        "scenarios",
        much
            ? List.of(new ScenarioRunner.ScenarioAnswer("name", "file", 1, "not assessed"))
            : List.of());
  }

  private static RulePages.Book book(List<String> faults) {
    return new RulePages.Book(
        "name", "0", MOMENT, 1, 2, 3, 4, faults, List.of(new RulebookActivation("0", MOMENT)));
  }

  private static Status status(boolean well) {
    return new Status(
        RuntimeStatus.running(
            "address",
            List.of(
                new HealthChecks.State("a", null),
                new HealthChecks.State("b", well ? null : "its reason")),
            new RuntimeStatus.RulebookFaults("0", List.of()),
            List.of(),
            well ? List.of() : List.of(new InboxLeftovers.Left("file", "reason")),
            List.of(),
            well
                ? List.of()
                : List.of(
                    new EngineDifference(
                        "rule", "0", "organisation", LocalDate.EPOCH, WORDS, WORDS, null))),
        new StoreStatus(
            new StoreStatus.Waiting(1, well ? null : MOMENT, List.of()),
            new StoreStatus.Quarantined(1, List.of(), 0, 1),
            new StoreStatus.Reading(
                List.of(), List.of(new StoreStatus.OpenQuestions("organisation", WORDS))),
            new StoreStatus.HandedOver(
                2,
                3,
                4,
                List.of(
                    new StoreStatus.Delivery("id", "a", "c", "t", "failed", 2, "error"),
                    new StoreStatus.Delivery("id", "a", "c", "t", "pending", 0, null))),
            List.of(
                new StoreStatus.Bounce("to", "id", "advisory", "reason"),
                new StoreStatus.Bounce("to", "id", "advisory", null))));
  }
}

package nestor.pages;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nestor.advisory.Advisory;
import nestor.delivery.Renderer;
import nestor.delivery.TemplateTries;
import nestor.delivery.Trend;
import nestor.dossier.Origin;
import nestor.rulebook.Fault;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Threshold;
import nestor.rulebook.language.Place;
import nestor.trial.Trial;
import nestor.trial.WhatIf;

/** Tries the templates of the pages on values made up to reach all of each. */
public final class PageCheck {
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

  private PageCheck() {}

  /** Every fault of the templates, and of the style sheet if it is missing. */
  public static List<Fault> of(Renderer renderer) {
    TemplateTries tries = new TemplateTries();
    tries.of("styles", renderer::pageStyles);
    List<Frame> frames =
        List.of(
            new Frame(true, true, true, "t", "0", "0", "0", "0", "0"),
            new Frame(false, false, false, "t", "0", "", "0", "0", ""));
    for (Frame frame : frames) {
      for (Paper paper : papers()) {
        tries.of(
            paper.template(),
            () ->
                renderer.page(
                    paper.template(), paper.advisory(), paper.confirmed(), paper.in(frame)));
      }
      for (Advisory advisory : renderer.specimens()) {
        Paper paper =
            new Paper(
                "organisation",
                advisory,
                advisory.asOf().plusDays(9),
                Map.of("about", about(true)));
        tries.of(
            paper.template(),
            () -> renderer.page(paper.template(), advisory, paper.confirmed(), paper.in(frame)));
      }
    }
    return tries.faults();
  }

  private static List<Paper> papers() {
    return List.of(
        Paper.of(
            "desk", desk(List.of("received", "accepted", "duplicate", "quarantined", "replayed"))),
        Paper.of("desk", desk(List.of())),
        Paper.of("receipt", Map.of("document", came("received"))),
        Paper.of("receipt", Map.of("document", came("accepted"))),
        Paper.of("receipt", Map.of("document", came("duplicate"))),
        Paper.of("receipt", Map.of("document", came("quarantined"))),
        Paper.of("organisations", organisations(true)),
        Paper.of("organisations", organisations(false)),
        Paper.of("organisation", Map.of("about", about(false))),
        Paper.of("advisories", Map.of("about", about(true))),
        Paper.of("section", Map.of("about", about(true), "section", content(WORDS))),
        Paper.of("section", Map.of("about", about(true), "section", content(List.of()))),
        Paper.of("what-if", supposition(true)),
        Paper.of("what-if", supposition(false)),
        Paper.of("rules", rules()),
        Paper.of("rule", rule(true)),
        Paper.of("rule", rule(false)),
        Paper.of("rulebook", Map.of("book", book(WORDS))),
        Paper.of("rulebook", Map.of("book", book(List.of()))),
        Paper.of("status", Map.of("server", server(true), "underway", Underway.NONE)),
        Paper.of("status", Map.of("server", server(false), "underway", new Underway(1, MANY))),
        Paper.of("log-in", Map.of("next", "/", "wrong", true)),
        Paper.of("log-in", Map.of("next", "/", "wrong", false)),
        Paper.of(
            "problem", Map.of("problem", Map.of("title", "t", "detail", "d", "faults", WORDS))));
  }

  private static Map<String, Object> desk(List<String> states) {
    List<Came> came = states.stream().map(PageCheck::came).toList();
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
        states.stream().map(state -> advised()).toList(),
        "underway",
        new Underway(states.size(), MANY),
        "limit",
        2L << 20);
  }

  private static Came came(String state) {
    return new Came("id", "name", state, "organisation", MOMENT, 2048, "sha", WORDS);
  }

  private static Advised advised() {
    return new Advised(
        "id", "name", "advisory", "rulebook", DAY, DAY, COUNTS, 6, 50, TREND, Map.of());
  }

  private static Map<String, Object> organisations(boolean any) {
    List<OrganisationPages.Line> lines =
        List.of(
            new OrganisationPages.Line("id", "name", "a", DAY, DAY, COUNTS, 50, TREND),
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
        List.of(new OrganisationPages.OnFile("section", 2, "document", MOMENT, 3)),
        WORDS,
        List.of(
            new OrganisationPages.Reply("a/b", "title", "by", "why", DAY, true, null),
            new OrganisationPages.Reply("a/b", "title", "by", "", null, false, DAY)),
        "a/b",
        List.of(advised()),
        true);
  }

  private static OrganisationPages.Content content(List<String> entries) {
    Field field =
        new Field("f", FieldType.TEXT, true, false, "doc", "unit", WORDS, false, null, null, null);
    return new OrganisationPages.Content(
        "section",
        "doc",
        "document",
        MOMENT,
        0,
        "sha",
        List.of(field),
        entries.stream().map(List::of).toList(),
        entries.size(),
        true,
        List.of(new Origin("document", MOMENT, "sha")));
  }

  private static Map<String, Object> supposition(boolean good) {
    SuppositionPage.Cell cell = new SuppositionPage.Cell("n", "f", "v", true);
    SuppositionPage.Grid grid =
        new SuppositionPage.Grid(
            good ? "section" : "",
            "doc",
            List.of(new SuppositionPage.Column("f", "doc", WORDS)),
            List.of(new SuppositionPage.Row("row", List.of(cell))),
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
            .map(kind -> new SuppositionPage.Group(kind, List.of(changed)))
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
    Place place = new Place("file", 1, 1);
    Threshold.Variant variant = new Threshold.Variant("d", "v", BigDecimal.ONE, place, place);
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
        much ? List.of(new Trial.Told("name", "file", 1, "not assessed")) : List.of());
  }

  private static RulePages.Book book(List<String> faults) {
    return new RulePages.Book(
        "name", "0", MOMENT, 1, 2, 3, 4, faults, List.of(new RulePages.Version("0", MOMENT)));
  }

  private static StatusPages.Server server(boolean well) {
    return new StatusPages.Server(
        well,
        1,
        well ? null : MOMENT,
        well ? Underway.NONE : new Underway(1, MANY),
        1,
        2,
        3,
        4,
        List.of(new StatusPages.Condition("a", null), new StatusPages.Condition("b", "its reason")),
        well ? List.of() : List.of(new StatusPages.Left("file", "reason")),
        List.of(
            new StatusPages.Dispatch("id", "c", "t", "failed", 2, "error"),
            new StatusPages.Dispatch("id", "c", "t", "pending", 0, null)),
        List.of(
            new StatusPages.Bounce("to", "id", "reason"),
            new StatusPages.Bounce("to", "id", null)));
  }
}

package nestor.app.web;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import nestor.app.desk.Adviser;
import nestor.app.desk.AdvisoryRenderer;
import nestor.app.desk.Conditions;
import nestor.app.desk.LeftInInbox;
import nestor.app.desk.Rooms;
import nestor.app.desk.RulebookInForce;
import nestor.app.desk.Version;
import nestor.http.Answer;
import nestor.http.MediaTypes;
import nestor.http.Problem;
import nestor.http.Refusal;
import nestor.pages.Frame;
import nestor.pages.Pages;
import nestor.pages.Paper;
import nestor.pages.RulePages;
import nestor.pages.SuppositionPage;
import nestor.pages.Underway;
import nestor.rulebook.Fault;

/** What browsers get to see. */
public final class PageEndpoints {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src"
          + " 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final Pages pages;
  private final AdvisoryRenderer renderer;
  private final Assets assets;
  private final OrganisationEndpoints organisations;
  private final DocumentEndpoints documents;
  private final Adviser adviser;
  private final ServerState server;
  private final Changes changes;

  /** The pages, shown with the wording of the rulebook in force. */
  public PageEndpoints(
      Pages pages,
      Rooms rooms,
      AdvisoryRenderer renderer,
      OrganisationEndpoints organisations,
      DocumentEndpoints documents,
      Adviser adviser,
      Conditions conditions,
      LeftInInbox left,
      Supplier<Underway> underway,
      Changes changes) {
    this.pages = pages;
    this.renderer = renderer;
    this.assets = new Assets(renderer);
    this.organisations = organisations;
    this.documents = documents;
    this.adviser = adviser;
    this.server = new ServerState(rooms, conditions, left, underway);
    this.changes = changes;
  }

  /** The page for those who would rather have one, the other answer for all others. */
  public static Endpoint.Work either(Endpoint.Work page, Endpoint.Work other) {
    return visit ->
        (visit.prefersPage() ? page.answer(visit) : other.answer(visit)).with("Vary", "Accept");
  }

  public Answer desk(Visit visit) {
    visit.takesOnly();
    Formats.page(visit);
    return page(visit, pages.desk().desk(visit.caller(), server.underway()));
  }

  public Answer receipt(Visit visit) {
    visit.takesOnly();
    return page(visit, pages.desk().receipt(documents.receiptOf(visit)));
  }

  public Answer organisations(Visit visit) {
    visit.takesOnly("q", "after");
    return page(
        visit,
        pages
            .organisations()
            .all(visit.caller(), visit.asked("q").orElse(""), visit.asked("after").orElse("")));
  }

  public Answer organisation(Visit visit) {
    visit.takesOnly("reply");
    String id = organisations.standing(visit).organisation();
    return page(visit, pages.organisations().one(id, visit.asked("reply").orElse("")));
  }

  public Answer advisories(Visit visit) {
    visit.takesOnly();
    return page(
        visit, pages.organisations().advisories(organisations.standing(visit).organisation()));
  }

  public Answer section(Visit visit) {
    visit.takesOnly();
    String id = organisations.standing(visit).organisation();
    String section = documents.sectionNamed(visit.part("section"));
    Optional<Paper> found = pages.organisations().section(id, section);
    return page(
        visit,
        found.orElseThrow(
            () ->
                Problem.of(404, "Nothing there", section + " of " + id + " is not on file")
                    .refusal()));
  }

  /** The form of what to suppose, with a section's entries where one is named. */
  public Answer suppose(Visit visit) {
    visit.takesOnly("section");
    Formats.page(visit);
    String id = organisations.standing(visit).organisation();
    SuppositionPage.Asked asked =
        new SuppositionPage.Asked(
            visit.asked("section").orElse(""), "", "", java.util.Map.of(), false);
    return page(visit, pages.supposition().answer(id, asked));
  }

  public Answer rules(Visit visit) {
    visit.takesOnly("q", "priority", "owner");
    RulePages.Wanted wanted =
        new RulePages.Wanted(
            visit.asked("q").orElse(""),
            visit.asked("priority").orElse(""),
            visit.asked("owner").orElse(""));
    return page(visit, pages.rules().all(visit.caller(), wanted));
  }

  public Answer rule(Visit visit) {
    visit.takesOnly();
    String id = visit.part("topic") + "/" + visit.part("name");
    return page(
        visit, pages.rules().one(visit.caller(), id).orElseThrow(PageEndpoints::noSuchRule));
  }

  static Refusal noSuchRule() {
    return Problem.of(
            404,
            "Nothing there",
            "the rulebook in force has no such rule; /rules lists those that it has")
        .refusal();
  }

  public Answer rulebook(Visit visit) {
    visit.takesOnly();
    Formats.page(visit);
    forConsultant(visit);
    RulebookInForce now = adviser.rulebookInForce();
    List<RulePages.Version> versions =
        adviser.formerRulebooks().stream()
            .map(former -> new RulePages.Version(former.version(), former.since()))
            .toList();
    return page(visit, pages.rules().book(now.since(), now.objections(), versions));
  }

  public Answer status(Visit visit) {
    visit.takesOnly();
    Formats.page(visit);
    forConsultant(visit);
    return page(visit, pages.status().status(server.now()));
  }

  public Answer logIn(Visit visit) {
    visit.takesOnly("next");
    Formats.page(visit);
    return page(visit, pages.status().logIn(next(visit.asked("next").orElse("")), false));
  }

  public Answer styles(Visit visit) {
    visit.takesOnly("v");
    return assets.styles(visit);
  }

  public Answer script(Visit visit) {
    visit.takesOnly("v");
    return assets.script(visit);
  }

  public Answer icon(Visit visit) {
    visit.takesOnly();
    return assets.icon(visit);
  }

  /** A page that answers a form with something else than another page. */
  Answer page(Visit visit, Paper paper) {
    Answer page = page(200, frame(visit), paper);
    return visit.method().equals("GET") ? page.tagged(visit.header("if-none-match")) : page;
  }

  /** Who sent a wrong token gets the way in once more. */
  Answer notLoggedIn(Visit visit, String next) {
    return page(401, frame(visit), pages.status().logIn(next, true));
  }

  /** Why something cannot be done, for a reader of pages. */
  Answer problem(Problem problem, Visit visit, String address) {
    if (problem.status() == 401) {
      return page(401, stranger(visit.formToken()), pages.status().logIn(next(address), false));
    }
    List<String> faults = problem.faults().stream().map(Fault::toString).toList();
    Frame frame = visit.isIn() ? frame(visit) : stranger(visit.formToken());
    return page(
        problem.status(), frame, pages.status().problem(problem.title(), problem.detail(), faults));
  }

  private Answer page(int status, Frame frame, Paper paper) {
    byte[] body =
        renderer.page(paper.template(), paper.advisory(), paper.confirmed(), paper.in(frame));
    return Answer.of(status, MediaTypes.HTML, body)
        .with("Cache-Control", "no-store")
        .with("Content-Security-Policy", POLICY)
        // With none at all, browsers would not say where forms come from.
        .with("Referrer-Policy", "same-origin")
        .with("Cross-Origin-Opener-Policy", "same-origin")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("Vary", "Accept, Cookie");
  }

  private Frame frame(Visit visit) {
    if (!visit.isIn()) {
      return stranger(visit.formToken());
    }
    return new Frame(
        true,
        visit.caller().isConsultant(),
        visit.hasSession(),
        visit.formToken(),
        Version.number(),
        adviser.rulebookVersion(),
        assets.stylesTag(),
        assets.scriptTag(),
        changes.mark(visit.caller()));
  }

  private Frame stranger(String token) {
    return new Frame(
        false,
        false,
        false,
        token,
        Version.number(),
        "",
        assets.stylesTag(),
        assets.scriptTag(),
        "");
  }

  private static void forConsultant(Visit visit) {
    if (!visit.caller().isConsultant()) {
      throw FrontDoor.notYours();
    }
  }

  /** A path of this server, and of no other. */
  static String next(String wanted) {
    return wanted.matches("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*") && !wanted.startsWith("/log-")
        ? wanted
        : "/";
  }
}

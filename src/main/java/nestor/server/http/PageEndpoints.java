package nestor.server.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Version;
import nestor.server.pages.PageLayout;
import nestor.server.pages.PageModel;
import nestor.server.pages.Pages;
import nestor.server.pages.RulePages;
import nestor.server.pages.WhatIfPage;
import nestor.server.pipeline.RulebookAccess;
import nestor.server.pipeline.RulebookStatus;
import nestor.server.pipeline.WorkProgress;
import nestor.server.status.Status;

/**
 * Endpoints that answer browsers with pages. Programs get JSON from the same addresses by the other
 * endpoints.
 */
public final class PageEndpoints {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src"
          + " 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final Pages pages;
  private final RulebookAccess rulebook;
  private final StaticAssets assets;
  private final OrganisationEndpoints organisations;
  private final DocumentEndpoints documents;
  private final Supplier<Status> status;
  private final Supplier<WorkProgress> underway;
  private final ChangeToken changeToken;

  /** The pages, shown with the wording of the rulebook in force. */
  public PageEndpoints(
      Pages pages,
      RulebookAccess rulebook,
      OrganisationEndpoints organisations,
      DocumentEndpoints documents,
      Supplier<Status> status,
      Supplier<WorkProgress> underway,
      ChangeToken changeToken) {
    this.pages = pages;
    this.rulebook = rulebook;
    this.assets = new StaticAssets(rulebook);
    this.organisations = organisations;
    this.documents = documents;
    this.status = status;
    this.underway = underway;
    this.changeToken = changeToken;
  }

  public Response home(RequestContext context) {
    context.takesOnly();
    ContentNegotiation.page(context);
    return page(context, pages.home().home(context.principal(), underway.get()));
  }

  public Response receipt(RequestContext context) {
    context.takesOnly();
    return page(context, pages.home().receipt(documents.receiptOf(context)));
  }

  public Response organisations(RequestContext context) {
    context.takesOnly("q", "after");
    return page(
        context,
        pages
            .organisations()
            .all(
                context.principal(),
                context.parameter("q").orElse(""),
                context.parameter("after").orElse("")));
  }

  public Response organisation(RequestContext context) {
    context.takesOnly("reply");
    String id = organisations.standing(context).organisation();
    return page(context, pages.organisations().one(id, context.parameter("reply").orElse("")));
  }

  public Response advisories(RequestContext context) {
    context.takesOnly();
    return page(
        context, pages.organisations().advisories(organisations.standing(context).organisation()));
  }

  public Response section(RequestContext context) {
    context.takesOnly();
    String id = organisations.standing(context).organisation();
    String section = documents.sectionNamed(context.part("section"));
    Optional<PageModel> found = pages.organisations().section(id, section);
    return page(
        context,
        found.orElseThrow(
            () ->
                Problem.of(404, "Nothing there", section + " of " + id + " is not on file")
                    .refusal()));
  }

  /** The form of what to suppose, with a section's entries where one is named. */
  public Response whatIf(RequestContext context) {
    context.takesOnly("section");
    ContentNegotiation.page(context);
    String id = organisations.standing(context).organisation();
    WhatIfPage.Asked asked =
        new WhatIfPage.Asked(
            context.parameter("section").orElse(""), "", "", java.util.Map.of(), false);
    return page(context, pages.whatIf().answer(id, asked));
  }

  public Response rules(RequestContext context) {
    context.takesOnly("q", "priority", "owner");
    RulePages.Wanted wanted =
        new RulePages.Wanted(
            context.parameter("q").orElse(""),
            context.parameter("priority").orElse(""),
            context.parameter("owner").orElse(""));
    return page(context, pages.rules().all(context.principal(), wanted));
  }

  public Response rule(RequestContext context) {
    context.takesOnly();
    String id = context.part("topic") + "/" + context.part("name");
    return page(
        context, pages.rules().one(context.principal(), id).orElseThrow(PageEndpoints::noSuchRule));
  }

  static ProblemException noSuchRule() {
    return Problem.of(
            404,
            "Nothing there",
            "the rulebook in force has no such rule; /rules lists those that it has")
        .refusal();
  }

  public Response rulebook(RequestContext context) {
    context.takesOnly();
    ContentNegotiation.page(context);
    forConsultant(context);
    RulebookStatus now = rulebook.status();
    return page(
        context, pages.rules().book(now.since(), now.objections(), rulebook.formerRulebooks()));
  }

  public Response status(RequestContext context) {
    context.takesOnly();
    ContentNegotiation.page(context);
    forConsultant(context);
    return page(context, pages.status().status(status.get(), underway.get()));
  }

  public Response logIn(RequestContext context) {
    context.takesOnly("next");
    ContentNegotiation.page(context);
    return page(context, pages.status().logIn(next(context.parameter("next").orElse("")), false));
  }

  public Response styles(RequestContext context) {
    context.takesOnly("v");
    return assets.styles(context);
  }

  public Response script(RequestContext context) {
    context.takesOnly("v");
    return assets.script(context);
  }

  public Response icon(RequestContext context) {
    context.takesOnly();
    return assets.icon(context);
  }

  /** A page that answers a form with something else than another page. */
  Response page(RequestContext context, PageModel model) {
    Response page = page(200, frame(context), model);
    return context.method().equals("GET") ? page.tagged(context.header("if-none-match")) : page;
  }

  /** Renders the log-in page again, after a token that is not known. */
  Response notLoggedIn(RequestContext context, String next) {
    return page(401, frame(context), pages.status().logIn(next, true));
  }

  /** Page that says why something cannot be done. */
  Response problem(Problem problem, RequestContext context, String address) {
    if (problem.status() == 401) {
      return page(401, stranger(context.formToken()), pages.status().logIn(next(address), false));
    }
    List<String> faults = problem.faults().stream().map(Diagnostic::toString).toList();
    PageLayout layout = context.isIn() ? frame(context) : stranger(context.formToken());
    return page(
        problem.status(),
        layout,
        pages.status().problem(problem.title(), problem.detail(), faults));
  }

  private Response page(int status, PageLayout layout, PageModel model) {
    byte[] body =
        rulebook.page(model.template(), model.advisory(), model.confirmed(), model.in(layout));
    return Response.of(status, MediaTypes.HTML, body)
        .with("Cache-Control", "no-store")
        .with("Content-Security-Policy", POLICY)
        // With none at all, browsers would not say where forms come from.
        .with("Referrer-Policy", "same-origin")
        .with("Cross-Origin-Opener-Policy", "same-origin")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("Vary", "Accept, Cookie");
  }

  private PageLayout frame(RequestContext context) {
    if (!context.isIn()) {
      return stranger(context.formToken());
    }
    return new PageLayout(
        true,
        context.principal().isConsultant(),
        context.hasSession(),
        context.formToken(),
        Version.number(),
        rulebook.rulebookVersion(),
        assets.stylesTag(),
        assets.scriptTag(),
        changeToken.mark(context.principal()));
  }

  private PageLayout stranger(String token) {
    return new PageLayout(
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

  private static void forConsultant(RequestContext context) {
    if (!context.principal().isConsultant()) {
      throw RequestFilter.notYours();
    }
  }

  /** A path of this server, and of no other. */
  static String next(String wanted) {
    return wanted.matches("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*") && !wanted.startsWith("/log-")
        ? wanted
        : "/";
  }
}

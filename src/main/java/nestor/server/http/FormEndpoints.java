package nestor.server.http;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nestor.evidence.Declaration;
import nestor.intake.Receipt;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.WaiversSection;
import nestor.server.auth.Sessions;
import nestor.server.pages.WhatIfPage;
import nestor.server.pipeline.QuestionAnswers;

/**
 * Endpoints for the forms of the pages. Each answers with a redirect to the next page, except for
 * what-if, which changes nothing.
 */
public final class FormEndpoints {
  private final DocumentEndpoints documents;
  private final OrganisationEndpoints organisations;
  private final PageEndpoints pages;
  private final WhatIfPage whatIf;
  private final Sessions sessions;
  private final boolean secure;

  /**
   * @param secure whether browsers come by TLS
   */
  public FormEndpoints(
      DocumentEndpoints documents,
      OrganisationEndpoints organisations,
      PageEndpoints pages,
      WhatIfPage whatIf,
      Sessions sessions,
      boolean secure) {
    this.documents = documents;
    this.organisations = organisations;
    this.pages = pages;
    this.whatIf = whatIf;
    this.sessions = sessions;
    this.secure = secure;
  }

  /** Keeps documents; without an organisation they tell themselves whose they are. */
  public Response upload(RequestContext context) throws IOException {
    context.takesOnly();
    String given = FormData.of(context).get("organisation");
    String organisation =
        context.principal().isConsultant()
            ? given
            : Objects.toString(context.principal().organisation());
    if (!organisation.isEmpty() && !OrganisationSection.isId(organisation)) {
      throw Problem.of(
              400, "Not an organisation's id", "an id is " + OrganisationSection.ID_IN_WORDS)
          .refusal();
    }
    documents.keep(context, organisation.isEmpty() ? null : organisation);
    return to("/");
  }

  /** Takes a quarantined document up once more. */
  public Response putBack(RequestContext context) throws IOException {
    context.takesOnly();
    FormData.of(context);
    Receipt again = documents.replay(context);
    return to("/receipts/" + again.id());
  }

  /** Waives a recommendation, marks it done, or takes back what was said of it. */
  public Response reply(RequestContext context) throws IOException {
    context.takesOnly();
    FormData form = FormData.of(context);
    String id = organisations.standing(context).organisation();
    String rule = form.get("rule");
    Map<String, String> fields = new LinkedHashMap<>();
    String what = form.get("what");
    if (!what.equals("nothing")) {
      fields.put(WaiversSection.BY, form.get("by"));
      put(fields, WaiversSection.WHY, form.get("why"));
      put(
          fields,
          what.equals("done") ? WaiversSection.DONE : WaiversSection.UNTIL,
          form.get("day"));
    }
    documents.keepReply(id, rule, fields);
    return to("/organisations/" + id + "#replies");
  }

  /**
   * Takes the answer to a question that the data of an organisation leaves open, or takes it back.
   */
  public Response answer(RequestContext context) throws IOException {
    context.takesOnly();
    FormData form = FormData.of(context);
    String id = organisations.standing(context).organisation();
    String written = form.get("written");
    String means = form.get("means");
    String of = form.get("of");
    boolean takenBack = form.get("what").equals("nothing");
    if (written.isEmpty() || (means.isEmpty() && !takenBack)) {
      throw Problem.of(400, "No answer", "say what it stands for").refusal();
    }
    QuestionAnswers.Answer answer =
        new QuestionAnswers.Answer(written, means, of.isEmpty() ? null : of);
    if (takenBack) {
      documents.takeBackAnswer(id, answer);
    } else {
      documents.keepAnswer(id, answer);
    }
    return to("/organisations/" + id + "#questions");
  }

  /** Takes back what a source states of a section. */
  public Response withdraw(RequestContext context) throws IOException {
    context.takesOnly();
    FormData form = FormData.of(context);
    String section = documents.sectionNamed(context.part("section"));
    String source = Declaration.name(form.get("source"));
    Receipt receipt = documents.withdraw(context, organisations, section, source);
    return to("/receipts/" + receipt.id());
  }

  private static void put(Map<String, String> fields, String field, String value) {
    if (!value.isEmpty()) {
      fields.put(field, value);
    }
  }

  /** Answers what other data would change. */
  public Response whatIf(RequestContext context) throws IOException {
    context.takesOnly();
    FormData form = FormData.of(context);
    String id = organisations.standing(context).organisation();
    WhatIfPage.Asked asked =
        new WhatIfPage.Asked(
            form.get("section"),
            form.get("shown"),
            form.get("lines"),
            form.all(),
            form.get("do").equals("try"));
    return pages.page(context, whatIf.answer(id, asked));
  }

  /** Lets a browser in. */
  public Response logIn(RequestContext context) throws IOException {
    context.takesOnly();
    FormData form = FormData.of(context);
    String next = PageEndpoints.next(form.get("next"));
    Optional<Sessions.Session> session = sessions.logIn(form.get("secret"));
    if (session.isEmpty()) {
      return pages.notLoggedIn(context, next);
    }
    return to(next).with("Set-Cookie", cookie(session.get().cookie(), Sessions.LIFE.toSeconds()));
  }

  /** Sends a browser out. */
  public Response logOut(RequestContext context) throws IOException {
    context.takesOnly();
    FormData.of(context);
    context.session().ifPresent(session -> sessions.logOut(session.cookie()));
    return to("/log-in").with("Set-Cookie", cookie("", 0));
  }

  private String cookie(String value, long seconds) {
    return RequestFilter.cookieName(secure)
        + "="
        + value
        + "; Path=/; Max-Age="
        + seconds
        + "; HttpOnly; SameSite=Strict"
        + (secure ? "; Secure" : "");
  }

  private static Response to(String address) {
    return new Response(303, null, new byte[0], Map.of("Location", address));
  }
}

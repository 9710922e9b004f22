package nestor.app.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nestor.access.Sessions;
import nestor.app.desk.DocumentUnderstanding;
import nestor.app.desk.Rooms;
import nestor.dossier.Dossier;
import nestor.http.Answer;
import nestor.http.Problem;
import nestor.intake.ChangedDocumentException;
import nestor.intake.Receipt;
import nestor.pages.Pages;
import nestor.pages.SuppositionPage;
import nestor.rulebook.EngineWords;
import nestor.rulebook.Replies;

/**
 * What the forms of the pages do. Each is answered with the address of the page to go on with, but
 * for suppositions, which change nothing.
 */
public final class FormEndpoints {
  private final Rooms rooms;
  private final DocumentUnderstanding understanding;
  private final DocumentEndpoints documents;
  private final OrganisationEndpoints organisations;
  private final PageEndpoints pages;
  private final Pages papers;
  private final Sessions sessions;
  private final Runnable onReceived;
  private final boolean secure;

  /**
   * @param onReceived called when a document was put back
   * @param secure whether browsers come by TLS
   */
  public FormEndpoints(
      Rooms rooms,
      DocumentUnderstanding understanding,
      DocumentEndpoints documents,
      OrganisationEndpoints organisations,
      PageEndpoints pages,
      Pages papers,
      Sessions sessions,
      Runnable onReceived,
      boolean secure) {
    this.rooms = rooms;
    this.understanding = understanding;
    this.documents = documents;
    this.organisations = organisations;
    this.pages = pages;
    this.papers = papers;
    this.sessions = sessions;
    this.onReceived = onReceived;
    this.secure = secure;
  }

  /** Keeps documents; without an organisation they tell themselves whose they are. */
  public Answer upload(Visit visit) throws IOException {
    visit.takesOnly();
    String given = Form.of(visit).get("organisation");
    String organisation =
        visit.caller().isConsultant() ? given : Objects.toString(visit.caller().organisation());
    if (!organisation.isEmpty() && !EngineWords.isId(organisation)) {
      throw Problem.of(400, "Not an organisation's id", "an id is " + EngineWords.ID_IN_WORDS)
          .refusal();
    }
    documents.keep(visit, organisation.isEmpty() ? null : organisation);
    return to("/");
  }

  /** Takes a quarantined document up once more. */
  public Answer putBack(Visit visit) throws IOException {
    visit.takesOnly();
    Form.of(visit);
    Receipt receipt = documents.receiptOf(visit);
    Receipt again;
    try {
      again =
          rooms
              .intake()
              .replay(receipt.id())
              .orElseThrow(
                  () ->
                      Problem.of(
                              409,
                              "Not in quarantine",
                              receipt.name() + " was taken in; there is nothing to put back")
                          .refusal());
    } catch (ChangedDocumentException e) {
      throw Problem.of(409, "Not what arrived", String.valueOf(e.getMessage())).refusal();
    }
    onReceived.run();
    return to("/receipts/" + again.id());
  }

  /** Sets a recommendation aside, marks it done, or takes back what was said of it. */
  public Answer reply(Visit visit) throws IOException {
    visit.takesOnly();
    Form form = Form.of(visit);
    String id = organisations.standing(visit).organisation();
    String rule = form.get("rule");
    ArrayNode replies = JsonNodeFactory.instance.arrayNode();
    Dossier dossier =
        rooms.store().read(tx -> rooms.dossiers().load(tx, id, understanding.vocabulary()));
    for (Map<String, Object> entry : dossier.entries(Replies.SECTION)) {
      if (!rule.equals(entry.get(Replies.RULE))) {
        ObjectNode former = replies.addObject();
        entry.forEach((field, value) -> former.put(field, value.toString()));
      }
    }
    String what = form.get("what");
    if (!what.equals("nothing")) {
      ObjectNode reply = replies.addObject();
      reply.put(Replies.RULE, rule);
      reply.put(Replies.BY, form.get("by"));
      put(reply, Replies.WHY, form.get("why"));
      put(reply, what.equals("done") ? Replies.DONE : Replies.UNTIL, form.get("day"));
    }
    documents.keepSection(
        id, Replies.SECTION, ".json", replies.toString().getBytes(StandardCharsets.UTF_8));
    return to("/organisations/" + id + "#replies");
  }

  private static void put(ObjectNode reply, String field, String value) {
    if (!value.isEmpty()) {
      reply.put(field, value);
    }
  }

  /** What other data would change. */
  public Answer suppose(Visit visit) throws IOException {
    visit.takesOnly();
    Form form = Form.of(visit);
    String id = organisations.standing(visit).organisation();
    SuppositionPage.Asked asked =
        new SuppositionPage.Asked(
            form.get("section"),
            form.get("shown"),
            form.get("lines"),
            form.all(),
            form.get("do").equals("try"));
    return pages.page(visit, papers.supposition().answer(id, asked));
  }

  /** Lets a browser in. */
  public Answer logIn(Visit visit) throws IOException {
    visit.takesOnly();
    Form form = Form.of(visit);
    String next = PageEndpoints.next(form.get("next"));
    Optional<Sessions.Session> session = sessions.logIn(form.get("secret"));
    if (session.isEmpty()) {
      return pages.notLoggedIn(visit, next);
    }
    return to(next).with("Set-Cookie", cookie(session.get().cookie(), Sessions.LIFE.toSeconds()));
  }

  /** Sends a browser out. */
  public Answer logOut(Visit visit) throws IOException {
    visit.takesOnly();
    Form.of(visit);
    visit.session().ifPresent(session -> sessions.logOut(session.cookie()));
    return to("/log-in").with("Set-Cookie", cookie("", 0));
  }

  private String cookie(String value, long seconds) {
    return FrontDoor.cookieName(secure)
        + "="
        + value
        + "; Path=/; Max-Age="
        + seconds
        + "; HttpOnly; SameSite=Strict"
        + (secure ? "; Secure" : "");
  }

  private static Answer to(String address) {
    return new Answer(303, null, new byte[0], Map.of("Location", address));
  }
}

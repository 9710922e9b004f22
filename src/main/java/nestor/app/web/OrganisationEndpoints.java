package nestor.app.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nestor.advisory.Advisory;
import nestor.advisory.Confirmation;
import nestor.advisory.Priority;
import nestor.app.desk.AdvisoryRenderer;
import nestor.app.desk.DocumentUnderstanding;
import nestor.app.desk.Rooms;
import nestor.delivery.Format;
import nestor.dossier.Dossier;
import nestor.dossier.KeptSection;
import nestor.dossier.Standing;
import nestor.http.Answer;
import nestor.http.MediaTypes;
import nestor.http.Problem;
import nestor.http.Refusal;
import nestor.rulebook.Nearest;

/** What is known of organisations, and what they were advised. */
public final class OrganisationEndpoints {
  private static final int MOST = 200;
  private static final String LATEST = "latest";

  private final Rooms rooms;
  private final DocumentUnderstanding understanding;
  private final AdvisoryRenderer renderer;

  public OrganisationEndpoints(
      Rooms rooms, DocumentUnderstanding understanding, AdvisoryRenderer renderer) {
    this.rooms = rooms;
    this.understanding = understanding;
    this.renderer = renderer;
  }

  public Answer all(Visit visit) {
    visit.takesOnly();
    Formats.json(visit);
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    List<Standing> standings =
        rooms.store().read(tx -> rooms.dossiers().standings(tx)).stream()
            .filter(standing -> visit.caller().maySee(standing.organisation()))
            .toList();
    standings.forEach(standing -> all.add(json(standing)));
    return Answer.json(200, all).tagged(visit.header("if-none-match"));
  }

  public Answer one(Visit visit) {
    visit.takesOnly();
    Formats.json(visit);
    String id = visit.part("id");
    Standing standing = standing(visit, id);
    Dossier dossier =
        rooms.store().read(tx -> rooms.dossiers().load(tx, id, understanding.vocabulary()));
    ObjectNode json = json(standing);
    json.put("name", dossier.name());
    ObjectNode sections = json.putObject("sections");
    dossier
        .sections()
        .forEach(
            (name, held) ->
                sections
                    .putObject(name)
                    .put("entries", held.content().entries().size())
                    .put("document", held.origin().document())
                    .put("received", held.origin().received().toString())
                    .put("sha256", held.origin().sha256()));
    json.put("advisories", "/organisations/" + id + "/advisories");
    return Answer.json(200, json).tagged(visit.header("if-none-match"));
  }

  public Answer advisories(Visit visit) {
    visit.takesOnly("limit");
    Formats.json(visit);
    String id = visit.part("id");
    standing(visit, id);
    int limit = limit(visit);
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    Map<String, Confirmation> confirmations =
        rooms.store().read(tx -> rooms.advisories().confirmations(tx, id));
    for (Advisory advisory : rooms.store().read(tx -> rooms.advisories().of(tx, id, limit))) {
      ObjectNode one = all.addObject();
      one.put("advisory", advisory.advisory());
      one.put("asOf", advisory.asOf().toString());
      one.put("rulebook", advisory.rulebook().version());
      Confirmation confirmation = confirmations.get(advisory.advisory());
      if (confirmation != null) {
        one.putObject("confirmed")
            .put("on", confirmation.on().toString())
            .put("rulebook", confirmation.rulebook());
      }
      ObjectNode counts = one.putObject("recommended");
      for (Priority priority : Priority.values()) {
        counts.put(
            priority.name().toLowerCase(Locale.ROOT),
            advisory.recommended().stream().filter(r -> r.priority() == priority).count());
      }
      one.put("self", "/organisations/" + id + "/advisories/" + advisory.advisory());
    }
    return Answer.json(200, all).tagged(visit.header("if-none-match"));
  }

  public Answer advisory(Visit visit) {
    visit.takesOnly("format", "owner");
    Optional<String> named = visit.asked("format");
    Format format = named.isPresent() ? Formats.named(named.get()) : Formats.chosen(visit);
    Optional<String> owner = visit.asked("owner").map(given -> owner(given, format));
    String id = visit.part("id");
    String which = visit.part("advisory");
    standing(visit, id);
    Optional<Advisory> found =
        rooms
            .store()
            .read(
                tx ->
                    which.equals(LATEST)
                        ? rooms.advisories().latest(tx, id)
                        : rooms.advisories().find(tx, id, which));
    Advisory advisory =
        found.orElseThrow(
            () ->
                nothing(
                    which.equals(LATEST)
                        ? "no advice was given to " + id + " yet; try again in some seconds"
                        : "there is no advisory '"
                            + which
                            + "' of "
                            + id
                            + "; /organisations/"
                            + id
                            + "/advisories lists them"));
    LocalDate confirmed =
        rooms
            .store()
            .read(tx -> rooms.advisories().confirmation(tx, id, advisory.advisory()))
            .map(Confirmation::on)
            .orElse(null);
    byte[] rendered = renderer.render(advisory, format, confirmed, owner.orElse(null));
    Answer answer = Answer.of(200, MediaTypes.of(format), rendered);
    if (named.isPresent()) {
      String of = owner.map(one -> "-" + one.replaceAll("[^A-Za-z0-9]", "-")).orElse("");
      String file = id + "-" + advisory.asOf() + of + "." + format.extension();
      answer = answer.with("Content-Disposition", "attachment; filename=\"" + file + "\"");
    }
    return answer
        .with("Vary", "Accept")
        .with("Content-Location", "/organisations/" + id + "/advisories/" + advisory.advisory())
        .tagged(visit.header("if-none-match"));
  }

  /** The owner as the rulebook writes him. */
  private String owner(String given, Format format) {
    if (format == Format.JSON) {
      throw Problem.of(
              400,
              "JSON is of the whole advisory",
              "leave owner out, or accept text/html, application/pdf or another form for people")
          .refusal();
    }
    List<String> owners = renderer.owners();
    return owners.stream()
        .filter(given::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(
            () ->
                Problem.of(
                        400,
                        "Not an owner",
                        "no rule is for that owner; " + Nearest.cure(given, owners))
                    .refusal());
  }

  /** One section as it is on file. */
  public Answer section(Visit visit) {
    visit.takesOnly();
    Formats.json(visit);
    String id = standing(visit).organisation();
    String name = visit.part("section");
    KeptSection kept = rooms.store().read(tx -> rooms.dossiers().kept(tx, id)).get(name);
    if (kept == null) {
      throw nothing(
          "'"
              + name
              + "' of "
              + id
              + " is not on file; /organisations/"
              + id
              + " lists"
              + " the sections that are");
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("section", name);
    json.put("document", kept.origin().document());
    json.put("received", kept.origin().received().toString());
    json.put("sha256", kept.origin().sha256());
    json.putRawValue("entries", new RawValue(kept.entries()));
    return Answer.json(200, json).tagged(visit.header("if-none-match"));
  }

  /**
   * How the organisation stands that the path names.
   *
   * @throws Refusal if nothing is known of it, or the caller may not see it
   */
  Standing standing(Visit visit) {
    return standing(visit, visit.part("id"));
  }

  private Standing standing(Visit visit, String id) {
    if (!visit.caller().maySee(id)) {
      throw FrontDoor.notYours();
    }
    return rooms
        .store()
        .read(tx -> rooms.dossiers().standing(tx, id))
        .orElseThrow(
            () ->
                nothing(
                    "nothing is known of '"
                        + id
                        + "'; send a document of it to /organisations/ID/documents"));
  }

  private static int limit(Visit visit) {
    String text = visit.asked("limit").orElse("50");
    if (text.matches("[0-9]{1,3}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    }
    throw Problem.of(
            400, "Not a limit", "limit is '" + text + "'; write a number from 1 to " + MOST)
        .refusal();
  }

  private static ObjectNode json(Standing standing) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", standing.organisation());
    json.put("lastDocumentAt", standing.lastDocumentAt().toString());
    json.put("adviceDue", standing.documentsUnseen());
    if (standing.advisedOn() != null) {
      json.put("advisedOn", standing.advisedOn().toString());
    }
    if (standing.advisedRulebook() != null) {
      json.put("rulebook", standing.advisedRulebook());
    }
    json.put("self", "/organisations/" + standing.organisation());
    return json;
  }

  private static Refusal nothing(String detail) {
    String oneLine =
        detail
            .codePoints()
            .limit(500)
            .mapToObj(c -> Character.isISOControl(c) ? "?" : Character.toString(c))
            .collect(Collectors.joining());
    return Problem.of(404, "Nothing there", oneLine).refusal();
  }
}

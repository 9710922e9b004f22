package nestor.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryRepository;
import nestor.advisory.Confirmation;
import nestor.delivery.Format;
import nestor.diagnostics.Suggestions;
import nestor.dossier.AdvisoryState;
import nestor.dossier.Dossier;
import nestor.dossier.DossierRepository;
import nestor.dossier.DossierSection;
import nestor.dossier.Origin;
import nestor.dossier.Statement;
import nestor.dossier.StoredSection;
import nestor.rulebook.Priority;
import nestor.server.pipeline.AdvisoryRenderer;
import nestor.server.pipeline.DocumentParser;
import nestor.store.Database;

/**
 * Endpoints that read what is known of organisations, and their advisories. For pages of the same
 * use {@link PageEndpoints}; for what changes them, {@link FormEndpoints} and {@link
 * DocumentEndpoints}.
 */
public final class OrganisationEndpoints {
  private static final int MOST = 200;
  private static final String LATEST = "latest";

  private final Database database;
  private final DossierRepository dossiers;
  private final AdvisoryRepository advisories;
  private final DocumentParser parser;
  private final AdvisoryRenderer renderer;

  public OrganisationEndpoints(
      Database database,
      DossierRepository dossiers,
      AdvisoryRepository advisories,
      DocumentParser parser,
      AdvisoryRenderer renderer) {
    this.database = database;
    this.dossiers = dossiers;
    this.advisories = advisories;
    this.parser = parser;
    this.renderer = renderer;
  }

  public Response all(RequestContext context) {
    context.takesOnly();
    ContentNegotiation.json(context);
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    List<AdvisoryState> standings =
        database.read(tx -> dossiers.standings(tx)).stream()
            .filter(state -> context.principal().maySee(state.organisation()))
            .toList();
    standings.forEach(state -> all.add(json(state)));
    return Response.json(200, all).tagged(context.header("if-none-match"));
  }

  /** Returns what is on file of an organisation, by the active vocabulary. */
  Dossier dossier(String id) {
    return database.read(tx -> dossiers.load(tx, id, parser.vocabulary()));
  }

  public Response one(RequestContext context) {
    context.takesOnly();
    ContentNegotiation.json(context);
    String id = context.part("id");
    AdvisoryState state = standing(context, id);
    Dossier dossier = dossier(id);
    ObjectNode json = json(state);
    json.put("name", dossier.name());
    ObjectNode sections = json.putObject("sections");
    dossier
        .sections()
        .forEach(
            (name, held) ->
                statements(
                    origin(sections.putObject(name), held.origin())
                        .put("entries", held.content().entries().size())
                        .put("partial", held.content().partial()),
                    held));
    json.put("advisories", "/organisations/" + id + "/advisories");
    return Response.json(200, json).tagged(context.header("if-none-match"));
  }

  public Response advisories(RequestContext context) {
    context.takesOnly("limit");
    ContentNegotiation.json(context);
    String id = context.part("id");
    standing(context, id);
    int limit = limit(context);
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    Map<String, Confirmation> confirmations = database.read(tx -> advisories.confirmations(tx, id));
    for (Advisory advisory : database.read(tx -> advisories.of(tx, id, limit))) {
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
            priority.text(),
            advisory.recommended().stream().filter(r -> r.priority() == priority).count());
      }
      one.put("self", "/organisations/" + id + "/advisories/" + advisory.advisory());
    }
    return Response.json(200, all).tagged(context.header("if-none-match"));
  }

  public Response advisory(RequestContext context) {
    context.takesOnly("format", "owner");
    Optional<String> named = context.parameter("format");
    Format format =
        named.isPresent()
            ? ContentNegotiation.named(named.get())
            : ContentNegotiation.chosen(context);
    Optional<String> owner = context.parameter("owner").map(given -> owner(given, format));
    String id = context.part("id");
    String which = context.part("advisory");
    standing(context, id);
    Optional<Advisory> found =
        database.read(
            tx ->
                which.equals(LATEST) ? advisories.latest(tx, id) : advisories.find(tx, id, which));
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
        database
            .read(tx -> advisories.confirmation(tx, id, advisory.advisory()))
            .map(Confirmation::on)
            .orElse(null);
    byte[] rendered = renderer.render(advisory, format, confirmed, owner.orElse(null));
    Response response = Response.of(200, MediaTypes.of(format), rendered);
    if (named.isPresent()) {
      String of = owner.map(one -> "-" + one.replaceAll("[^A-Za-z0-9]", "-")).orElse("");
      String file = id + "-" + advisory.asOf() + of + "." + format.extension();
      response = response.with("Content-Disposition", "attachment; filename=\"" + file + "\"");
    }
    return response
        .with("Vary", "Accept")
        .with("Content-Location", "/organisations/" + id + "/advisories/" + advisory.advisory())
        .tagged(context.header("if-none-match"));
  }

  /** The owner as the rulebook writes them. */
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
                        "no rule is for that owner; " + Suggestions.cure(given, owners))
                    .refusal());
  }

  /** One section as it is on file. */
  public Response section(RequestContext context) {
    context.takesOnly();
    ContentNegotiation.json(context);
    String id = standing(context).organisation();
    String name = context.part("section");
    List<StoredSection> kept =
        database.read(tx -> dossiers.kept(tx, id)).stream()
            .filter(one -> one.section().equals(name))
            .toList();
    if (kept.isEmpty()) {
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
    stated(json, kept.get(0));
    if (kept.size() > 1) {
      ArrayNode statements = json.putArray("statements");
      kept.forEach(one -> stated(statements.addObject(), one));
    }
    return Response.json(200, json).tagged(context.header("if-none-match"));
  }

  private static void stated(ObjectNode json, StoredSection statement) {
    origin(json, statement.origin())
        .put("partial", statement.partial())
        .putRawValue("entries", new RawValue(statement.entries()));
  }

  private static ObjectNode origin(ObjectNode json, Origin origin) {
    return json.put("source", origin.source())
        .put("document", origin.document())
        .put("received", origin.received().toString())
        .put("sha256", origin.sha256());
  }

  /** Adds the statement of each source of a section that several state. */
  private static void statements(ObjectNode json, DossierSection held) {
    if (held.statements().size() > 1) {
      ArrayNode statements = json.putArray("statements");
      for (Statement statement : held.statements()) {
        origin(statements.addObject(), statement.origin())
            .put("entries", statement.content().entries().size())
            .put("partial", statement.content().partial());
      }
    }
  }

  /** The sources that state something of a section. */
  List<String> sources(String id, String section) {
    return database.read(tx -> dossiers.kept(tx, id)).stream()
        .filter(kept -> kept.section().equals(section))
        .map(kept -> kept.origin().source())
        .toList();
  }

  /**
   * State of the organisation that the path names.
   *
   * @throws ProblemException if nothing is known of it, or the caller may not see it
   */
  AdvisoryState standing(RequestContext context) {
    return standing(context, context.part("id"));
  }

  private AdvisoryState standing(RequestContext context, String id) {
    if (!context.principal().maySee(id)) {
      throw RequestFilter.notYours();
    }
    return database
        .read(tx -> dossiers.standing(tx, id))
        .orElseThrow(
            () ->
                nothing(
                    "nothing is known of '"
                        + id
                        + "'; send a document of it to /organisations/ID/documents"));
  }

  private static int limit(RequestContext context) {
    String text = context.parameter("limit").orElse("50");
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

  private static ObjectNode json(AdvisoryState state) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", state.organisation());
    json.put("lastDocumentAt", state.lastDocumentAt().toString());
    json.put("adviceDue", state.documentsUnseen());
    if (state.advisedOn() != null) {
      json.put("advisedOn", state.advisedOn().toString());
    }
    if (state.advisedRulebook() != null) {
      json.put("rulebook", state.advisedRulebook());
    }
    json.put("self", "/organisations/" + state.organisation());
    return json;
  }

  private static ProblemException nothing(String detail) {
    String oneLine =
        detail
            .codePoints()
            .limit(500)
            .mapToObj(c -> Character.isISOControl(c) ? "?" : Character.toString(c))
            .collect(Collectors.joining());
    return Problem.of(404, "Nothing there", oneLine).refusal();
  }
}

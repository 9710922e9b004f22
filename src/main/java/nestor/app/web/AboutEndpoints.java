package nestor.app.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import nestor.app.desk.Adviser;
import nestor.app.desk.Conditions;
import nestor.app.desk.DocumentUnderstanding;
import nestor.app.desk.Meters;
import nestor.app.desk.RulebookInForce;
import nestor.evidence.DocumentSchema;
import nestor.http.Answer;
import nestor.http.Problem;

/** What the server tells of itself. */
public final class AboutEndpoints {
  private final DocumentUnderstanding understanding;
  private final Adviser adviser;
  private final Conditions conditions;
  private final Meters meters;
  private final OpenApi openApi;

  public AboutEndpoints(
      DocumentUnderstanding understanding,
      Adviser adviser,
      Conditions conditions,
      Meters meters,
      OpenApi openApi) {
    this.understanding = understanding;
    this.adviser = adviser;
    this.conditions = conditions;
    this.meters = meters;
    this.openApi = openApi;
  }

  public Answer rules(Visit visit) {
    visit.takesOnly();
    Formats.json(visit);
    visit.caller();
    RulebookInForce inForce = adviser.rulebookInForce();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", inForce.name());
    json.put("version", inForce.version());
    json.set("rules", inForce.catalogue());
    return Answer.json(200, json).tagged(visit.header("if-none-match"));
  }

  /** One rule as the catalogue has it. */
  public Answer rule(Visit visit) {
    visit.takesOnly();
    Formats.json(visit);
    visit.caller();
    String id = visit.part("topic") + "/" + visit.part("name");
    for (JsonNode rule : adviser.rulebookInForce().catalogue()) {
      if (rule.path("id").asText().equals(id)) {
        return Answer.json(200, rule).tagged(visit.header("if-none-match"));
      }
    }
    throw PageEndpoints.noSuchRule();
  }

  public Answer schema(Visit visit) {
    visit.takesOnly();
    Formats.json(visit);
    return Answer.json(200, DocumentSchema.of(understanding.vocabulary()))
        .tagged(visit.header("if-none-match"));
  }

  public Answer openApi(Visit visit) {
    visit.takesOnly();
    Formats.json(visit);
    return Answer.json(200, openApi.document()).tagged(visit.header("if-none-match"));
  }

  public Answer live(Visit visit) {
    visit.takesOnly();
    return Answer.json(200, JsonNodeFactory.instance.objectNode().put("live", true));
  }

  /** Whether all of it works; the reasons are for those who see everything. */
  public Answer ready(Visit visit) {
    visit.takesOnly();
    List<Conditions.State> states = conditions.look();
    boolean ready = states.stream().allMatch(Conditions.State::holds);
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Conditions.State state : states) {
      ObjectNode one = all.addObject().put("name", state.name()).put("holds", state.holds());
      if (visit.seesAll()) {
        state.reason().ifPresent(reason -> one.put("reason", reason));
      }
    }
    if (ready) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("ready", true).set("conditions", all);
      return Answer.json(200, json);
    }
    String detail =
        states.stream()
            .filter(state -> !state.holds())
            .map(
                state ->
                    state.name() + (visit.seesAll() ? ": " + state.reason().orElse("unknown") : ""))
            .collect(Collectors.joining("; "));
    ObjectNode problem = Problem.of(503, "Not ready", detail).json();
    problem.put("ready", false).set("conditions", all);
    return new Answer(
        503,
        Problem.MEDIA_TYPE,
        (problem.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8),
        java.util.Map.of());
  }

  public Answer metrics(Visit visit) {
    visit.takesOnly();
    if (!visit.seesAll()) {
      throw FrontDoor.notYours();
    }
    return new Answer(
        200,
        "text/plain; version=0.0.4; charset=utf-8",
        meters.text(adviser.rulebookVersion()).getBytes(StandardCharsets.UTF_8),
        java.util.Map.of());
  }
}

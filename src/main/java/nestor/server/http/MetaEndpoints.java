package nestor.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nestor.evidence.DocumentSchema;
import nestor.server.health.HealthChecks;
import nestor.server.pipeline.AdvisoryEngine;
import nestor.server.pipeline.DocumentParser;
import nestor.server.pipeline.Metrics;
import nestor.server.pipeline.RulebookStatus;

/**
 * Endpoints about the server itself: catalogue, schema, OpenAPI, health and metrics. For pages
 * about the server use {@link PageEndpoints}.
 */
public final class MetaEndpoints {
  private final DocumentParser parser;
  private final AdvisoryEngine advisoryEngine;
  private final HealthChecks healthChecks;
  private final Metrics metrics;
  private final OpenApi openApi;

  public MetaEndpoints(
      DocumentParser parser,
      AdvisoryEngine advisoryEngine,
      HealthChecks healthChecks,
      Metrics metrics,
      OpenApi openApi) {
    this.parser = parser;
    this.advisoryEngine = advisoryEngine;
    this.healthChecks = healthChecks;
    this.metrics = metrics;
    this.openApi = openApi;
  }

  public Response rules(RequestContext context) {
    context.takesOnly();
    ContentNegotiation.json(context);
    context.principal();
    RulebookStatus inForce = advisoryEngine.status();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", inForce.name());
    json.put("version", inForce.version());
    json.set("rules", inForce.catalogue());
    return Response.json(200, json).tagged(context.header("if-none-match"));
  }

  /** One rule as the catalogue has it. */
  public Response rule(RequestContext context) {
    context.takesOnly();
    ContentNegotiation.json(context);
    context.principal();
    String id = context.part("topic") + "/" + context.part("name");
    for (JsonNode rule : advisoryEngine.status().catalogue()) {
      if (rule.path("id").asText().equals(id)) {
        return Response.json(200, rule).tagged(context.header("if-none-match"));
      }
    }
    throw PageEndpoints.noSuchRule();
  }

  public Response schema(RequestContext context) {
    context.takesOnly();
    ContentNegotiation.json(context);
    return Response.json(200, DocumentSchema.of(parser.vocabulary()))
        .tagged(context.header("if-none-match"));
  }

  public Response openApi(RequestContext context) {
    context.takesOnly();
    ContentNegotiation.json(context);
    return Response.json(200, openApi.document()).tagged(context.header("if-none-match"));
  }

  public Response live(RequestContext context) {
    context.takesOnly();
    return Response.json(200, JsonNodeFactory.instance.objectNode().put("live", true));
  }

  /** Answers whether everything works; the reasons are only for callers who may see everything. */
  public Response ready(RequestContext context) {
    context.takesOnly();
    List<HealthChecks.State> states = healthChecks.check();
    boolean ready = states.stream().allMatch(HealthChecks.State::holds);
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (HealthChecks.State state : states) {
      ObjectNode one = all.addObject().put("name", state.name()).put("holds", state.holds());
      if (context.seesAll()) {
        if (state.reason() != null) {
          one.put("reason", state.reason());
        }
      }
    }
    if (ready) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("ready", true).set("conditions", all);
      return Response.json(200, json);
    }
    String detail =
        states.stream()
            .filter(state -> !state.holds())
            .map(state -> state.name() + (context.seesAll() ? ": " + state.reason() : ""))
            .collect(Collectors.joining("; "));
    ObjectNode problem = Problem.of(503, "Not ready", detail).json();
    problem.put("ready", false).set("conditions", all);
    return new Response(
        503,
        Problem.MEDIA_TYPE,
        (problem.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8),
        Map.of());
  }

  public Response metrics(RequestContext context) {
    context.takesOnly();
    if (!context.seesAll()) {
      throw RequestFilter.notYours();
    }
    return new Response(
        200,
        "text/plain; version=0.0.4; charset=utf-8",
        metrics.text(advisoryEngine.rulebookVersion()).getBytes(StandardCharsets.UTF_8),
        Map.of());
  }
}

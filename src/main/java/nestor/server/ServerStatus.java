package nestor.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import nestor.server.health.HealthChecks;
import nestor.server.http.WebServer;
import nestor.server.pipeline.AdvisoryEngine;
import nestor.server.pipeline.AdvisoryWorker;
import nestor.server.pipeline.InboxLeftovers;
import nestor.server.pipeline.RulebookStatus;
import nestor.server.reload.RouteReloader;

/** Part of {@code nestor status} that only a running server knows, not its store. */
record ServerStatus(
    WebServer web,
    HealthChecks healthChecks,
    AdvisoryEngine engine,
    RouteReloader routes,
    InboxLeftovers leftovers,
    AdvisoryWorker advice) {

  /** Adds it to the status. */
  void addTo(ObjectNode status) {
    status
        .putObject("server")
        .put("running", true)
        .put("process", ProcessHandle.current().pid())
        .put("http", web.address());
    List<HealthChecks.State> states = healthChecks.check();
    status.put("ready", states.stream().allMatch(HealthChecks.State::holds));
    ArrayNode all = status.putArray("conditions");
    for (HealthChecks.State state : states) {
      ObjectNode one = all.addObject().put("name", state.name()).put("holds", state.holds());
      if (state.reason() != null) {
        one.put("reason", state.reason());
      }
    }
    RulebookStatus inForce = engine.status();
    ObjectNode rulebook = status.putObject("rulebook").put("version", inForce.version());
    ArrayNode faults = rulebook.putArray("faults");
    inForce.objections().forEach(faults::add);
    ArrayNode ofRoutes = status.putObject("routes").putArray("faults");
    routes.objections().forEach(ofRoutes::add);
    ArrayNode left = status.putArray("left");
    leftovers
        .left()
        .forEach(one -> left.addObject().put("file", one.file()).put("reason", one.reason()));
    ArrayNode notAdvised = status.putArray("notAdvised");
    advice
        .held()
        .forEach(
            (organisation, why) ->
                notAdvised.addObject().put("organisation", organisation).put("reason", why));
  }
}

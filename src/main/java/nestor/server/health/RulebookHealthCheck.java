package nestor.server.health;

import java.util.List;
import java.util.Optional;
import nestor.server.pipeline.AdvisoryEngine;

/** Health check of the rulebook: whether the last edit is in force, and its engine works. */
public final class RulebookHealthCheck implements HealthChecks.Condition {
  private final AdvisoryEngine engine;

  public RulebookHealthCheck(AdvisoryEngine engine) {
    this.engine = engine;
  }

  @Override
  public Optional<String> trouble() {
    List<String> objections = engine.status().objections();
    if (objections.isEmpty()) {
      return engine.trouble();
    }
    int more = objections.size() - 1;
    return Optional.of(
        "an edit is not in force: "
            + objections.get(0)
            + (more > 0 ? " (and " + more + " more; see nestor check)" : ""));
  }
}

package nestor.server.pages;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import nestor.server.health.HealthChecks;
import nestor.server.pipeline.InboxLeftovers;
import nestor.server.pipeline.StoreStatus;
import nestor.server.pipeline.WorkProgress;
import org.jspecify.annotations.Nullable;

/** Model of the status page. */
public final class StatusPages {

  StatusPages() {}

  /** An advisory that was not handed over yet. */
  public record Dispatch(
      String organisation,
      String channel,
      String target,
      String state,
      int attempts,
      @Nullable String error) {}

  /**
   * Values of the status page.
   *
   * @param oldest when the oldest document arrived that waits to be read, or null
   */
  public record Server(
      boolean ready,
      long waiting,
      @Nullable Instant oldest,
      WorkProgress underway,
      long quarantined,
      long sent,
      long pending,
      long failed,
      List<HealthChecks.State> conditions,
      List<InboxLeftovers.Left> left,
      List<Dispatch> open,
      List<StoreStatus.Bounce> bounced) {}

  /** The status. */
  public PageModel status(Server server) {
    return PageModel.of("status", Map.of("server", server, "underway", server.underway()));
  }

  /**
   * The way in.
   *
   * @param next where to go from there
   * @param wrong whether a token was presented that is not known
   */
  public PageModel logIn(String next, boolean wrong) {
    return PageModel.of("log-in", Map.of("next", next, "wrong", wrong));
  }

  /** Why something cannot be done. */
  public PageModel problem(String title, String detail, List<String> faults) {
    return PageModel.of(
        "problem", Map.of("problem", Map.of("title", title, "detail", detail, "faults", faults)));
  }
}

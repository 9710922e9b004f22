package nestor.server.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import nestor.engine.assessment.EngineDifference;
import nestor.server.health.HealthChecks;
import nestor.server.pipeline.InboxLeftovers;
import org.jspecify.annotations.Nullable;

/**
 * Part of a status that a running server knows and its store does not. All but the process and the
 * rulebook is null where no server runs.
 *
 * @param ready whether every condition holds
 * @param routes faults of an edit of the routes that is not in force
 * @param left what lies in the inbox and stays there
 * @param withheld rules on which the two evaluations differ, all organisations whose last advice
 *     lacks them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuntimeStatus(
    ServerProcess server,
    @Nullable Boolean ready,
    @Nullable List<Condition> conditions,
    RulebookFaults rulebook,
    @Nullable Faults routes,
    @Nullable List<InboxLeftovers.Left> left,
    @Nullable List<NotAdvised> notAdvised,
    @Nullable List<EngineDifference> withheld) {

  /**
   * Process of the server.
   *
   * @param http the address at which it answers
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ServerProcess(boolean running, @Nullable Long process, @Nullable String http) {}

  /**
   * Condition of readiness.
   *
   * @param reason why it does not hold, or null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Condition(String name, boolean holds, @Nullable String reason) {
    static Condition of(HealthChecks.State state) {
      return new Condition(state.name(), state.holds(), state.reason());
    }
  }

  /**
   * Rulebook in force, and why an edit of it is not.
   *
   * @param version null where none can be loaded
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RulebookFaults(@Nullable String version, List<String> faults) {}

  /** Faults, a line each. */
  public record Faults(List<String> faults) {}

  /** Organisation that cannot be advised, and why. */
  public record NotAdvised(String organisation, String reason) {}

  /** Status of this process, which serves. */
  public static RuntimeStatus running(
      String http,
      List<HealthChecks.State> conditions,
      RulebookFaults rulebook,
      List<String> routeFaults,
      List<InboxLeftovers.Left> left,
      List<NotAdvised> notAdvised,
      List<EngineDifference> withheld) {
    return new RuntimeStatus(
        new ServerProcess(true, ProcessHandle.current().pid(), http),
        conditions.stream().allMatch(HealthChecks.State::holds),
        conditions.stream().map(Condition::of).toList(),
        rulebook,
        new Faults(routeFaults),
        left,
        notAdvised,
        withheld);
  }

  /** Status of a home without a running server. */
  public static RuntimeStatus notRunning(@Nullable String rulebookVersion, List<String> faults) {
    return new RuntimeStatus(
        new ServerProcess(false, null, null),
        null,
        null,
        new RulebookFaults(rulebookVersion, faults),
        null,
        null,
        null,
        null);
  }
}

package nestor.server.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Registry of health checks by name. Its report lists every reason why the server is not ready.
 * Safe for use by several threads.
 */
public final class HealthChecks {
  private final Map<String, Condition> conditions = new ConcurrentSkipListMap<>();

  /** Looks whether one thing holds. */
  @FunctionalInterface
  public interface Condition {
    /** Reason why it does not hold, in a line that names the cure; empty where it holds. */
    Optional<String> trouble();
  }

  /**
   * State of one check.
   *
   * @param reason why it does not hold, or null where it holds
   */
  public record State(String name, @Nullable String reason) {
    public boolean holds() {
      return reason == null;
    }
  }

  /** Watches one more condition, in the place of a former one of that name. */
  public void watch(String name, Condition condition) {
    conditions.put(name, condition);
  }

  /** States of all checks now, by name. */
  public List<State> check() {
    List<State> states = new ArrayList<>();
    conditions.forEach(
        (name, condition) -> {
          Optional<String> trouble;
          try {
            trouble = condition.trouble();
          } catch (RuntimeException | StackOverflowError | LinkageError e) {
            trouble = Optional.of("it cannot be told: " + e);
          }
          states.add(new State(name, trouble.orElse(null)));
        });
    return List.copyOf(states);
  }
}

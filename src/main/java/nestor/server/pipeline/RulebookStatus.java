package nestor.server.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import java.util.List;

/**
 * Status of the active rulebook: name, version, since when, and why an edit is not in force. For
 * versions that were active before use {@link RulebookActivation}.
 *
 * @param since when it came into force in this process
 * @param objections why a later edit is not in force, a line each; empty where there is none
 * @param catalogue its rules, as {@code nestor rules --format json} prints them
 */
public record RulebookStatus(
    String name, String version, Instant since, List<String> objections, ArrayNode catalogue) {
  public RulebookStatus {
    objections = List.copyOf(objections);
  }
}

package nestor.server.pipeline;

import java.time.Instant;

/**
 * A version of the rulebook that was active in a home, the present one included. For the state of
 * the active one use {@link RulebookStatus}.
 *
 * @param since when it became active the last time
 */
public record RulebookActivation(String version, Instant since) {}

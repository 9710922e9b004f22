package nestor.server.pipeline;

/**
 * Where the workers of the pipeline report what they do.
 *
 * @param console for the one who runs the server: a line for each event
 * @param metrics for monitoring
 */
public record Telemetry(ConsoleReporter console, Metrics metrics) {}

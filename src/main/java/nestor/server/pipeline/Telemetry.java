package nestor.server.pipeline;

/**
 * Reporting of the pipeline's workers: console and metrics.
 *
 * @param console for the one who runs the server: a line for each event
 * @param metrics for monitoring
 */
public record Telemetry(ConsoleReporter console, Metrics metrics) {}

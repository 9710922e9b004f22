package nestor.server;

import java.util.function.Supplier;
import nestor.server.health.HealthChecks;
import nestor.server.pipeline.Metrics;
import nestor.server.pipeline.WorkProgress;
import nestor.server.status.Status;

/**
 * Suppliers of what endpoints and pages show of the server itself.
 *
 * @param underway progress of advising all organisations anew
 */
record Monitoring(
    Metrics metrics,
    HealthChecks healthChecks,
    Supplier<Status> status,
    Supplier<WorkProgress> underway) {}

package nestor.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nestor.server.health.DatabaseHealthCheck;
import nestor.server.health.DiskHealthCheck;
import nestor.server.health.HealthChecks;
import nestor.server.health.PeriodicHealthCheck;
import nestor.server.http.WebServer;
import nestor.server.pipeline.WorkerLoop;
import nestor.store.Database;

/**
 * The health checks of a server, and the threads of those checks that touch disk or network. What
 * is in memory is checked when somebody asks, by {@link HealthChecks} alone.
 */
final class HealthAssembly {
  private final HealthChecks healthChecks;
  private final List<PeriodicHealthCheck> periodic = new ArrayList<>();

  HealthAssembly(HealthChecks healthChecks) {
    this.healthChecks = healthChecks;
  }

  void watch(WorkerLoop loop) {
    healthChecks.watch(loop.name(), loop::trouble);
  }

  void watch(WebServer web) {
    watch(
        "http",
        web::trouble,
        "the port does not take connections; start Nestor again, and look for what keeps the"
            + " machine busy");
    healthChecks.watch("events", web::eventTrouble);
  }

  void watch(Path home) {
    watch(
        "home",
        new DiskHealthCheck(home),
        "the disk of " + home + " does not answer; mend it, or the mount that it is on");
  }

  void watch(Database database) {
    watch(
        "store",
        new DatabaseHealthCheck(database),
        "the store does not answer; look at the disk, and at log/nestor.log");
  }

  /** Checks by one thread, however many ask; silence of that thread is a failure, too. */
  private void watch(String name, HealthChecks.Condition condition, String silence) {
    PeriodicHealthCheck check = new PeriodicHealthCheck(name + " watch", condition, silence);
    periodic.add(check);
    healthChecks.watch(name, check);
  }

  void start() {
    periodic.forEach(PeriodicHealthCheck::start);
  }

  void close() {
    periodic.forEach(PeriodicHealthCheck::close);
  }
}

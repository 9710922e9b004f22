package nestor.server;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import nestor.server.pipeline.AdvisoryRetention;
import nestor.server.pipeline.ConsoleReporter;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.WorkerLoop;

/** The worker that deletes advisories, where the settings say for how long they are kept. */
final class RetentionAssembly {
  final List<WorkerLoop> loops;

  RetentionAssembly(ServerSettings settings, Repositories repositories, ConsoleReporter reporter) {
    Period kept = settings.advisories().keep();
    if (kept == null) {
      this.loops = List.of();
      return;
    }
    AdvisoryRetention retention =
        new AdvisoryRetention(
            repositories.database(),
            repositories.dossiers(),
            repositories.advisories(),
            repositories.outbox(),
            repositories.outboundMails(),
            kept,
            settings.clock());
    this.loops =
        List.of(new WorkerLoop("retention", Duration.ofMinutes(1), retention::work, reporter));
  }
}

package nestor.server;

import java.time.Duration;
import nestor.server.pipeline.AdvisoryRenderer;
import nestor.server.pipeline.OutboxWriter;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.Telemetry;
import nestor.server.pipeline.WorkerLoop;

/**
 * The worker that writes advisories to the outbox. Advisories come there by {@link
 * AdvisoryAssembly}.
 */
final class OutboxAssembly {
  final WorkerLoop loop;

  OutboxAssembly(
      ServerSettings settings,
      Repositories repositories,
      AdvisoryRenderer renderer,
      Telemetry telemetry) {
    OutboxWriter outbox =
        new OutboxWriter(
            settings.home(),
            repositories.database(),
            repositories.advisories(),
            repositories.outbox(),
            renderer,
            settings.clock(),
            telemetry);
    outbox.resume();
    this.loop =
        new WorkerLoop("dispatching", Duration.ofMillis(500), outbox::work, telemetry.console());
  }
}

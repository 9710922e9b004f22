package nestor.server;

import java.time.Duration;
import nestor.server.pipeline.AdvisoryNotifier;
import nestor.server.pipeline.AdvisoryWorker;
import nestor.server.pipeline.InboxProcessor;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.RulebookAccess;
import nestor.server.pipeline.Telemetry;
import nestor.server.pipeline.WorkerLoop;

/**
 * The worker that advises. What it stores is written by {@link OutboxAssembly} and mailed by {@code
 * MailAssembly}.
 */
final class AdvisoryAssembly {
  final AdvisoryWorker worker;
  final WorkerLoop loop;
  private final Runnable onAdvised;

  /**
   * @param onAdvised called when an advisory was stored, with what is to be written and sent of it
   */
  AdvisoryAssembly(
      ServerSettings settings,
      Repositories repositories,
      RulebookAccess rulebook,
      InboxProcessor inbox,
      AdvisoryNotifier notifier,
      Runnable onAdvised,
      Telemetry telemetry) {
    this.onAdvised = onAdvised;
    this.worker =
        new AdvisoryWorker(
            new AdvisoryWorker.Stores(
                repositories.database(),
                repositories.receipts(),
                repositories.dossiers(),
                repositories.advisories(),
                repositories.outbox()),
            rulebook,
            rulebook,
            inbox,
            notifier,
            new AdvisoryWorker.Settings(
                settings.advisories().formats(), settings.documents().quiet(), settings.clock()),
            telemetry);
    this.loop =
        new WorkerLoop("advising", Duration.ofMillis(100), this::advise, telemetry.console());
  }

  private boolean advise() {
    boolean any = worker.work();
    if (any) {
      onAdvised.run();
    }
    return any;
  }
}

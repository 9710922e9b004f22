package nestor.server;

import java.time.Duration;
import nestor.server.mail.MailAssembly;
import nestor.server.pipeline.AdvisoryWorker;
import nestor.server.pipeline.InboxProcessor;
import nestor.server.pipeline.OutboxWriter;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.RulebookAccess;
import nestor.server.pipeline.Telemetry;
import nestor.server.pipeline.WorkerLoop;

/** The worker that advises, and the one that writes advisories to the outbox. */
final class AdvisoryAssembly {
  final AdvisoryWorker worker;
  final WorkerLoop advising;
  final WorkerLoop dispatching;
  private final MailAssembly mail;

  AdvisoryAssembly(
      Server.Settings settings,
      Repositories repositories,
      RulebookAccess rulebook,
      InboxProcessor inbox,
      MailAssembly mail,
      Telemetry telemetry) {
    this.mail = mail;
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
            mail.notifier(),
            new AdvisoryWorker.Settings(settings.formats(), settings.quiet(), settings.clock()),
            telemetry);
    OutboxWriter outbox =
        new OutboxWriter(
            settings.home(),
            repositories.database(),
            repositories.advisories(),
            repositories.outbox(),
            rulebook,
            settings.clock(),
            telemetry);
    outbox.resume();
    this.dispatching =
        new WorkerLoop("dispatching", Duration.ofMillis(500), outbox::work, telemetry.console());
    this.advising =
        new WorkerLoop("advising", Duration.ofMillis(100), this::advise, telemetry.console());
  }

  private boolean advise() {
    boolean any = worker.work();
    if (any) {
      dispatching.nudge();
      mail.nudge();
    }
    return any;
  }
}

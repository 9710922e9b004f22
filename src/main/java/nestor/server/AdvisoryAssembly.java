package nestor.server;

import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import nestor.server.mail.MailService;
import nestor.server.pipeline.AdvisoryRetention;
import nestor.server.pipeline.AdvisoryWorker;
import nestor.server.pipeline.InboxProcessor;
import nestor.server.pipeline.OutboxWriter;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.RulebookAccess;
import nestor.server.pipeline.Telemetry;
import nestor.server.pipeline.WorkerLoop;

/**
 * Second half of the pipeline: the worker that advises, the one that writes advisories to the
 * outbox, and the one that deletes those that need not be kept.
 */
final class AdvisoryAssembly {
  final AdvisoryWorker worker;
  final WorkerLoop advising;
  final WorkerLoop dispatching;
  final List<WorkerLoop> retention = new ArrayList<>();

  AdvisoryAssembly(
      Server.Settings settings,
      Repositories repositories,
      RulebookAccess rulebook,
      InboxProcessor inbox,
      MailService mail,
      Telemetry telemetry) {
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
            mail,
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
        new WorkerLoop("advising", Duration.ofMillis(100), () -> advise(mail), telemetry.console());
    Period kept = settings.keepAdvisories();
    if (kept != null) {
      AdvisoryRetention expired =
          new AdvisoryRetention(
              repositories.database(),
              repositories.dossiers(),
              repositories.advisories(),
              repositories.outbox(),
              repositories.outboundMails(),
              kept,
              settings.clock());
      retention.add(
          new WorkerLoop("retention", Duration.ofMinutes(1), expired::work, telemetry.console()));
    }
  }

  private boolean advise(MailService mail) {
    boolean any = worker.work();
    if (any) {
      dispatching.nudge();
      mail.nudge();
    }
    return any;
  }

  List<WorkerLoop> loops() {
    List<WorkerLoop> loops = new ArrayList<>(List.of(advising, dispatching));
    loops.addAll(retention);
    return loops;
  }
}

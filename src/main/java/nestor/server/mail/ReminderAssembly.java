package nestor.server.mail;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import nestor.configuration.MailSettings;
import nestor.server.pipeline.AdvisoryRenderer;
import nestor.server.pipeline.ConsoleReporter;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.WorkerLoop;

/**
 * Reminders of what is overdue: their worker, where mail and owners with addresses are configured.
 */
final class ReminderAssembly {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** The worker that promises them; none where nobody is to be reminded. */
  final List<WorkerLoop> loops;

  ReminderAssembly(
      ServerMailSettings settings,
      OwnAddress own,
      Repositories repositories,
      AdvisoryRenderer renderer,
      Runnable onPromised,
      Clock clock,
      ConsoleReporter reporter) {
    MailSettings mail = settings.mail();
    if (mail == null || settings.clients().stream().allMatch(c -> c.owners().isEmpty())) {
      this.loops = List.of();
      return;
    }
    ReminderWorker worker =
        new ReminderWorker(
            new ReminderWorker.Stores(
                repositories.database(), repositories.advisories(), repositories.outboundMails()),
            renderer,
            new ReminderWorker.Settings(
                settings.clients(), mail.remindEvery(), own.domain(), onPromised),
            clock);
    this.loops = List.of(new WorkerLoop("reminding", PAUSE, worker::work, reporter));
  }
}

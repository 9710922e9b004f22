package nestor.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import nestor.server.pipeline.BacklogLimit;
import nestor.server.pipeline.DocumentParser;
import nestor.server.pipeline.DocumentProcessor;
import nestor.server.pipeline.InboxLeftovers;
import nestor.server.pipeline.InboxProcessor;
import nestor.server.pipeline.QuestionAnswers;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.StableFileFilter;
import nestor.server.pipeline.Telemetry;
import nestor.server.pipeline.WorkerLoop;
import nestor.server.reload.CamelRuntime;

/**
 * First half of the pipeline: the inbox folder, and the worker that reads received documents into
 * dossiers.
 */
final class IntakeAssembly {
  final BacklogLimit backlog;
  final WorkerLoop documents;
  final InboxProcessor inbox;
  final InboxLeftovers leftovers;
  final QuestionAnswers answers;
  private final StableFileFilter filter;
  private final Path folder;

  IntakeAssembly(
      Server.Settings settings,
      Repositories repositories,
      DocumentParser parser,
      Telemetry telemetry) {
    this.folder = settings.home().resolve("inbox");
    this.answers = new QuestionAnswers(repositories, parser);
    this.backlog =
        new BacklogLimit(
            repositories.database(),
            repositories.receipts(),
            settings.clock(),
            settings.mostWaiting());
    DocumentProcessor processor =
        new DocumentProcessor(
            settings.home(),
            repositories.database(),
            repositories.intake(),
            repositories.receipts(),
            repositories.dossiers(),
            parser,
            telemetry);
    this.documents =
        new WorkerLoop(
            "documents", Duration.ofMillis(500), () -> step(processor), telemetry.console());
    this.inbox =
        new InboxProcessor(
            folder,
            repositories.intake(),
            telemetry.console(),
            settings.quiet(),
            documents::nudge,
            processor::recover);
    repositories.database().onOpenedAnew(processor::recover);
    this.filter = new StableFileFilter(settings.stillness());
    this.leftovers =
        new InboxLeftovers(folder, filter, inbox, settings.clock(), telemetry.console());
    filter.onLook(
        now -> {
          leftovers.scan(now);
          inbox.takeContinued(now);
        });
  }

  private boolean step(DocumentProcessor processor) throws IOException {
    boolean any = processor.work();
    backlog.measure();
    return any;
  }

  /** Gives the routes what they name. */
  void bind(CamelRuntime camel) {
    camel.bind("inbox", inbox);
    camel.bind("settled", filter);
    camel.setProperty("nestor.inbox", folder.toAbsolutePath().normalize().toString());
  }
}

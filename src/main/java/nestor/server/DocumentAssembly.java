package nestor.server;

import java.io.IOException;
import java.time.Duration;
import nestor.server.pipeline.BacklogLimit;
import nestor.server.pipeline.DocumentParser;
import nestor.server.pipeline.DocumentProcessor;
import nestor.server.pipeline.EntriesByPeople;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.Telemetry;
import nestor.server.pipeline.WorkerLoop;

/**
 * The worker that reads received documents into dossiers, and the limit on those that wait.
 * Documents come to it by {@link InboxAssembly}, by mail and over HTTP.
 */
final class DocumentAssembly {
  final WorkerLoop loop;
  final BacklogLimit backlog;
  final EntriesByPeople entries;
  private final DocumentProcessor processor;

  DocumentAssembly(
      ServerSettings settings,
      Repositories repositories,
      DocumentParser parser,
      Telemetry telemetry) {
    this.processor =
        new DocumentProcessor(
            settings.home(),
            repositories.database(),
            repositories.intake(),
            repositories.receipts(),
            repositories.dossiers(),
            parser,
            telemetry);
    this.backlog =
        new BacklogLimit(
            repositories.database(),
            repositories.receipts(),
            settings.clock(),
            settings.documents().mostWaiting());
    this.entries =
        EntriesByPeople.of(
            repositories.database(),
            repositories.receipts(),
            repositories.intake(),
            repositories.dossiers(),
            parser);
    this.loop =
        new WorkerLoop("documents", Duration.ofMillis(500), this::work, telemetry.console());
    repositories.database().onOpenedAnew(processor::recover);
  }

  private boolean work() throws IOException {
    boolean any = processor.work();
    backlog.measure();
    return any;
  }

  /** Takes up what a crash interrupted. */
  void recover() {
    processor.recover();
  }
}

package nestor.server;

import java.nio.file.Path;
import nestor.intake.Intake;
import nestor.server.pipeline.ConsoleReporter;
import nestor.server.pipeline.InboxLeftovers;
import nestor.server.pipeline.InboxProcessor;
import nestor.server.pipeline.StableFileFilter;
import nestor.server.reload.CamelRuntime;

/**
 * The inbox folder: its files are received once they have stopped growing. For documents by mail
 * see {@code MailAssembly}, over HTTP {@link EndpointAssembly}.
 */
final class InboxAssembly {
  final InboxProcessor processor;
  final InboxLeftovers leftovers;
  private final StableFileFilter filter;
  private final Path folder;

  InboxAssembly(
      ServerSettings settings,
      Intake intake,
      DocumentAssembly documents,
      ConsoleReporter reporter) {
    this.folder = settings.home().resolve("inbox");
    this.processor =
        new InboxProcessor(
            folder,
            intake,
            reporter,
            settings.documents().quiet(),
            documents.loop::nudge,
            documents::recover);
    this.filter = new StableFileFilter(settings.documents().stillness());
    this.leftovers = new InboxLeftovers(folder, filter, processor, settings.clock(), reporter);
    filter.onLook(
        now -> {
          leftovers.scan(now);
          processor.takeContinued(now);
        });
  }

  /** Gives the routes what they name. */
  void bind(CamelRuntime camel) {
    camel.bind("inbox", processor);
    camel.bind("settled", filter);
    camel.setProperty("nestor.inbox", folder.toAbsolutePath().normalize().toString());
  }
}

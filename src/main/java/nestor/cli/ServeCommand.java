package nestor.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import nestor.configuration.Configuration;
import nestor.configuration.HttpSettings;
import nestor.diagnostics.UserErrorException;
import nestor.server.Server;
import nestor.server.ServerSettings;
import nestor.server.http.HttpPort;
import nestor.server.mail.ServerMailSettings;
import nestor.server.pipeline.Repositories;
import nestor.server.reload.InvalidRoutesException;
import nestor.server.reload.RulebookReloader;
import nestor.store.HomeInUseException;
import nestor.store.StoreException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command {@code nestor serve}: opens the home and runs the server until it is stopped. */
@Command(
    name = "serve",
    description =
        "Run the server: take documents from inbox, mail and HTTP, and deliver "
            + "advisories, until stopped.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Mixin private RulebookOption rules = new RulebookOption();

  @Mixin private HomeOption home = new HomeOption();

  @Mixin private RoutesOption routes = new RoutesOption();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "The HTTP port; 0 takes any free one (default: 8420, or http.port of the "
              + "configuration).")
  private @Nullable Integer port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Configuration configuration = rules.settings().get();
    Path folder = home.folder(configuration);
    HttpSettings http = port == null ? configuration.http() : configuration.http().withPort(port);
    RulebookReloader rulebook = null;
    try {
      // First of all: in another server's home nothing may be touched.
      Repositories repositories = Repositories.open(folder, Clock.systemUTC());
      rulebook = rulebook(folder, repositories, http);
      if (configuration.strict()) {
        rulebook.active().refuseOtherwise();
      }
      Server server =
          Server.open(
              new ServerSettings(
                  folder,
                  routes.folder(configuration),
                  Clock.systemUTC(),
                  ServerSettings.Documents.USUAL,
                  new ServerSettings.Advisories(
                      configuration.outboxFormats(), configuration.keepAdvisories()),
                  http,
                  new ServerMailSettings(
                      configuration.mail(), configuration.clients(), http.publicUrl())),
              rulebook.active(),
              System.out,
              repositories);
      rules.settings().warnings().forEach(server::tooOpen);
      rulebook.start();
      server.runUntilStopped();
      return ExitCode.DONE;
    } catch (HomeInUseException | StoreException | InvalidRoutesException e) {
      throw new UserErrorException(String.valueOf(e.getMessage()));
    } finally {
      if (rulebook != null) {
        rulebook.close();
      }
    }
  }

  private RulebookReloader rulebook(Path folder, Repositories repositories, HttpSettings http) {
    try {
      HttpPort.checkAll(http);
      return new RulebookReloader(
          rules.folder(), folder, Installation.compilationCache(), Clock.systemUTC(), System.out);
    } catch (RuntimeException e) {
      repositories.close();
      throw e;
    }
  }
}

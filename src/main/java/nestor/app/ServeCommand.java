package nestor.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import nestor.app.command.Exit;
import nestor.app.command.HomeOption;
import nestor.app.command.Installation;
import nestor.app.command.RoutesOption;
import nestor.app.command.RulebookOption;
import nestor.app.desk.HomeFolder;
import nestor.app.desk.UnusableException;
import nestor.app.live.LiveRulebook;
import nestor.app.live.UnusableRoutesException;
import nestor.app.mail.Mailroom;
import nestor.configuration.Configuration;
import nestor.configuration.HttpSettings;
import nestor.store.HomeInUseException;
import nestor.store.StoreException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nestor serve}. */
@Command(
    name = "serve",
    description =
        "Take documents from the inbox and put advisories into the outbox, until stopped.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Mixin private RulebookOption rules = new RulebookOption();

  @Mixin private HomeOption home = new HomeOption();

  @Mixin private RoutesOption routes = new RoutesOption();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port of HTTP; 0 takes any free one (default: 8420, or http.port).")
  private @Nullable Integer port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Configuration configuration = rules.settings().get();
    Path folder = home.folder(configuration);
    HomeFolder.make(folder);
    LiveRulebook rulebook =
        new LiveRulebook(
            rules.folder(), folder, Installation.compiled(), Clock.systemUTC(), System.out);
    HttpSettings http = port == null ? configuration.http() : configuration.http().withPort(port);
    try {
      Desk desk =
          Desk.open(
              new Desk.Settings(
                  folder,
                  routes.folder(configuration),
                  Clock.systemUTC(),
                  Desk.QUIET,
                  Desk.STILLNESS,
                  configuration.outboxFormats(),
                  http,
                  Desk.Settings.MOST_WAITING,
                  new Mailroom.Settings(configuration.mail(), configuration.clients())),
              rulebook,
              rulebook,
              rulebook,
              System.out);
      rulebook.start();
      desk.runUntilStopped();
      return Exit.DONE;
    } catch (HomeInUseException | StoreException | UnusableRoutesException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    } finally {
      rulebook.close();
    }
  }
}

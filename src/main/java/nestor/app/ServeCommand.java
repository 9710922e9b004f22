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
import nestor.app.desk.Rooms;
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
    HttpSettings http = port == null ? configuration.http() : configuration.http().withPort(port);
    LiveRulebook rulebook = null;
    try {
      // First of all: in another server's home nothing may be touched.
      Rooms rooms = Rooms.open(folder, Clock.systemUTC());
      rulebook = rulebook(folder, rooms);
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
                  new Mailroom.Settings(configuration.mail(), configuration.clients()),
                  configuration.keepAdvisories()),
              rulebook,
              rulebook,
              rulebook,
              System.out,
              rooms);
      rules.settings().warnings().forEach(desk::tooOpen);
      rulebook.start();
      desk.runUntilStopped();
      return Exit.DONE;
    } catch (HomeInUseException | StoreException | UnusableRoutesException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    } finally {
      if (rulebook != null) {
        rulebook.close();
      }
    }
  }

  private LiveRulebook rulebook(Path folder, Rooms rooms) {
    try {
      return new LiveRulebook(
          rules.folder(), folder, Installation.compiled(), Clock.systemUTC(), System.out);
    } catch (RuntimeException e) {
      rooms.close();
      throw e;
    }
  }
}

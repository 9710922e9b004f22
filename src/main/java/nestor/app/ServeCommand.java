package nestor.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import nestor.store.HomeInUseException;
import nestor.store.StoreException;
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

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "desk",
      description =
          "Where inbox, outbox, archive, quarantine, log and store are (default: ${DEFAULT-VALUE}/).")
  private Path home = Path.of("desk");

  @Mixin private RoutesOption routes = new RoutesOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    LiveRulebook rulebook = new LiveRulebook(rules.folder(), System.out);
    try {
      Desk desk =
          Desk.open(
              Desk.Settings.of(home, routes.folder(), Clock.systemUTC()),
              rulebook,
              rulebook,
              rulebook,
              System.out);
      desk.runUntilStopped();
      return Exit.DONE;
    } catch (HomeInUseException | StoreException | UnusableRoutesException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    } finally {
      rulebook.close();
    }
  }
}

package nestor.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import nestor.cli.Installation;
import nestor.configuration.HttpSettings;
import nestor.delivery.Format;
import nestor.server.http.HttpTestClient;
import nestor.server.mail.ServerMailSettings;
import nestor.server.reload.ActiveRulebook;
import nestor.server.reload.RulebookReloader;

/**
 * A server with the shipped rulebook and routes, on a port of its own, where the rulebook was in
 * force before.
 */
public final class RunningServer implements AutoCloseable {
  private final ByteArrayOutputStream console;
  private final RulebookReloader rulebook;
  private final Server server;

  private RunningServer(ByteArrayOutputStream console, RulebookReloader rulebook, Server server) {
    this.console = console;
    this.rulebook = rulebook;
    this.server = server;
  }

  public static RunningServer in(Path home) throws IOException {
    return in(home, Path.of("rules"));
  }

  public static RunningServer in(Path home, Path rules) throws IOException {
    return in(home, rules, ServerMailSettings.NONE);
  }

  public static RunningServer in(Path home, Path rules, ServerMailSettings post)
      throws IOException {
    KnownRulebook.in(home, rules);
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
    RulebookReloader rulebook =
        new RulebookReloader(rules, home, Installation.compilationCache(), Clock.systemUTC(), out);
    ServerSettings settings =
        new ServerSettings(
            home,
            Path.of("routes"),
            Clock.systemUTC(),
            new ServerSettings.Documents(Duration.ofMillis(400), Duration.ofMillis(200)),
            new ServerSettings.Advisories(List.of(Format.JSON), null),
            new HttpSettings("127.0.0.1", 0, null, 1L << 20, null),
            post);
    return new RunningServer(console, rulebook, Server.open(settings, rulebook.active(), out));
  }

  public HttpTestClient ask() {
    return new HttpTestClient(address());
  }

  public String address() {
    return server.web().address();
  }

  public String console() {
    return console.toString(StandardCharsets.UTF_8);
  }

  public ActiveRulebook rulebook() {
    return rulebook.active();
  }

  public Server server() {
    return server;
  }

  @Override
  public void close() {
    server.close();
    rulebook.close();
  }
}

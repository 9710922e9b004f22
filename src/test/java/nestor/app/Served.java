package nestor.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import nestor.app.command.Installation;
import nestor.app.live.LiveRulebook;
import nestor.app.mail.Mailroom;
import nestor.configuration.HttpSettings;
import nestor.delivery.Format;

/**
 * A server with the shipped rulebook and routes, on a port of its own, where the rulebook was in
 * force before.
 */
final class Served implements AutoCloseable {
  private final ByteArrayOutputStream console;
  private final LiveRulebook rulebook;
  private final Desk desk;

  private Served(ByteArrayOutputStream console, LiveRulebook rulebook, Desk desk) {
    this.console = console;
    this.rulebook = rulebook;
    this.desk = desk;
  }

  static Served in(Path home) throws IOException {
    return in(home, Path.of("rules"));
  }

  static Served in(Path home, Path rules) throws IOException {
    KnownRulebook.in(home, rules);
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
    LiveRulebook rulebook =
        new LiveRulebook(rules, home, Installation.compiled(), Clock.systemUTC(), out);
    Desk.Settings settings =
        new Desk.Settings(
            home,
            Path.of("routes"),
            Clock.systemUTC(),
            Duration.ofMillis(400),
            Duration.ofMillis(200),
            List.of(Format.JSON),
            new HttpSettings("127.0.0.1", 0, null, 1L << 20, null),
            Desk.Settings.MOST_WAITING,
            Mailroom.Settings.NONE,
            null);
    return new Served(console, rulebook, Desk.open(settings, rulebook, rulebook, rulebook, out));
  }

  Asking ask() {
    return new Asking(address());
  }

  String address() {
    return desk.web().address();
  }

  String console() {
    return console.toString(StandardCharsets.UTF_8);
  }

  LiveRulebook rulebook() {
    return rulebook;
  }

  Desk desk() {
    return desk;
  }

  @Override
  public void close() {
    desk.close();
    rulebook.close();
  }
}

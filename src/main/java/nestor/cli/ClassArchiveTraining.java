package nestor.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import nestor.delivery.Format;
import nestor.server.Server;
import nestor.server.ServerSettings;
import nestor.server.reload.RulebookReloader;
import org.apache.commons.io.file.PathUtils;

/**
 * Training run for the class archive: does once what commands do most, with the rulebook that came
 * with Nestor, while Java notes which classes that takes. It touches nothing of the user's.
 */
final class ClassArchiveTraining {
  private ClassArchiveTraining() {}

  /** Advises an example, and opens a server on any free port and closes it again. */
  public static void main(String[] arguments) throws IOException {
    Path rules = Installation.own("rules");
    try (Stream<Path> examples = Files.list(Installation.own("examples"))) {
      for (Path example : examples.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        run("advise", example.toString(), "--rules", rules.toString());
      }
    }
    run("--help");
    Path home = Files.createTempDirectory("nestor-");
    try {
      serve(rules, home);
    } finally {
      PathUtils.deleteDirectory(home);
    }
    System.exit(0);
  }

  private static void run(String... arguments) {
    Main.commandLine(arguments).execute(arguments);
  }

  @SuppressWarnings("try") // The server need only open and close.
  private static void serve(Path rules, Path home) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    ServerSettings settings =
        new ServerSettings(
            home,
            Installation.own("routes"),
            Clock.systemUTC(),
            ServerSettings.Documents.USUAL,
            List.of(Format.JSON, Format.HTML));
    try (RulebookReloader rulebook =
        new RulebookReloader(
            rules, home, Installation.compilationCache(), Clock.systemUTC(), out)) {
      Server server = Server.open(settings, rulebook.active(), out);
      rulebook.start();
      server.close();
    }
  }
}

package nestor.cli;

import java.nio.file.Path;
import nestor.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Option {@code --home}: the home of a command. */
public final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "The folder with inbox, outbox, archive, quarantine, log and store (default: "
              + "desk/, or home of the configuration).")
  private @Nullable Path folder;

  /** Returns the option as it is written on the command line. */
  String written() {
    return folder == null ? "" : " --home " + ExplanationText.quoted(folder.toString());
  }

  public Path folder(Configuration configuration) {
    if (folder != null) {
      return folder;
    }
    return configuration.home() == null ? Path.of("desk") : configuration.home();
  }
}

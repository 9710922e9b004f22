package nestor.cli;

import java.nio.file.Path;
import nestor.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Option {@code --routes}: the folder of the routes. */
public final class RoutesOption {
  @Option(
      names = "--routes",
      paramLabel = "DIR",
      description =
          "The folder of the routes (default: routes/ here, else the one that came with "
              + "Nestor).")
  private @Nullable Path folder;

  /** The folder that the option names, else the configuration, else the usual one. */
  public Path folder(Configuration configuration) {
    return Installation.folder(folder == null ? configuration.routes() : folder, "routes");
  }
}

package nestor.app;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which routes a command works with. */
final class RoutesOption {
  @Option(
      names = "--routes",
      paramLabel = "DIR",
      description =
          "The routes' folder (default: routes/ here, else the one that came with Nestor).")
  private @Nullable Path folder;

  Path folder() {
    return Installation.folder(folder, "routes");
  }
}

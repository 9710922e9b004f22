package nestor.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the launcher found Nestor; what came with it is used where the current folder has nothing
 * of that name.
 */
final class Installation {
  private static final String PROPERTY = "nestor.installation";

  private Installation() {}

  /**
   * The folder that was named, else the one of that name here, else the one that came with Nestor.
   */
  static Path folder(@Nullable Path named, String name) {
    if (named != null) {
      return named;
    }
    Path here = Path.of(name);
    String installation = System.getProperty(PROPERTY);
    return Files.isDirectory(here) || installation == null ? here : Path.of(installation, name);
  }
}

package nestor.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import nestor.rulebook.CompiledFolder;
import nestor.rulebook.CompiledParts;
import org.jspecify.annotations.Nullable;

/**
 * Where the launcher found Nestor; what came with it is used where the current folder has nothing
 * of that name.
 */
public final class Installation {
  private static final String PROPERTY = "nestor.installation";

  private static final String CACHE = "nestor.cache";

  private Installation() {}

  /** What was compiled in former runs, where the launcher named a folder for it. */
  public static CompiledParts compiled() {
    String folder = System.getProperty(CACHE);
    return folder == null ? CompiledParts.NONE : CompiledFolder.in(Path.of(folder, "compiled"));
  }

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

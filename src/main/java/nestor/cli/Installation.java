package nestor.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import nestor.rulebook.drools.CompilationCache;
import nestor.rulebook.drools.FileCompilationCache;
import org.jspecify.annotations.Nullable;

/**
 * Folder of the installation, as the launcher passed it. What came with Nestor is used where the
 * current folder has nothing of that name.
 */
public final class Installation {
  private static final String PROPERTY = "nestor.installation";

  private static final String CACHE = "nestor.cache";

  private Installation() {}

  /** Cache of compiled rules, in the folder that the launcher names. */
  public static CompilationCache compilationCache() {
    String folder = System.getProperty(CACHE);
    return folder == null
        ? CompilationCache.NONE
        : FileCompilationCache.in(Path.of(folder, "compiled"));
  }

  /** The folder of that name that came with Nestor, else the one here. */
  public static Path own(String name) {
    String installation = System.getProperty(PROPERTY);
    return installation == null ? Path.of(name) : Path.of(installation, name);
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

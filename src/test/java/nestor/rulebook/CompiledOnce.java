package nestor.rulebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Compilation of the shipped rulebook before the first test of a process. Several processes run
 * tests at once and begin together; the first compiles, and the others wait and take what it
 * compiled, instead of all doing the same at the same time.
 */
public final class CompiledOnce implements LauncherSessionListener {
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    String cache = System.getProperty("nestor.cache");
    if (cache == null) {
      // Not a process that runs tests: Maven itself looks for their classes.
      return;
    }
    Path folder = Path.of(cache);
    try {
      Files.createDirectories(folder);
      try (FileChannel file =
          FileChannel.open(
              folder.resolve("compiling"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        // Held until the channel closes.
        file.lock();
        ShippedRulebook.get();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

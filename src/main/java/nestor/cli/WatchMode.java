package nestor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nestor.diagnostics.UserErrorException;
import nestor.server.reload.FolderWatcher;

/**
 * The option {@code --watch} of a command: does something again whenever a file, or one in a
 * folder, changes. Each time stands between a line {@code [check] begin} and a line {@code [check]
 * end}, so that an editor knows that what was printed before is out of date.
 */
final class WatchMode {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final Supplier<List<Path>> watched;
  private final PrintWriter out;
  private final String name;

  /**
   * @param watched the files, and the folders with everything in them
   */
  WatchMode(Supplier<List<Path>> watched, PrintWriter out, String name) {
    this.watched = watched;
    this.out = out;
    this.name = name;
  }

  /** Step that runs at first and after each change. */
  @FunctionalInterface
  interface Step {
    int run();
  }

  /** Runs until the thread is interrupted, as at the end of the process. */
  void run(Step step) throws InterruptedException {
    FolderWatcher<Map<String, String>> watcher = new FolderWatcher<>(this::stamps);
    while (!Thread.currentThread().isInterrupted()) {
      if (hasChanged(watcher)) {
        out.println("[" + name + "] begin");
        out.flush();
        try {
          step.run();
        } catch (UserErrorException e) {
          out.println(e.getMessage());
        }
        out.println("[" + name + "] end");
        out.flush();
      }
      Thread.sleep(watcher.isMoving() ? LOOK_AGAIN.toMillis() / 4 : LOOK_AGAIN.toMillis());
    }
  }

  private static boolean hasChanged(FolderWatcher<?> watcher) {
    try {
      return watcher.poll().isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> stamps() throws IOException {
    TreeMap<String, String> files = new TreeMap<>();
    for (Path folder : watched.get()) {
      if (!Files.exists(folder)) {
        continue;
      }
      try (Stream<Path> found = Files.walk(folder)) {
        for (Path file : found.filter(Files::isRegularFile).toList()) {
          BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
          files.put(file.toString(), is.lastModifiedTime() + " " + is.size());
        }
      } catch (NoSuchFileException | UncheckedIOException e) {
        // A file was replaced while it was looked at; the next look finds it.
        files.put(folder.toString(), "changing");
      }
    }
    return files;
  }
}

package nestor.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nestor.store.DurableFiles;
import org.jspecify.annotations.Nullable;

/**
 * Files that were taken out of the inbox, watched for a while because a sender may still have one
 * open: one that changes is received once more as a new document. Not safe for use by several
 * threads.
 *
 * <p>Times are in nanoseconds of {@link System#nanoTime}.
 */
final class OriginalFiles {
  /** Time for which an original is watched after it was taken. */
  static final Duration WATCHED = Duration.ofMinutes(10);

  /** Time for which a changed original must have stood still. */
  static final Duration STILL = Duration.ofSeconds(2);

  private static final int MOST = 2_000;
  private static final long MOST_BYTES = 256L << 20;

  private final Path folder;
  private final Map<Path, Watched> watched = new LinkedHashMap<>();

  /**
   * @throws IOException if the folder cannot be made
   */
  OriginalFiles(Path folder) throws IOException {
    this.folder = folder;
    DurableFiles.createFolders(folder);
  }

  /** State of a file at a moment. */
  record State(long size, FileTime modified, @Nullable Object key) {
    static State of(Path file) throws IOException {
      return of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    static State of(BasicFileAttributes attributes) {
      return new State(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }
  }

  /**
   * @param copied how it was when it was copied
   * @param latest how it was at the last look
   * @param since when it was taken
   * @param stillSince since when it is as it was at the last look
   */
  private record Watched(State copied, State latest, long since, long stillSince) {}

  /** Path of the original of a document of that name in the spool. */
  Path place(String spoolName) {
    return folder.resolve(spoolName);
  }

  /** Returns all files in the folder, in the order of arrival. */
  List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(folder)) {
      entries.forEach(files::add);
    }
    files.sort(null);
    return files;
  }

  boolean isWatched(Path original) {
    return watched.containsKey(original);
  }

  /** Watches one from now on. */
  void watch(Path original, State copied, long now) throws IOException {
    watched.put(original, new Watched(copied, copied, now, now));
    long bytes = watched.values().stream().mapToLong(w -> w.copied().size()).sum();
    for (Path oldest : List.copyOf(watched.keySet())) {
      if (watched.size() <= MOST && bytes <= MOST_BYTES) {
        return;
      }
      State before = Objects.requireNonNull(watched.get(oldest)).copied();
      // One that changed is a document that nobody has yet.
      if (before.equals(State.of(oldest))) {
        bytes -= before.size();
        drop(oldest);
      }
    }
  }

  /**
   * Returns originals that changed since they were copied and stand still; drops those watched for
   * long.
   */
  List<Path> changed(long now) throws IOException {
    List<Path> changed = new ArrayList<>();
    for (Path original : List.copyOf(watched.keySet())) {
      Watched before = Objects.requireNonNull(watched.get(original));
      State state;
      try {
        state = State.of(original);
      } catch (NoSuchFileException e) {
        watched.remove(original);
        continue;
      }
      if (!state.equals(before.latest())) {
        watched.put(original, new Watched(before.copied(), state, now, now));
      } else if (!state.equals(before.copied())) {
        if (now - before.stillSince() >= STILL.toNanos()) {
          changed.add(original);
        }
      } else if (now - before.since() >= WATCHED.toNanos()) {
        drop(original);
      }
    }
    return changed;
  }

  /** No longer watches one; it lies elsewhere. */
  void forget(Path original) {
    watched.remove(original);
  }

  private void drop(Path original) throws IOException {
    watched.remove(original);
    Files.deleteIfExists(original);
  }
}

package nestor.server.health;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import nestor.store.DurableFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Health check of the home's folders and the store's file: folders exist, are writable and have
 * room, and the file is the one that was opened. It writes a small file into each folder, so it
 * must run on one thread, in a {@link PeriodicHealthCheck}.
 */
public final class DiskHealthCheck implements HealthChecks.Condition {
  private static final Logger LOG = LoggerFactory.getLogger(DiskHealthCheck.class);

  /** In which the server makes, moves or deletes files. */
  private static final List<String> FOLDERS =
      List.of(
          "inbox",
          "outbox",
          "archive",
          "quarantine",
          "log",
          "store",
          "store/spool",
          "store/requests");

  private static final String STORE = "store/nestor.mv.db";
  private static final long LEAST_ROOM = 64L << 20;
  private static final String PROBE = ".writable";

  private final Path home;
  private @Nullable Object key;

  public DiskHealthCheck(Path home) {
    this.home = home;
  }

  @Override
  public Optional<String> trouble() {
    for (String name : FOLDERS) {
      Optional<String> trouble = trouble(home.resolve(name), name.equals("store"));
      if (trouble.isPresent()) {
        return trouble;
      }
    }
    return ofStore();
  }

  private static Optional<String> trouble(Path folder, boolean forced) {
    if (!Files.isDirectory(folder)) {
      return Optional.of(folder + " is gone; put it back");
    }
    if (!Files.isWritable(folder)) {
      return Optional.of(folder + " may not be written to; give the server's user the right to");
    }
    long room;
    try {
      room = Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return Optional.of(folder + " cannot be looked at (" + e + "); mend the disk");
    }
    if (room < LEAST_ROOM) {
      return Optional.of(
          "the disk of " + folder + " has " + (room >> 20) + " MB left; free some of it");
    }
    try {
      probe(folder.resolve(PROBE), forced);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          isFull(e)
              ? "the disk of "
                  + folder
                  + " has "
                  + (room >> 20)
                  + " MB left and takes no further file; delete files that nobody needs (df -i"
                  + " shows how many it can hold), or raise the server's quota"
              : folder + " cannot be written to (" + e + "); free or mend the disk");
    }
  }

  private static void probe(Path file, boolean forced) throws IOException {
    Files.deleteIfExists(file);
    Files.write(file, new byte[] {'\n'}, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (forced) {
      DurableFiles.forceFile(file);
    }
    Files.delete(file);
  }

  /** ENOSPC or EDQUOT: Java has neither a type nor a number for them. */
  private static boolean isFull(IOException e) {
    String reason = e instanceof FileSystemException fault ? fault.getReason() : e.getMessage();
    return reason != null
        && (reason.contains("No space left") || reason.contains("quota exceeded"));
  }

  private Optional<String> ofStore() {
    Path file = home.resolve(STORE);
    try {
      Object now =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey();
      if (key == null) {
        key = now;
      }
      return key == null || key.equals(now)
          ? Optional.empty()
          : lost(file, " was replaced by another file");
    } catch (NoSuchFileException e) {
      return lost(file, " was deleted or moved away");
    } catch (IOException e) {
      return Optional.of(file + " cannot be looked at (" + e + "); mend the disk");
    }
  }

  /** While the server runs, everything is still in the file, though it has no name any more. */
  private static Optional<String> lost(Path file, String what) {
    String copy =
        held(file)
            .map(
                open -> "cp " + open + " " + file.resolveSibling("saved.mv.db") + " saves it; then")
            .orElse("move it back, or");
    return Optional.of(
        file
            + what
            + " while the server has it open, and what is in it is lost once the server ends; "
            + copy
            + " stop the server and put that, or a backup, in its place");
  }

  /** Path at which Linux still shows the file that this process has open. */
  private static Optional<Path> held(Path file) {
    Path mine = Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "fd");
    String gone = file.toAbsolutePath().normalize() + " (deleted)";
    try (DirectoryStream<Path> all = Files.newDirectoryStream(mine)) {
      for (Path open : all) {
        if (Files.isSymbolicLink(open) && Files.readSymbolicLink(open).toString().equals(gone)) {
          return Optional.of(open);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.debug("{} says nothing", mine, e);
    }
    return Optional.empty();
  }
}

package nestor.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * File operations that are safe on disk when they return, the folder's entry included. Use it for
 * whatever must survive a crash; temporary files are written plainly.
 */
public final class DurableFiles {
  private static final boolean FOLDERS_CAN_BE_FORCED =
      !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  private static final int AT_ONCE = 8;

  /** Threads that wait for the disk and do nothing else; they end when there is nothing to do. */
  private static final Executor FORCING = forcing();

  private DurableFiles() {}

  private static Executor forcing() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "force");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** Makes the folder and whatever lies above it. */
  public static void createFolders(Path folder) throws IOException {
    Path missing = folder.toAbsolutePath().normalize();
    if (Files.isDirectory(missing)) {
      return;
    }
    Path parent = missing.getParent();
    if (parent != null) {
      createFolders(parent);
    }
    Files.createDirectories(missing);
    if (parent != null) {
      forceFolder(parent);
    }
  }

  /**
   * As {@link #createFolders}, within a folder that must be there: a home that somebody moved away
   * is not begun anew.
   *
   * @throws NoSuchFileException if it is not
   */
  public static void createFoldersWithin(Path there, Path folder) throws IOException {
    if (!Files.isDirectory(there)) {
      throw new NoSuchFileException(there + " is gone; put it back");
    }
    createFolders(folder);
  }

  /**
   * Writes a file whole: no reader ever sees a part of it under its name, and a file of that name
   * is replaced in one step.
   */
  public static void write(Path file, byte[] content) throws IOException {
    writeAhead(file, content);
    forceFolder(folderOf(file));
  }

  /** As {@link #write}, but the file's name is safe only after its folder was forced. */
  public static void writeAhead(Path file, byte[] content) throws IOException {
    Path part = partOf(file);
    writePart(part, content, true);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  static void writePart(Path part, byte[] content, boolean forced) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      if (forced) {
        channel.force(true);
      }
    }
  }

  /**
   * Moves a file; to another disk by copying it whole before the original goes.
   *
   * @throws FileAlreadyExistsException if the target's name is taken
   */
  public static void move(Path file, Path target) throws IOException {
    moveAhead(file, target);
    forceFolder(folderOf(target));
    forceFolder(folderOf(file));
  }

  /**
   * As {@link #move}, but a crash may still undo it, as a whole.
   *
   * @throws FileAlreadyExistsException if the target's name is taken
   */
  public static void moveAhead(Path file, Path target) throws IOException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    try {
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      copy(file, target);
      Files.delete(file);
    }
  }

  /** Copies a file so that its name never stands for a part of it; a link is copied as a link. */
  public static void copy(Path file, Path target) throws IOException {
    Path folder = folderOf(target);
    Path part = partOf(target);
    Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING, LinkOption.NOFOLLOW_LINKS);
    forceFile(part);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    forceFolder(folder);
  }

  /** Forces the bytes of a file that is already written. */
  public static void forceFile(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      channel.force(true);
    }
  }

  /** Forces the entries of a folder, where the system can. */
  public static void forceFolder(Path folder) throws IOException {
    if (FOLDERS_CAN_BE_FORCED) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /**
   * Forces files and folders, several at once: the disk then writes down many of them in one go,
   * where one after another would each wait for a go of its own.
   *
   * @return why each of those that could not be forced was not; empty where all are safe
   */
  public static Map<Path, IOException> forceTogether(Collection<Path> all) {
    Map<Path, IOException> refused = new ConcurrentHashMap<>();
    CompletableFuture.allOf(
            all.stream()
                .map(path -> CompletableFuture.runAsync(() -> force(path, refused), FORCING))
                .toArray(CompletableFuture[]::new))
        .join();
    return refused;
  }

  private static void force(Path path, Map<Path, IOException> refused) {
    try {
      if (Files.isDirectory(path)) {
        forceFolder(path);
      } else {
        forceFile(path);
      }
    } catch (IOException e) {
      refused.put(path, e);
    }
  }

  static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException(file + " has no folder");
    }
    return folder;
  }

  static Path partOf(Path file) {
    return folderOf(file).resolve("." + shortened(file.getFileName().toString()) + ".part");
  }

  /** A name with room for what is put around it; file names end at 255 bytes. */
  private static String shortened(String name) {
    return name.length() <= 60 ? name : name.substring(0, 60);
  }
}

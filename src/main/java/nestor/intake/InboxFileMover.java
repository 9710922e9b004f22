package nestor.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Mover of files out of a folder that others may write to. It moves a file away in one step, so
 * that a new one of its name is another document, and copies it to the spool, so that no open
 * handle or link of a sender reaches what is kept.
 */
final class InboxFileMover {
  /** Larger ones are not read, whatever they say: they are moved as they are. */
  private static final long LARGEST_COPY = 64L << 20;

  private final Spool spool;
  private final OriginalFiles originals;
  private final List<Path> never;

  InboxFileMover(Path home, Spool spool, OriginalFiles originals) {
    this.spool = spool;
    this.originals = originals;
    this.never = DocumentPaths.NEVER_TAKEN_FROM.stream().map(home::resolve).toList();
  }

  /**
   * A file that was taken.
   *
   * @param spooled where its copy is to lie; it has its name there only once it is safe
   * @param sha256 of the copy, or null where the file itself was moved there
   * @param original the file itself, which is to be watched, or null
   * @param copied how it was when it was copied
   */
  record Taken(
      Path spooled,
      @Nullable String sha256,
      @Nullable Path original,
      OriginalFiles.@Nullable State copied,
      @Nullable Leftover leftover) {

    /** Whether it has its name in the spool only after {@link Spool#name}. */
    boolean isCopy() {
      return sha256 != null;
    }
  }

  /** A file on another disk, which can only be deleted once its copy has a receipt. */
  record Leftover(Path root, Path file, OriginalFiles.State copied) {}

  /**
   * Takes one.
   *
   * @param root below which it lies
   * @param spooled its place in the spool
   * @throws StillWrittenException if it changed meanwhile
   * @throws IOException if it is no regular file (links are not followed), there is a link on the
   *     way to it, or it cannot be taken; then it still lies where it was, or among the originals
   */
  Taken take(Path root, Path file, Path spooled) throws IOException {
    Path name = file.getFileName();
    try (SecureFolder folder =
        SecureFolder.open(root, Objects.requireNonNull(file.toAbsolutePath().getParent()), never)) {
      BasicFileAttributes found = folder.attributes(name);
      if (!found.isRegularFile()) {
        throw new IOException(file + " is not a regular file");
      }
      if (!Files.isReadable(file)) {
        throw new IOException(
            file + " may not be read; give its owner's group or all the right to");
      }
      Path original = originals.place(spooled.getFileName().toString());
      try {
        folder.moveTo(name, original);
      } catch (AtomicMoveNotSupportedException e) {
        return copyFromAnotherDisk(folder, root, file, found, spooled);
      }
      try {
        return copy(original, spooled);
      } catch (IOException e) {
        putBack(folder, original, name);
        throw e;
      }
    }
  }

  /** Copies an original once more, or what a crash left uncopied. */
  Taken copy(Path original, Path spooled) throws IOException {
    BasicFileAttributes found = attributes(original);
    if (!found.isRegularFile()) {
      throw new IOException(original.getFileName() + " became a link while it was taken");
    }
    if (found.size() > LARGEST_COPY) {
      Files.move(original, spooled, StandardCopyOption.ATOMIC_MOVE);
      return new Taken(spooled, null, null, null, null);
    }
    OriginalFiles.State before = OriginalFiles.State.of(found);
    String sha256;
    try (InputStream in = Files.newInputStream(original, LinkOption.NOFOLLOW_LINKS)) {
      sha256 = spool.copy(in, spooled);
    }
    refuseChanged(before, OriginalFiles.State.of(original), spooled);
    return new Taken(spooled, sha256, original, before, null);
  }

  private Taken copyFromAnotherDisk(
      SecureFolder folder, Path root, Path file, BasicFileAttributes found, Path spooled)
      throws IOException {
    OriginalFiles.State before = OriginalFiles.State.of(found);
    String sha256;
    try (InputStream in = folder.read(file.getFileName())) {
      sha256 = spool.copy(in, spooled);
    }
    refuseChanged(before, OriginalFiles.State.of(folder.attributes(file.getFileName())), spooled);
    return new Taken(spooled, sha256, null, null, new Leftover(root, file, before));
  }

  private void refuseChanged(OriginalFiles.State before, OriginalFiles.State after, Path spooled)
      throws IOException {
    if (!before.equals(after)) {
      Files.deleteIfExists(spool.part(spooled));
      throw new StillWrittenException(spooled.getFileName().toString());
    }
  }

  /** Completes the move of a file that has its receipt. */
  void acknowledge(Taken taken, long now) throws IOException {
    Path original = taken.original();
    if (original != null) {
      originals.watch(original, Objects.requireNonNull(taken.copied()), now);
    }
    Leftover leftover = taken.leftover();
    if (leftover != null) {
      Path name = leftover.file().getFileName();
      Path parent = Objects.requireNonNull(leftover.file().toAbsolutePath().getParent());
      try (SecureFolder folder = SecureFolder.open(leftover.root(), parent, never)) {
        if (folder.has(name)
            && OriginalFiles.State.of(folder.attributes(name)).equals(leftover.copied())) {
          folder.delete(name);
        }
      }
    }
  }

  /**
   * Puts a file back into the inbox; where a new file has its place, it stays among the originals
   * and is received later.
   */
  private static void putBack(SecureFolder folder, Path original, Path name) throws IOException {
    if (Files.exists(original, LinkOption.NOFOLLOW_LINKS) && !folder.has(name)) {
      folder.moveBack(original, name);
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}

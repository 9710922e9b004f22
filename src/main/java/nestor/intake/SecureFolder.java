package nestor.intake;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Folder that others may write to, held open from its root down, so that no link and no swapped
 * folder on its path redirects what is done in it. Where the system has no such handles, real paths
 * are compared before and after instead.
 */
abstract class SecureFolder implements Closeable {
  private SecureFolder() {}

  /**
   * Opens a folder.
   *
   * @param root the outermost folder, which may itself be a link, since the installer of the home
   *     chose it
   * @param folder the root, or a folder somewhere below it
   * @param never folders from which nothing may be taken, however they come to lie below the root
   * @throws IOException if it is none, if there is a link on the way, or if it is one of those
   */
  @SuppressWarnings("StreamResourceLeak") // Closed with what holds it, or on the way.
  static SecureFolder open(Path root, Path folder, Collection<Path> never) throws IOException {
    Path start = root.toAbsolutePath().normalize();
    Path end = folder.toAbsolutePath().normalize();
    if (!end.startsWith(start)) {
      throw new IOException(folder + " does not lie in " + root);
    }
    DirectoryStream<Path> opened = Files.newDirectoryStream(start);
    if (!(opened instanceof SecureDirectoryStream<Path> held)) {
      opened.close();
      return new Checked(start, end, never);
    }
    Set<Object> forbidden = keys(never);
    try {
      if (!end.equals(start)) {
        for (Path name : start.relativize(end)) {
          SecureDirectoryStream<Path> above = held;
          refuseNonFolder(above, name, folder);
          held = above.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
          above.close();
        }
      }
      Object key =
          held.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey();
      if (key != null && forbidden.contains(key)) {
        throw new IOException(folder + " is a folder of Nestor's own; nothing is taken out of it");
      }
      return new Held(held);
    } catch (IOException | RuntimeException e) {
      held.close();
      throw e;
    }
  }

  /** As {@link #open}, as on systems that cannot hold a folder open. */
  static SecureFolder checked(Path root, Path folder, Collection<Path> never) throws IOException {
    return new Checked(
        root.toAbsolutePath().normalize(), folder.toAbsolutePath().normalize(), never);
  }

  private static void refuseNonFolder(SecureDirectoryStream<Path> above, Path name, Path folder)
      throws IOException {
    if (!attributes(above, name).isDirectory()) {
      throw new NotDirectoryException(folder + ": " + name + " is a link or no folder");
    }
  }

  private static Set<Object> keys(Collection<Path> folders) throws IOException {
    Set<Object> keys = new HashSet<>();
    for (Path folder : folders) {
      try {
        Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
        if (key != null) {
          keys.add(key);
        }
      } catch (NoSuchFileException e) {
        // Not made yet.
      }
    }
    return keys;
  }

  private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    return folder
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  /** Attributes of an entry itself; a link is not followed. */
  abstract BasicFileAttributes attributes(Path name) throws IOException;

  /** The bytes of a file; a link is not followed. */
  abstract InputStream read(Path name) throws IOException;

  /**
   * Moves an entry away in one step.
   *
   * @param target in a folder into which nobody else may write
   * @throws AtomicMoveNotSupportedException if that is on another disk
   */
  abstract void moveTo(Path name, Path target) throws IOException;

  /** Moves into this folder in one step. An entry of that name must not be there. */
  abstract void moveBack(Path source, Path name) throws IOException;

  /** Removes a file. */
  abstract void delete(Path name) throws IOException;

  /** Whether there is an entry of that name. */
  boolean has(Path name) throws IOException {
    try {
      attributes(name);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static final class Held extends SecureFolder {
    private final SecureDirectoryStream<Path> stream;

    Held(SecureDirectoryStream<Path> stream) {
      this.stream = stream;
    }

    @Override
    BasicFileAttributes attributes(Path name) throws IOException {
      return SecureFolder.attributes(stream, name);
    }

    @Override
    InputStream read(Path name) throws IOException {
      return Channels.newInputStream(
          stream.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
    }

    @Override
    void moveTo(Path name, Path target) throws IOException {
      try (SecureDirectoryStream<Path> to = ours(target)) {
        stream.move(name, to, target.getFileName());
      }
    }

    @Override
    void moveBack(Path source, Path name) throws IOException {
      try (SecureDirectoryStream<Path> from = ours(source)) {
        from.move(source.getFileName(), stream, name);
      }
    }

    @SuppressWarnings("StreamResourceLeak") // Closed by the callers.
    private static SecureDirectoryStream<Path> ours(Path file) throws IOException {
      return (SecureDirectoryStream<Path>)
          Files.newDirectoryStream(Objects.requireNonNull(file.getParent()));
    }

    @Override
    void delete(Path name) throws IOException {
      stream.deleteFile(name);
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  private static final class Checked extends SecureFolder {
    private final Path root;
    private final Path folder;
    private final Collection<Path> never;

    Checked(Path root, Path folder, Collection<Path> never) throws IOException {
      this.root = root;
      this.folder = folder;
      this.never = never;
      check();
    }

    private void check() throws IOException {
      Path real = folder.toRealPath();
      if (!real.equals(root.toRealPath().resolve(root.relativize(folder)).normalize())) {
        throw new NotDirectoryException(folder + ": there is a link on the way to it");
      }
      for (Path forbidden : never) {
        if (Files.exists(forbidden) && real.equals(forbidden.toRealPath())) {
          throw new IOException(
              folder + " is a folder of Nestor's own; nothing is taken out of it");
        }
      }
    }

    @Override
    BasicFileAttributes attributes(Path name) throws IOException {
      return Files.readAttributes(
          folder.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    InputStream read(Path name) throws IOException {
      check();
      return Files.newInputStream(
          folder.resolve(name), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    void moveTo(Path name, Path target) throws IOException {
      check();
      Files.move(folder.resolve(name), target, StandardCopyOption.ATOMIC_MOVE);
      check();
    }

    @Override
    void moveBack(Path source, Path name) throws IOException {
      check();
      Files.move(source, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    void delete(Path name) throws IOException {
      check();
      Files.delete(folder.resolve(name));
    }

    @Override
    public void close() {}
  }
}

package nestor.server.pipeline;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import nestor.store.DurableFiles;
import org.jspecify.annotations.Nullable;

/**
 * Permissions of the home folder: other users of the machine may not read what organisations say.
 * For the exclusive lock on a home see {@code HomeLock}.
 */
public final class HomeDirectory {
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> STRANGERS =
      PosixFilePermissions.fromString("------rwx");

  private HomeDirectory() {}

  /** Makes the home for its owner alone; one that is there already stays as it is. */
  public static void make(Path home) throws IOException {
    Path folder = home.toAbsolutePath().normalize();
    Path parent = folder.getParent();
    if (Files.isDirectory(folder) || parent == null) {
      return;
    }
    DurableFiles.createFolders(parent);
    try {
      if (view(parent) == null) {
        Files.createDirectory(folder);
      } else {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
      }
    } catch (FileAlreadyExistsException e) {
      return;
    }
    DurableFiles.forceFolder(parent);
  }

  /** Access that strangers should not have, and the cure. */
  public static Optional<String> openness(Path home) throws IOException {
    PosixFileAttributeView view = view(home);
    if (view == null || !Files.isDirectory(home)) {
      return Optional.empty();
    }
    Set<PosixFilePermission> granted = view.readAttributes().permissions();
    return granted.stream().noneMatch(STRANGERS::contains)
        ? Optional.empty()
        : Optional.of(
            home
                + " lets every user of this machine in ("
                + PosixFilePermissions.toString(granted)
                + "); take that back with chmod o-rwx "
                + home);
  }

  private static @Nullable PosixFileAttributeView view(Path folder) {
    return Files.getFileAttributeView(folder, PosixFileAttributeView.class, new LinkOption[0]);
  }
}

package nestor.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/**
 * Creation of a home's first database: made aside, and renamed once it is whole and forced to disk.
 * A process that dies meanwhile leaves none, and the next start begins anew.
 */
final class DatabaseCreation {
  /** The folder, below the store's own, in which it is made. */
  private static final String ASIDE = "being-made";

  private DatabaseCreation() {}

  /**
   * Makes the store of that folder.
   *
   * @param filling makes the database in the folder that it is given, and closes it
   * @throws IOException if the disk refuses
   */
  static void make(Path folder, Consumer<Path> filling) throws IOException {
    Path aside = folder.resolve(ASIDE);
    DurableFiles.createFolders(aside);
    filling.accept(aside);
    Path made = aside.resolve(DatabaseFile.NAME);
    DurableFiles.forceFile(made);
    // What may lie under its name is a file in which there is nothing.
    Files.move(
        made,
        folder.resolve(DatabaseFile.NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    DurableFiles.forceFolder(folder);
    clear(folder);
  }

  /** Takes away what a process left that died while it made one. */
  static void clear(Path folder) throws IOException {
    Path aside = folder.resolve(ASIDE);
    if (!Files.isDirectory(aside)) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(aside)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
    Files.delete(aside);
  }
}

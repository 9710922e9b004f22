package nestor.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Check of the database's file before it is opened. H2 would take a file without content for a new
 * database and overwrite it.
 */
final class DatabaseFile {
  static final String NAME = "nestor.mv.db";

  /** Least size of a database that was ever used. */
  private static final long HEADERS = 4 * 4096;

  private static final String CURE =
      "; put a backup back (nestor restore FILE --home ANOTHER), or move this home away and put what"
          + " lies in its archive/ into the inbox of a new one";

  private DatabaseFile() {}

  /**
   * Looks whether there is a store that may be opened; where there is none, one may be made.
   *
   * @throws StoreException if it is damaged, of a newer version, or gone though there are documents
   * @throws IOException if the disk refuses
   */
  static boolean holds(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    long size = Files.exists(file) ? Files.size(file) : 0;
    boolean holds;
    try {
      holds = size > 0 && holdsAnything(file);
    } catch (MVStoreException e) {
      boolean newer = e.getErrorCode() == DataUtils.ERROR_UNSUPPORTED_FORMAT;
      throw new StoreException(
          newer
              ? NAME + " was written by a newer version of Nestor; start that one"
              : NAME + " is damaged (" + e.getMessage() + ")" + CURE,
          e);
    }
    if (!holds && size > HEADERS) {
      throw new StoreException(
          NAME + " is damaged: of its " + size + " bytes none can be read" + CURE);
    }
    if (!holds && anyDocument(folder)) {
      throw new StoreException(
          NAME
              + " is "
              + (size > 0 ? "empty" : "gone")
              + ", though the home holds documents"
              + CURE);
    }
    return holds;
  }

  private static boolean holdsAnything(Path file) {
    try (MVStore store =
        new MVStore.Builder().fileName(file.toAbsolutePath().toString()).readOnly().open()) {
      return !store.getMapNames().isEmpty();
    }
  }

  private static boolean anyDocument(Path folder) throws IOException {
    for (Path kept :
        List.of(
            folder.resolve("spool"),
            folder.resolveSibling("archive"),
            folder.resolveSibling("quarantine"),
            folder.resolveSibling("mail"))) {
      if (Files.isDirectory(kept)) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(kept)) {
          if (entries.iterator().hasNext()) {
            return true;
          }
        }
      }
    }
    return false;
  }
}

package nestor.intake;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import nestor.store.DurableFiles;
import org.jspecify.annotations.Nullable;

/** The folder in which documents lie from their arrival until they are put away. */
final class Spool {
  private static final String PART = ".part";

  private final Path folder;

  /**
   * @throws IOException if the folder cannot be made
   */
  Spool(Path folder) throws IOException {
    this.folder = folder;
    DurableFiles.createFolders(folder);
  }

  /** Where a document would lie. */
  Path place(String id, @Nullable String placedFor, String name, boolean comesAgain) {
    return folder.resolve(Places.spoolName(id, placedFor, name, comesAgain));
  }

  /** Where a document lies, if it still does. */
  Path place(Receipt receipt) {
    Path brought = place(receipt.id(), receipt.placedFor(), receipt.name(), true);
    return Files.exists(brought, LinkOption.NOFOLLOW_LINKS)
        ? brought
        : place(receipt.id(), receipt.placedFor(), receipt.name(), false);
  }

  /**
   * Puts a whole document there, safe on disk, or nothing.
   *
   * @throws IOException if the stream breaks off, or the disk refuses
   */
  void write(InputStream content, Path place) throws IOException {
    Path part = folder.resolve("." + ReceiptIds.of(place) + PART);
    try {
      try (OutputStream out =
          Files.newOutputStream(part, CREATE_NEW, WRITE, LinkOption.NOFOLLOW_LINKS)) {
        content.transferTo(out);
      }
      DurableFiles.forceFile(part);
      Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
      force();
    } catch (IOException e) {
      Files.deleteIfExists(part);
      Files.deleteIfExists(place);
      throw e;
    }
  }

  /** Makes sure that what was put there or taken away stays so. */
  void force() throws IOException {
    DurableFiles.forceFolder(folder);
  }

  /** All that lies there, in the order of arrival. */
  List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(files::add);
    }
    Collections.sort(files);
    return files;
  }

  /** The id of the document of which that file is the beginning, or null where it is none. */
  static @Nullable String beginning(Path file) {
    String name = file.getFileName().toString();
    String id = name.startsWith(".") ? ReceiptIds.of(Path.of(name.substring(1))) : "";
    return name.endsWith(PART) && ReceiptIds.wellFormed(id) ? id : null;
  }
}

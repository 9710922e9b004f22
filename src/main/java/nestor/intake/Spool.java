package nestor.intake;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import nestor.diagnostics.Sha256;
import nestor.store.DurableFiles;
import org.jspecify.annotations.Nullable;

/**
 * Folder of documents between their arrival and their decision. {@link Intake} owns it; nothing
 * else writes there.
 */
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

  /** Path at which a document would lie. */
  Path place(String id, @Nullable String placedFor, String name, boolean comesAgain) {
    return folder.resolve(DocumentPaths.spoolName(id, placedFor, name, comesAgain));
  }

  /** Path of a document, if it is still there. */
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
    Path part = part(place);
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

  /**
   * Copies a file, so that nobody else holds what lies in the spool. The copy has its name only
   * after {@link #name}, and must be forced to disk before.
   *
   * @return the SHA-256 of what was copied
   */
  String copy(InputStream content, Path place) throws IOException {
    Path part = part(place);
    try (DigestInputStream in = new DigestInputStream(content, Sha256.digest());
        OutputStream out =
            Files.newOutputStream(part, CREATE_NEW, WRITE, LinkOption.NOFOLLOW_LINKS)) {
      in.transferTo(out);
      return Sha256.of(in.getMessageDigest());
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
  }

  /** Path of a copy until it has its name. */
  Path part(Path place) {
    return folder.resolve("." + ReceiptIds.of(place) + PART);
  }

  /** Gives a copy that is safe on disk its name; the folder must still be forced. */
  void name(Path place) throws IOException {
    Files.move(part(place), place, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Lets a document be worth nothing without its receipt. */
  void makeWorthless(Path place) throws IOException {
    DocumentPaths.Spooled said = DocumentPaths.parse(place.getFileName().toString());
    if (said != null && !said.comesAgain()) {
      Path worthless = place(said.id(), said.placedFor(), said.name(), true);
      Files.move(place, worthless, StandardCopyOption.ATOMIC_MOVE);
      force();
    }
  }

  /** Whether its folder is there. */
  boolean isThere() {
    return Files.isDirectory(folder);
  }

  /** Makes sure that what was put there or taken away stays so. */
  void force() throws IOException {
    DurableFiles.forceFolder(folder);
  }

  /** Returns all files in the spool, in the order of arrival. */
  List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(files::add);
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(folder + " is gone; put it back");
    }
    Collections.sort(files);
    return files;
  }

  /** Returns the id of the document whose beginning that file is, or null where it is none. */
  static @Nullable String beginning(Path file) {
    String name = file.getFileName().toString();
    String id = name.startsWith(".") ? ReceiptIds.of(Path.of(name.substring(1))) : "";
    return name.endsWith(PART) && ReceiptIds.wellFormed(id) ? id : null;
  }

  static String sha256(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Sha256.of(digest);
  }

  static String sha256(byte[] content) {
    return Sha256.of(content);
  }
}

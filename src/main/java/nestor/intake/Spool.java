package nestor.intake;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
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

  /**
   * Takes a file away from where it lies; it must still be forced to disk.
   *
   * @return what is to be done once the document is recorded
   * @throws IOException if it is not a regular file (links are not followed), or cannot be taken;
   *     then it still lies where it was
   */
  Acknowledgement take(Path file, Path place) throws IOException {
    BasicFileAttributes found = attributes(file);
    if (!found.isRegularFile()) {
      throw new IOException(file + " is not a regular file");
    }
    if (!Files.isReadable(file)) {
      throw new IOException(file + " may not be read; give its owner's group or all the right to");
    }
    try {
      Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      DurableFiles.copy(file, place);
      return () -> deleteUnchanged(file, found);
    }
    if (!attributes(place).isRegularFile()) {
      DurableFiles.move(place, file);
      throw new IOException(file + " became a link while it was taken");
    }
    return () -> {};
  }

  /** Lets a document be worth nothing without its receipt. */
  void makeWorthless(Path place) throws IOException {
    Places.Spooled said = Places.parse(place.getFileName().toString());
    if (said != null && !said.comesAgain()) {
      Path worthless = place(said.id(), said.placedFor(), said.name(), true);
      Files.move(place, worthless, StandardCopyOption.ATOMIC_MOVE);
      force();
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

  static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK knows SHA-256", e);
    }
  }

  private static void deleteUnchanged(Path file, BasicFileAttributes taken) throws IOException {
    BasicFileAttributes now = attributes(file);
    if (Objects.equals(now.fileKey(), taken.fileKey())
        && now.size() == taken.size()
        && now.lastModifiedTime().equals(taken.lastModifiedTime())) {
      Files.delete(file);
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** What is left to do when a document has its receipt. */
  interface Acknowledgement {
    void give() throws IOException;
  }
}

package nestor.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import nestor.store.DurableFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of received documents: in the spool until a document is decided, then in the archive or
 * in quarantine. Each is compared with what arrived before it is used.
 */
final class StoredDocuments {
  private static final Logger LOG = LoggerFactory.getLogger(StoredDocuments.class);

  private final Path home;
  private final Spool spool;

  StoredDocuments(Path home, Spool spool) {
    this.home = home;
    this.spool = spool;
  }

  /**
   * Opens a document that was decided.
   *
   * @throws ChangedDocumentException if it is not what arrived
   */
  InputStream open(Receipt receipt) throws IOException {
    Path file = home.resolve(receipt.path());
    refuseChanged(receipt, Spool.sha256(file));
    return Files.newInputStream(file);
  }

  /**
   * The bytes of a document that waits in the spool.
   *
   * @throws ChangedDocumentException if they are not those that arrived
   * @throws IOException if they cannot be read
   */
  byte[] content(Receipt receipt) throws IOException {
    return asItArrived(receipt, Files.readAllBytes(spool.place(receipt)));
  }

  /**
   * Looks whether a document that was decided is still what arrived.
   *
   * @throws ChangedDocumentException if it is not
   * @throws IOException if it cannot be read
   */
  void verify(Receipt receipt) throws IOException {
    Path spooled = spool.place(receipt);
    refuseChanged(
        receipt,
        Spool.sha256(
            Files.exists(spooled, LinkOption.NOFOLLOW_LINKS)
                ? spooled
                : home.resolve(receipt.path())));
  }

  private static byte[] asItArrived(Receipt receipt, byte[] content)
      throws ChangedDocumentException {
    refuseChanged(receipt, Spool.sha256(content));
    return content;
  }

  private static void refuseChanged(Receipt receipt, String sha256)
      throws ChangedDocumentException {
    if (!sha256.equals(receipt.sha256())) {
      throw new ChangedDocumentException(receipt, sha256);
    }
  }

  /**
   * Moves a decided document from the spool to where it stays, a quarantined one together with its
   * reason. Does nothing if that was done before. The move itself is not forced to disk: if a crash
   * undoes it, {@link Intake#recover} does it again.
   *
   * @throws IOException if it cannot be moved; it then lies in the spool still
   */
  void putAway(Receipt receipt) throws IOException {
    Path spooled = spool.place(receipt);
    Path target = home.resolve(receipt.path());
    Path folder = Objects.requireNonNull(target.getParent());
    if (!Files.exists(spooled, LinkOption.NOFOLLOW_LINKS)) {
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      LOG.warn("Document {} is neither in {} nor at {}", receipt.id(), spooled, target);
    }
    if (!Files.isDirectory(folder)) {
      DurableFiles.createFoldersWithin(home, folder);
    }
    if (receipt.state() == Receipt.State.QUARANTINED) {
      DurableFiles.write(
          folder.resolve(DocumentPaths.REASON), reason(receipt).getBytes(StandardCharsets.UTF_8));
    }
    if (Files.exists(spooled, LinkOption.NOFOLLOW_LINKS)) {
      DurableFiles.moveAhead(spooled, target);
    }
  }

  private static String reason(Receipt receipt) {
    return receipt.name()
        + " was not taken in.\n\n"
        + Objects.requireNonNullElse(receipt.reason(), "The reason was not recorded.")
        + "\n\nThe original stays here as it came. To try again, put a corrected copy of it into the"
        + " inbox.\nReceipt "
        + receipt.id()
        + (receipt.placedFor() == null
            ? ""
            : ", put in for " + FileNameSanitizer.of(receipt.placedFor()))
        + ".\n";
  }
}

package nestor.intake;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import nestor.store.DurableFiles;
import nestor.store.Store;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives documents, whichever way they come, and keeps them. When {@code receive} returns, the
 * document is whole on disk and its receipt is recorded; only then may the sender be told so. Safe
 * for use by several threads.
 *
 * <p>A document lies in the spool from its arrival until it is decided ({@link Receipts#decide})
 * and put away ({@link #putAway}); {@link #recover} mends whatever a crash left between these
 * steps.
 */
public final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final String PART = ".part";

  private final Path home;
  private final Path spool;
  private final Store store;
  private final Receipts receipts;
  private final ReceiptIds ids;

  /** Documents on their way into the spool, which only look as if a crash had left them there. */
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  /**
   * An intake that keeps its documents below the home folder.
   *
   * @throws IOException if the folders cannot be made
   */
  public Intake(Path home, Store store, Receipts receipts, Clock clock) throws IOException {
    this.home = home;
    this.spool = home.resolve(Places.SPOOL);
    this.store = store;
    this.receipts = receipts;
    this.ids = new ReceiptIds(clock);
    DurableFiles.createFolders(spool);
  }

  /**
   * Receives a file by taking it away from where it lies, in one step where it lies on the same
   * disk: a new file of the same name that comes in the meantime is another document.
   *
   * @param placedFor the organisation for which it was put there, or null
   * @throws IOException if it is not a regular file (links are not followed), or cannot be taken or
   *     read; then it still lies where it was, or waits in the spool for {@link #recover}
   * @throws nestor.store.StoreException if it cannot be recorded; then it waits in the spool
   */
  public Receipt receive(Path file, @Nullable String placedFor) throws IOException {
    BasicFileAttributes found = attributes(file);
    if (!found.isRegularFile()) {
      throw new IOException(file + " is not a regular file");
    }
    if (!Files.isReadable(file)) {
      throw new IOException(file + " may not be read; give its owner's group or all the right to");
    }
    String name = SafeName.of(file.getFileName().toString());
    return spooling(
        name,
        placedFor,
        (tx, receipt) -> {},
        spooled -> {
          try {
            Files.move(file, spooled, StandardCopyOption.ATOMIC_MOVE);
          } catch (AtomicMoveNotSupportedException e) {
            DurableFiles.copy(file, spooled);
            return () -> deleteUnchanged(file, found);
          }
          if (!attributes(spooled).isRegularFile()) {
            DurableFiles.move(spooled, file);
            throw new IOException(file + " became a link while it was taken");
          }
          DurableFiles.forceFile(spooled);
          DurableFiles.forceFolder(spool);
          return () -> {};
        });
  }

  /**
   * Receives what a stream holds, to its end.
   *
   * @param name what the sender calls it; folders and the like are taken out of it
   * @param placedFor the organisation for which it was sent, or null
   * @throws IOException if the stream breaks off or the disk is full; then nothing was received
   * @throws nestor.store.StoreException if it cannot be recorded; then it waits in the spool
   */
  public Receipt receive(String name, InputStream content, @Nullable String placedFor)
      throws IOException {
    return receive(name, content, placedFor, (tx, receipt) -> {});
  }

  /**
   * As {@link #receive(String, InputStream, String)}, and records in the same transaction whatever
   * else there is to be said of the document.
   */
  public Receipt receive(
      String name,
      InputStream content,
      @Nullable String placedFor,
      BiConsumer<Transaction, Receipt> alongWith)
      throws IOException {
    return spooling(
        SafeName.of(name),
        placedFor,
        alongWith,
        spooled -> {
          Path part = spool.resolve("." + ReceiptIds.of(spooled) + PART);
          try {
            try (OutputStream out =
                Files.newOutputStream(part, CREATE_NEW, WRITE, LinkOption.NOFOLLOW_LINKS)) {
              content.transferTo(out);
            }
            DurableFiles.forceFile(part);
          } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
          }
          Files.move(part, spooled, StandardCopyOption.ATOMIC_MOVE);
          DurableFiles.forceFolder(spool);
          return () -> {};
        });
  }

  /** The name under which a document of that name would be kept. */
  public static String nameFor(String name) {
    return SafeName.of(name);
  }

  /**
   * Keeps a document that must not be taken in, whatever it says: it is in quarantine when this
   * returns, and was never anywhere else.
   *
   * @param reason the faults, a line each
   * @param alongWith records in the same transaction whatever else there is to be said of it
   * @throws IOException if the stream breaks off or the disk is full
   * @throws nestor.store.StoreException if it cannot be recorded
   */
  public Receipt quarantine(
      String name, InputStream content, String reason, BiConsumer<Transaction, Receipt> alongWith)
      throws IOException {
    String id = ids.next();
    Receipt undecided =
        new Receipt(
            id,
            SafeName.of(name),
            null,
            "",
            0,
            ReceiptIds.moment(id),
            Receipt.State.RECEIVED,
            null,
            null,
            "");
    Path file =
        home.resolve(Places.restingPlace(undecided, Receipt.State.QUARANTINED, null))
            .toAbsolutePath();
    Path folder = Objects.requireNonNull(file.getParent());
    DurableFiles.createFolders(folder);
    Path part = folder.resolve(PART);
    try (OutputStream out =
        Files.newOutputStream(part, CREATE_NEW, WRITE, LinkOption.NOFOLLOW_LINKS)) {
      content.transferTo(out);
    }
    DurableFiles.forceFile(part);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    Receipt receipt =
        new Receipt(
            id,
            undecided.name(),
            null,
            sha256(file),
            Files.size(file),
            undecided.receivedAt(),
            Receipt.State.QUARANTINED,
            reason,
            null,
            Places.restingPlace(undecided, Receipt.State.QUARANTINED, null));
    DurableFiles.write(
        folder.resolve(Places.REASON), reason(receipt).getBytes(StandardCharsets.UTF_8));
    return store.write(
        tx -> {
          receipts.record(tx, receipt);
          alongWith.accept(tx, receipt);
          return receipt;
        });
  }

  /**
   * Receives a quarantined document once more, as a new document; the original stays where it is.
   *
   * @return empty if there is no quarantined document of that id
   * @throws IOException if the original cannot be read
   */
  public Optional<Receipt> replay(String id) throws IOException {
    Optional<Receipt> receipt =
        store
            .read(tx -> receipts.find(tx, id))
            .filter(found -> found.state() == Receipt.State.QUARANTINED);
    if (receipt.isEmpty()) {
      return Optional.empty();
    }
    Receipt found = receipt.get();
    try (InputStream content = Files.newInputStream(home.resolve(found.path()))) {
      return Optional.of(receive(found.name(), content, found.placedFor()));
    }
  }

  /**
   * The bytes of a document that waits in the spool.
   *
   * @throws IOException if they cannot be read
   */
  public byte[] content(Receipt receipt) throws IOException {
    return Files.readAllBytes(home.resolve(spoolPath(receipt)));
  }

  /**
   * Moves a decided document from the spool to where it stays, a quarantined one together with its
   * reason. Does nothing if that was done before. The move itself is not forced to disk: if a crash
   * undoes it, {@link #recover} does it again.
   *
   * @throws IOException if it cannot be moved; it then lies in the spool still
   */
  public void putAway(Receipt receipt) throws IOException {
    Path spooled = home.resolve(spoolPath(receipt));
    Path target = home.resolve(receipt.path());
    Path folder = Objects.requireNonNull(target.getParent());
    if (!Files.exists(spooled, LinkOption.NOFOLLOW_LINKS)) {
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      LOG.warn("Document {} is neither in {} nor at {}", receipt.id(), spooled, target);
    }
    Files.createDirectories(folder);
    if (receipt.state() == Receipt.State.QUARANTINED) {
      DurableFiles.write(
          folder.resolve(Places.REASON), reason(receipt).getBytes(StandardCharsets.UTF_8));
    }
    if (Files.exists(spooled, LinkOption.NOFOLLOW_LINKS)) {
      DurableFiles.moveAhead(spooled, target);
    }
  }

  /**
   * Mends what a crash left half done: gives documents that were spooled but not recorded their
   * receipt, puts decided documents away, and drops beginnings of documents of which the whole
   * never came. May be called at any time.
   *
   * @return the documents that got their receipt only now
   * @throws IOException if the spool cannot be read
   */
  public List<Receipt> recover() throws IOException {
    List<Receipt> adopted = new ArrayList<>();
    for (Path file : spooledFiles()) {
      String fileName = file.getFileName().toString();
      Places.@Nullable Spooled spooled = Places.parse(fileName);
      if (spooled == null || !attributes(file).isRegularFile()) {
        dropBeginning(file, fileName);
      } else if (!underWay.contains(spooled.id())) {
        Optional<Receipt> known = store.read(tx -> receipts.find(tx, spooled.id()));
        if (known.isEmpty()) {
          adopted.add(
              record(spooled.id(), spooled.name(), spooled.placedFor(), file, (tx, receipt) -> {}));
        } else if (known.get().state() != Receipt.State.RECEIVED) {
          putAway(known.get());
        }
      }
    }
    return Collections.unmodifiableList(adopted);
  }

  private Receipt spooling(
      String name,
      @Nullable String placedFor,
      BiConsumer<Transaction, Receipt> alongWith,
      Spooling spooling)
      throws IOException {
    String id = ids.next();
    underWay.add(id);
    try {
      Path spooled = spool.resolve(Places.spoolName(id, placedFor, name));
      Acknowledgement acknowledgement = spooling.into(spooled);
      Receipt receipt = record(id, name, placedFor, spooled, alongWith);
      acknowledgement.give();
      return receipt;
    } finally {
      underWay.remove(id);
    }
  }

  private Receipt record(
      String id,
      String name,
      @Nullable String placedFor,
      Path spooled,
      BiConsumer<Transaction, Receipt> alongWith)
      throws IOException {
    Receipt receipt =
        new Receipt(
            id,
            name,
            placedFor,
            sha256(spooled),
            Files.size(spooled),
            ReceiptIds.moment(id),
            Receipt.State.RECEIVED,
            null,
            null,
            Places.SPOOL + "/" + spooled.getFileName());
    store.writeAhead(
        tx -> {
          receipts.record(tx, receipt);
          alongWith.accept(tx, receipt);
          return true;
        });
    if (!Places.spooled(receipt).equals(Places.parse(spooled.getFileName().toString()))) {
      // Else the name in the spool, which is safe on disk, can give the receipt again.
      store.force();
    }
    return receipt;
  }

  private List<Path> spooledFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(spool)) {
      entries.forEach(files::add);
    }
    Collections.sort(files);
    return files;
  }

  private void dropBeginning(Path file, String fileName) throws IOException {
    String id =
        ReceiptIds.of(spool.resolve(fileName.startsWith(".") ? fileName.substring(1) : fileName));
    if (!fileName.endsWith(PART) || !ReceiptIds.wellFormed(id)) {
      LOG.warn("{} is not a document that Nestor put there; left alone", file);
    } else if (!underWay.contains(id)) {
      Files.delete(file);
    }
  }

  private static String spoolPath(Receipt receipt) {
    return Places.SPOOL + "/" + Places.spoolName(receipt.id(), receipt.placedFor(), receipt.name());
  }

  private static String reason(Receipt receipt) {
    return receipt.name()
        + " was not taken in.\n\n"
        + Objects.requireNonNullElse(receipt.reason(), "The reason was not recorded.")
        + "\n\nThe original stays here as it came. To try again, put a corrected copy of it into the"
        + " inbox.\nReceipt "
        + receipt.id()
        + (receipt.placedFor() == null ? "" : ", put in for " + SafeName.of(receipt.placedFor()))
        + ".\n";
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

  private static String sha256(Path file) throws IOException {
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

  private interface Spooling {
    Acknowledgement into(Path spooled) throws IOException;
  }

  private interface Acknowledgement {
    void give() throws IOException;
  }
}

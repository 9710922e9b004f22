package nestor.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import nestor.store.Database;
import nestor.store.StoreException;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receiver of documents, whichever way they come. When {@code receive} returns, the document is
 * whole on disk and its receipt is recorded; only then may the sender get an answer that says so.
 * Safe for use by several threads.
 *
 * <p>A document lies in the spool until it is decided ({@link ReceiptRepository#decide}) and put
 * away ({@link #putAway}). After a crash {@link #recover} finishes what was left between these
 * steps. If recording fails, the spooled file is removed, unless the receipt did reach the store.
 */
public final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final Spool spool;
  private final Database database;
  private final ReceiptRepository receipts;
  private final ArrivingIds ids;
  private final ReceiptRecorder recorder;
  private final StoredDocuments documents;
  private final FileReceiver fileReceiver;
  private final StreamReceiver streamReceiver;

  /**
   * An intake that keeps its documents below the home folder.
   *
   * @throws IOException if the folders cannot be made
   */
  public Intake(Path home, Database database, ReceiptRepository receipts, Clock clock)
      throws IOException {
    this.spool = new Spool(home.resolve(DocumentPaths.SPOOL));
    this.database = database;
    this.receipts = receipts;
    OriginalFiles originals = new OriginalFiles(home.resolve(DocumentPaths.ORIGINALS));
    this.ids = new ArrivingIds(idsAfter(clock, originals));
    this.recorder = new ReceiptRecorder(database, receipts);
    this.documents = new StoredDocuments(home, spool);
    this.fileReceiver = new FileReceiver(home, spool, originals, database, receipts, recorder, ids);
    this.streamReceiver = new StreamReceiver(spool, database, receipts, recorder, ids);
  }

  /** Returns ids that come after all ids that are recorded or lie on the disk. */
  private ReceiptIds idsAfter(Clock clock, OriginalFiles originals) throws IOException {
    ReceiptIds after = new ReceiptIds(clock);
    database.read(receipts::last).ifPresent(after::after);
    for (Path file : Stream.concat(spool.files().stream(), originals.files().stream()).toList()) {
      String id = ReceiptIds.of(file);
      if (ReceiptIds.wellFormed(id)) {
        after.after(id);
      }
    }
    return after;
  }

  /**
   * Receives a file by taking it away from where it lies, in one step where it lies on the same
   * disk: a new file of the same name that comes in the meantime is another document. What is kept
   * is a copy, which nobody else can change.
   *
   * @param placedFor the organisation for which it was put there, or null
   * @throws StillWrittenException if it changes meanwhile; then it lies where it was
   * @throws IOException if it is not a regular file (links are not followed), or cannot be taken or
   *     read; then it still lies where it was, or waits for {@link #recover}
   * @throws StoreException if it cannot be recorded; then it waits in the spool
   */
  public Receipt receive(Path file, @Nullable String placedFor) throws IOException {
    List<IOException> why = new ArrayList<>();
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    List<Receipt> received =
        receive(List.of(new Placed(folder, file, placedFor)), (path, failure) -> why.add(failure));
    if (received.isEmpty()) {
      throw why.get(0);
    }
    return received.get(0);
  }

  /**
   * A file that waits to be taken.
   *
   * @param root below which it lies: no folder from there down may be a link
   * @param placedFor the organisation for which it was put there, or null
   */
  public record Placed(Path root, Path file, @Nullable String placedFor) {}

  /**
   * Receives files as {@link #receive(Path, String)} does, in their order and together: the disk is
   * waited for once for all of them.
   *
   * @param failed takes the reason why any of them was not received; the others are received
   * @return the receipts of those that were
   * @throws StoreException if they cannot be recorded; then they wait in the spool
   */
  public List<Receipt> receive(List<Placed> files, BiConsumer<Path, IOException> failed) {
    return fileReceiver.receive(files, failed);
  }

  /**
   * Receives again a file to which its sender went on writing after it had been taken, as soon as
   * it no longer changes: the whole file is another document of the same name. To be called every
   * second or so.
   *
   * @param now the time by {@link System#nanoTime}
   * @param failed takes the reason why any of them was not received
   * @throws StoreException if it cannot be recorded; then it waits in the spool
   */
  public List<Receipt> receiveContinued(long now, BiConsumer<Path, IOException> failed)
      throws IOException {
    return fileReceiver.receiveContinued(now, failed);
  }

  /**
   * Receives what a stream holds, to its end.
   *
   * @param name what the sender calls it; folders and the like are taken out of it
   * @param placedFor the organisation for which it was sent, or null
   * @throws IOException if the stream breaks off or the disk is full; then nothing was received
   * @throws StoreException if it cannot be recorded; then nothing was received
   */
  public Receipt receive(String name, InputStream content, @Nullable String placedFor)
      throws IOException {
    return streamReceiver.receive(name, content, placedFor);
  }

  /**
   * As {@link #receive(String, InputStream, String)}, and makes further records of the document in
   * the same transaction. Until these are committed, the document does not count as received: its
   * sender must send it again after a crash.
   */
  public Receipt receive(
      String name,
      InputStream content,
      @Nullable String placedFor,
      BiConsumer<Transaction, Receipt> alongWith)
      throws IOException {
    return streamReceiver.receive(name, content, placedFor, alongWith);
  }

  /**
   * A document that came within another one.
   *
   * @param name the name under which it is kept, made harmless
   */
  @SuppressWarnings("ArrayRecordComponent") // a part is never compared
  public record Part(String name, byte[] content) {}

  /**
   * Divides a waiting document into the documents that it holds. They wait in its place, before
   * whatever came after it; it is decided in the same transaction. After a crash, either is as
   * before, or all is done.
   *
   * @return its receipt
   * @throws IOException if the disk refuses; then it waits as before
   * @throws StoreException if it cannot be recorded
   */
  public Receipt divide(Receipt whole, List<Part> parts, String reason) throws IOException {
    List<String> partIds = ReceiptIds.inPlaceOf(whole.id(), parts.size());
    partIds.forEach(ids::begin);
    try {
      List<Receipt> received = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        String id = partIds.get(i);
        String safe = FileNameSanitizer.of(parts.get(i).name());
        Path spooled = spool.place(id, whole.placedFor(), safe, true);
        spool.write(new ByteArrayInputStream(parts.get(i).content()), spooled);
        received.add(ReceiptRecorder.receipt(id, safe, whole.placedFor(), spooled));
      }
      return database.writeAhead(
          tx -> {
            received.forEach(receipt -> receipts.record(tx, receipt));
            return receipts.decide(tx, whole, Receipt.State.DIVIDED, reason, null);
          });
    } finally {
      // What has no receipt then is worth nothing, and removed by recover.
      partIds.forEach(ids::end);
    }
  }

  /** The name under which a file or folder of that name on a disk would be kept. */
  public static String nameFor(Path name) {
    return FileNameSanitizer.of(name);
  }

  /** The name under which a document of that name would be kept. */
  public static String nameFor(String name) {
    return FileNameSanitizer.of(name);
  }

  /**
   * Quarantines a document that must not be taken in, whatever it says: it is in quarantine when
   * this returns, and is never read before. Until that is recorded, the document does not count as
   * received: its sender must send it again after a crash.
   *
   * @param reason the faults, a line each
   * @param alongWith makes further records of it in the same transaction
   * @throws IOException if the stream breaks off or the disk is full
   * @throws StoreException if it cannot be recorded
   */
  public Receipt quarantine(
      String name, InputStream content, String reason, BiConsumer<Transaction, Receipt> alongWith)
      throws IOException {
    Receipt kept = streamReceiver.quarantine(name, content, reason, alongWith);
    putAway(kept);
    return kept;
  }

  /**
   * Receives a quarantined document once more, as a new document; the original stays where it is.
   *
   * @return empty if there is no quarantined document of that id
   * @throws ChangedDocumentException if it is not what arrived; then it is not received
   * @throws IOException if the original cannot be read
   */
  public Optional<Receipt> replay(String id) throws IOException {
    Optional<Receipt> receipt =
        database
            .read(tx -> receipts.find(tx, id))
            .filter(
                found ->
                    found.state() == Receipt.State.QUARANTINED
                        || found.state() == Receipt.State.REPLAYED);
    if (receipt.isEmpty()) {
      return Optional.empty();
    }
    Receipt found = receipt.get();
    try (InputStream content = documents.open(found)) {
      Receipt again = receive(found.name(), content, found.placedFor());
      // A crash before this leaves it in quarantine, beside its successor: nothing is lost.
      database.write(
          tx -> {
            receipts.replayed(tx, found, again.id());
            return true;
          });
      return Optional.of(again);
    }
  }

  /**
   * The bytes of a document that waits in the spool.
   *
   * @throws ChangedDocumentException if they are not those that arrived
   * @throws IOException if they cannot be read
   */
  public byte[] content(Receipt receipt) throws IOException {
    return documents.content(receipt);
  }

  /** Whether the folder is there in which documents wait; not while the home is moved away. */
  public boolean hasSpool() {
    return spool.isThere();
  }

  /**
   * Looks whether a document that was decided is still what arrived.
   *
   * @throws ChangedDocumentException if it is not
   * @throws IOException if it cannot be read
   */
  public void verify(Receipt receipt) throws IOException {
    documents.verify(receipt);
  }

  /**
   * Moves a decided document from the spool to where it stays, a quarantined one together with its
   * reason. Does nothing if that was done before. The move itself is not forced to disk: if a crash
   * undoes it, {@link #recover} does it again.
   *
   * @throws IOException if it cannot be moved; it then lies in the spool still
   */
  public void putAway(Receipt receipt) throws IOException {
    documents.putAway(receipt);
  }

  /**
   * Completes what a crash left half done: gives documents that were spooled but not recorded their
   * receipt, puts decided documents away, and deletes beginnings of documents that never arrived
   * whole. May be called at any time.
   *
   * @return the documents that got their receipt only now
   * @throws IOException if the spool cannot be read
   */
  public List<Receipt> recover() throws IOException {
    List<Receipt> adopted = new ArrayList<>();
    for (Path file : spool.files()) {
      DocumentPaths.@Nullable Spooled spooled = DocumentPaths.parse(file.getFileName().toString());
      if (spooled == null || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        dropBeginning(file);
      } else if (!ids.isArriving(spooled.id())) {
        Optional<Receipt> known = database.read(tx -> receipts.find(tx, spooled.id()));
        if (known.isEmpty() && spooled.comesAgain()) {
          Files.delete(file);
        } else if (known.isEmpty()) {
          adopted.add(
              recorder.record(
                  spooled.id(), spooled.name(), spooled.placedFor(), file, (tx, receipt) -> {}));
        } else if (known.get().state() != Receipt.State.RECEIVED) {
          putAway(known.get());
        }
      }
    }
    adopted.addAll(fileReceiver.recover());
    return Collections.unmodifiableList(adopted);
  }

  private void dropBeginning(Path file) throws IOException {
    String id = Spool.beginning(file);
    if (id == null) {
      LOG.warn("{} is not a document that Nestor put there; left alone", file);
    } else if (!ids.isArriving(id)) {
      Files.delete(file);
    }
  }
}

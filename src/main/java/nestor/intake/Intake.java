package nestor.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import nestor.store.Database;
import nestor.store.DurableFiles;
import nestor.store.StoreException;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receiver of documents, whichever way they come. When {@code receive} returns, the document is
 * whole on disk and its receipt is recorded; only then may the sender be told so. Safe for use by
 * several threads.
 *
 * <p>A document lies in the spool until it is decided ({@link ReceiptRepository#decide}) and put
 * away ({@link #putAway}). After a crash {@link #recover} finishes what was left between these
 * steps. If recording fails, the spooled file is removed, unless the receipt did reach the store.
 */
public final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final Path home;
  private final Spool spool;
  private final OriginalFiles originals;
  private final InboxFileMover mover;
  private final Database database;
  private final ReceiptRepository receipts;
  private final ReceiptIds ids;

  /** Documents on their way into the spool, which only look as if a crash had left them there. */
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  /**
   * An intake that keeps its documents below the home folder.
   *
   * @throws IOException if the folders cannot be made
   */
  public Intake(Path home, Database database, ReceiptRepository receipts, Clock clock)
      throws IOException {
    this.home = home;
    this.spool = new Spool(home.resolve(DocumentPaths.SPOOL));
    this.originals = new OriginalFiles(home.resolve(DocumentPaths.ORIGINALS));
    this.mover = new InboxFileMover(home, spool, originals);
    this.database = database;
    this.receipts = receipts;
    this.ids = new ReceiptIds(clock);
    database.read(receipts::last).ifPresent(ids::after);
    for (Path file : Stream.concat(spool.files().stream(), originals.files().stream()).toList()) {
      String id = ReceiptIds.of(file);
      if (ReceiptIds.wellFormed(id)) {
        ids.after(id);
      }
    }
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
   * @param failed is told why any of them was not received; the others are
   * @return the receipts of those that were
   * @throws StoreException if they cannot be recorded; then they wait in the spool
   */
  public List<Receipt> receive(List<Placed> files, BiConsumer<Path, IOException> failed) {
    List<Arriving> arriving = new ArrayList<>();
    try {
      for (Placed placed : files) {
        attempt(
            placed.file(),
            failed,
            () -> arriving.add(arrive(placed.file(), placed.placedFor(), placed.root())));
      }
      return keep(arriving, failed);
    } finally {
      arriving.forEach(one -> underWay.remove(one.id()));
    }
  }

  /**
   * A file that was taken, and is not recorded yet.
   *
   * @param from as it was called where it lay
   */
  private record Arriving(
      Path from, String id, String name, @Nullable String placedFor, InboxFileMover.Taken taken) {
    Path spooled() {
      return taken.spooled();
    }
  }

  private Arriving arrive(Path file, @Nullable String placedFor, Path root) throws IOException {
    String name = FileNameSanitizer.of(file);
    return arriving(file, ids.next(), name, placedFor, place -> mover.take(root, file, place));
  }

  private Arriving arriving(
      Path from, String id, String name, @Nullable String placedFor, Arrival arrival)
      throws IOException {
    underWay.add(id);
    boolean there = false;
    try {
      InboxFileMover.Taken taken = arrival.at(spool.place(id, placedFor, name, false));
      there = true;
      return new Arriving(from, id, name, placedFor, taken);
    } finally {
      if (!there) {
        underWay.remove(id);
      }
    }
  }

  /** Makes what arrived safe on disk, and records it. */
  private List<Receipt> keep(List<Arriving> arriving, BiConsumer<Path, IOException> failed) {
    Map<Path, IOException> unsafe = force(arriving);
    List<Arriving> whole = new ArrayList<>();
    List<Receipt> received = new ArrayList<>();
    for (Arriving one : arriving) {
      attempt(
          one.from(),
          failed,
          () -> {
            IOException refused = unsafe.get(one.spooled());
            if (refused != null) {
              throw refused;
            }
            String sha256 = one.taken().sha256();
            received.add(
                receipt(
                    one.id(),
                    one.name(),
                    one.placedFor(),
                    one.spooled(),
                    sha256 == null ? Spool.sha256(one.spooled()) : sha256));
            whole.add(one);
          });
    }
    record(received);
    long now = System.nanoTime();
    synchronized (originals) {
      whole.forEach(one -> attempt(one.from(), failed, () -> mover.acknowledge(one.taken(), now)));
    }
    return Collections.unmodifiableList(received);
  }

  /**
   * Receives once more what a sender went on writing after it had been taken, as soon as it stands
   * still: the whole of it is another document of the same name. To be called every second or so.
   *
   * @param now by {@link System#nanoTime}
   * @param failed is told why any of it was not received
   * @throws StoreException if it cannot be recorded; then it waits in the spool
   */
  public List<Receipt> receiveContinued(long now, BiConsumer<Path, IOException> failed)
      throws IOException {
    synchronized (originals) {
      List<Arriving> arriving = new ArrayList<>();
      try {
        for (Path original : originals.changed(now)) {
          attempt(original, failed, () -> arriving.add(again(original)));
        }
        return keep(arriving, failed);
      } finally {
        arriving.forEach(one -> underWay.remove(one.id()));
      }
    }
  }

  /** Takes an original for another document; it bears that one's id from then on. */
  private Arriving again(Path original) throws IOException {
    DocumentPaths.Spooled said =
        Objects.requireNonNull(DocumentPaths.parse(original.getFileName().toString()));
    String id = ids.next();
    return arriving(
        original,
        id,
        said.name(),
        said.placedFor(),
        spooled -> {
          Path moved = originals.place(spooled.getFileName().toString());
          Files.move(original, moved, StandardCopyOption.ATOMIC_MOVE);
          originals.forget(original);
          return mover.copy(moved, spooled);
        });
  }

  /** Makes what arrived safe on disk under its name; tells why any of it is not. */
  private Map<Path, IOException> force(List<Arriving> arriving) {
    Map<Path, Path> places = new HashMap<>();
    for (Arriving one : arriving) {
      places.put(one.taken().isCopy() ? spool.part(one.spooled()) : one.spooled(), one.spooled());
    }
    Map<Path, IOException> unsafe = new HashMap<>();
    DurableFiles.forceTogether(places.keySet())
        .forEach((file, why) -> unsafe.put(Objects.requireNonNull(places.get(file)), why));
    try {
      for (Arriving one : arriving) {
        if (one.taken().isCopy() && !unsafe.containsKey(one.spooled())) {
          spool.name(one.spooled());
        }
      }
      if (!arriving.isEmpty()) {
        spool.force();
      }
    } catch (IOException e) {
      arriving.forEach(one -> unsafe.putIfAbsent(one.spooled(), e));
    }
    return unsafe;
  }

  private void record(List<Receipt> received) {
    if (received.isEmpty()) {
      return;
    }
    record(
        received.stream().allMatch(Intake::namedWhole),
        tx -> received.forEach(receipt -> receipts.record(tx, receipt)));
  }

  /**
   * @param repeatable whether all of it can be found out again after a crash
   */
  private void record(boolean repeatable, Consumer<Transaction> recording) {
    if (repeatable) {
      database.writeAhead(
          tx -> {
            recording.accept(tx);
            return true;
          });
    } else {
      database.change(recording);
    }
  }

  /** Whether the name in the spool, which is safe on disk, can give the receipt again. */
  private static boolean namedWhole(Receipt receipt) {
    String spooled = Path.of(receipt.path()).getFileName().toString();
    return DocumentPaths.spooled(receipt).equals(DocumentPaths.parse(spooled));
  }

  private static void attempt(Path file, BiConsumer<Path, IOException> failed, Attempt attempt) {
    try {
      attempt.make();
    } catch (IOException e) {
      failed.accept(file, e);
    }
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
    String safe = FileNameSanitizer.of(name);
    return spooling(
        safe,
        placedFor,
        false,
        (spooled, id) ->
            orNothing(spooled, id, () -> record(id, safe, placedFor, spooled, (tx, receipt) -> {})),
        writing(content));
  }

  /**
   * As {@link #receive(String, InputStream, String)}, and records in the same transaction whatever
   * else there is to be said of the document. Until that is recorded, the document is as good as
   * not there: whoever brings it must bring it again after a crash.
   */
  public Receipt receive(
      String name,
      InputStream content,
      @Nullable String placedFor,
      BiConsumer<Transaction, Receipt> alongWith)
      throws IOException {
    String safe = FileNameSanitizer.of(name);
    return spooling(
        safe,
        placedFor,
        true,
        (spooled, id) ->
            orNothing(spooled, id, () -> record(id, safe, placedFor, spooled, alongWith)),
        writing(content));
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
   * Keeps a document that must not be taken in, whatever it says: it is in quarantine when this
   * returns, and nobody reads it before. Until that is recorded, the document is as good as not
   * there: whoever brings it must bring it again after a crash.
   *
   * @param reason the faults, a line each
   * @param alongWith records in the same transaction whatever else there is to be said of it
   * @throws IOException if the stream breaks off or the disk is full
   * @throws StoreException if it cannot be recorded
   */
  public Receipt quarantine(
      String name, InputStream content, String reason, BiConsumer<Transaction, Receipt> alongWith)
      throws IOException {
    String safe = FileNameSanitizer.of(name);
    Receipt kept =
        spooling(
            safe,
            null,
            true,
            (spooled, id) ->
                orNothing(
                    spooled,
                    id,
                    () -> {
                      Receipt received = receipt(id, safe, null, spooled);
                      Receipt refused =
                          received.decided(
                              Receipt.State.QUARANTINED,
                              reason,
                              null,
                              DocumentPaths.restingPlace(
                                  received, Receipt.State.QUARANTINED, null));
                      return database.write(
                          tx -> {
                            receipts.record(tx, refused);
                            alongWith.accept(tx, refused);
                            return refused;
                          });
                    }),
            writing(content));
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
    refuseChanged(found, Spool.sha256(home.resolve(found.path())));
    try (InputStream content = Files.newInputStream(home.resolve(found.path()))) {
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
    return asItArrived(receipt, Files.readAllBytes(spool.place(receipt)));
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
   * undoes it, {@link #recover} does it again.
   *
   * @throws IOException if it cannot be moved; it then lies in the spool still
   */
  public void putAway(Receipt receipt) throws IOException {
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
    for (Path file : spool.files()) {
      DocumentPaths.@Nullable Spooled spooled = DocumentPaths.parse(file.getFileName().toString());
      if (spooled == null || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        dropBeginning(file);
      } else if (!underWay.contains(spooled.id())) {
        Optional<Receipt> known = database.read(tx -> receipts.find(tx, spooled.id()));
        if (known.isEmpty() && spooled.comesAgain()) {
          Files.delete(file);
        } else if (known.isEmpty()) {
          adopted.add(
              record(spooled.id(), spooled.name(), spooled.placedFor(), file, (tx, receipt) -> {}));
        } else if (known.get().state() != Receipt.State.RECEIVED) {
          putAway(known.get());
        }
      }
    }
    synchronized (originals) {
      for (Path original : originals.files()) {
        recover(original).ifPresent(adopted::add);
      }
    }
    return Collections.unmodifiableList(adopted);
  }

  /** An original without a copy gets one; any other is watched again. */
  private Optional<Receipt> recover(Path original) throws IOException {
    DocumentPaths.@Nullable Spooled said = DocumentPaths.parse(original.getFileName().toString());
    if (said == null
        || originals.isWatched(original)
        || underWay.contains(said.id())
        || !Files.isRegularFile(original, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    OriginalFiles.State state = OriginalFiles.State.of(original);
    Optional<Receipt> known = database.read(tx -> receipts.find(tx, said.id()));
    if (known.isPresent()) {
      boolean same =
          known.get().size() == state.size() && known.get().sha256().equals(Spool.sha256(original));
      // One that went on while nobody watched differs from whatever it will be found to be.
      originals.watch(
          original,
          same ? state : new OriginalFiles.State(-1, state.modified(), null),
          System.nanoTime());
      return Optional.empty();
    }
    List<IOException> why = new ArrayList<>();
    Arriving one =
        arriving(
            original,
            said.id(),
            said.name(),
            said.placedFor(),
            spooled -> mover.copy(original, spooled));
    try {
      List<Receipt> received = keep(List.of(one), (file, failure) -> why.add(failure));
      if (!why.isEmpty()) {
        throw why.get(0);
      }
      return received.stream().findFirst();
    } finally {
      underWay.remove(one.id());
    }
  }

  private Receipt spooling(
      String name,
      @Nullable String placedFor,
      boolean comesAgain,
      Recording recording,
      Spooling spooling)
      throws IOException {
    String id = ids.next();
    underWay.add(id);
    try {
      Path spooled = spool.place(id, placedFor, name, comesAgain);
      spooling.into(spooled);
      return recording.of(spooled, id);
    } finally {
      underWay.remove(id);
    }
  }

  private Spooling writing(InputStream content) {
    return spooled -> spool.write(content, spooled);
  }

  /**
   * Whoever is told that a document cannot be kept must not find it kept later: what failed only
   * after the receipt was safe is no failure.
   */
  private Receipt orNothing(Path spooled, String id, Keeping keeping) throws IOException {
    try {
      return keeping.keep();
    } catch (IOException | RuntimeException e) {
      try {
        int since = database.openings();
        Optional<Receipt> kept = database.read(tx -> receipts.find(tx, id));
        if (kept.isPresent()) {
          database.force(since);
          return kept.get();
        }
        Files.deleteIfExists(spooled);
      } catch (StoreException unknown) {
        // Once the store is back it shows whether there is a receipt; if not, it goes.
        spool.makeWorthless(spooled);
        e.addSuppressed(unknown);
      }
      throw e;
    }
  }

  private Receipt record(
      String id,
      String name,
      @Nullable String placedFor,
      Path spooled,
      BiConsumer<Transaction, Receipt> alongWith)
      throws IOException {
    Receipt receipt = receipt(id, name, placedFor, spooled);
    record(
        namedWhole(receipt),
        tx -> {
          receipts.record(tx, receipt);
          alongWith.accept(tx, receipt);
        });
    return receipt;
  }

  private static Receipt receipt(String id, String name, @Nullable String placedFor, Path spooled)
      throws IOException {
    return receipt(id, name, placedFor, spooled, Spool.sha256(spooled));
  }

  private static Receipt receipt(
      String id, String name, @Nullable String placedFor, Path spooled, String sha256)
      throws IOException {
    return new Receipt(
        id,
        name,
        placedFor,
        sha256,
        Files.size(spooled),
        ReceiptIds.moment(id),
        Receipt.State.RECEIVED,
        null,
        null,
        DocumentPaths.SPOOL + "/" + spooled.getFileName());
  }

  private void dropBeginning(Path file) throws IOException {
    String id = Spool.beginning(file);
    if (id == null) {
      LOG.warn("{} is not a document that Nestor put there; left alone", file);
    } else if (!underWay.contains(id)) {
      Files.delete(file);
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

  private interface Arrival {
    InboxFileMover.Taken at(Path spooled) throws IOException;
  }

  private interface Attempt {
    void make() throws IOException;
  }

  private interface Recording {
    Receipt of(Path spooled, String id) throws IOException;
  }

  private interface Keeping {
    Receipt keep() throws IOException;
  }

  private interface Spooling {
    void into(Path spooled) throws IOException;
  }
}

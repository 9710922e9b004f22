package nestor.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import nestor.store.Database;
import nestor.store.StoreException;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Receiver of what streams hold: requests, mail, and documents that are replayed. Files of the
 * inbox are received by {@link FileReceiver}.
 */
final class StreamReceiver {
  private final Spool spool;
  private final Database database;
  private final ReceiptRepository receipts;
  private final ReceiptRecorder recorder;
  private final ArrivingIds ids;

  StreamReceiver(
      Spool spool,
      Database database,
      ReceiptRepository receipts,
      ReceiptRecorder recorder,
      ArrivingIds ids) {
    this.spool = spool;
    this.database = database;
    this.receipts = receipts;
    this.recorder = recorder;
    this.ids = ids;
  }

  /** Receives a document; see {@link Intake#receive(String, InputStream, String)}. */
  Receipt receive(String name, InputStream content, @Nullable String placedFor) throws IOException {
    String safe = FileNameSanitizer.of(name);
    return spooling(
        safe,
        placedFor,
        false,
        (spooled, id) ->
            orNothing(
                spooled,
                id,
                () -> recorder.record(id, safe, placedFor, spooled, (tx, receipt) -> {})),
        content);
  }

  /** Receives a document that comes again after a crash, and makes further records of it. */
  Receipt receive(
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
            orNothing(spooled, id, () -> recorder.record(id, safe, placedFor, spooled, alongWith)),
        content);
  }

  /** Records a document as quarantined, which waits in the spool until it is put away. */
  Receipt quarantine(
      String name, InputStream content, String reason, BiConsumer<Transaction, Receipt> alongWith)
      throws IOException {
    String safe = FileNameSanitizer.of(name);
    return spooling(
        safe,
        null,
        true,
        (spooled, id) ->
            orNothing(
                spooled,
                id,
                () -> {
                  Receipt received = ReceiptRecorder.receipt(id, safe, null, spooled);
                  Receipt refused =
                      received.decided(
                          Receipt.State.QUARANTINED,
                          reason,
                          null,
                          DocumentPaths.restingPlace(received, Receipt.State.QUARANTINED, null),
                          null);
                  return database.write(
                      tx -> {
                        receipts.record(tx, refused);
                        alongWith.accept(tx, refused);
                        return refused;
                      });
                }),
        content);
  }

  private Receipt spooling(
      String name,
      @Nullable String placedFor,
      boolean comesAgain,
      Recording recording,
      InputStream content)
      throws IOException {
    String id = ids.next();
    ids.begin(id);
    try {
      Path spooled = spool.place(id, placedFor, name, comesAgain);
      spool.write(content, spooled);
      return recording.of(spooled, id);
    } finally {
      ids.end(id);
    }
  }

  /**
   * Ensures that a document whose sender got a refusal is not found kept later: a failure after the
   * receipt was safe does not count as one.
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

  private interface Recording {
    Receipt of(Path spooled, String id) throws IOException;
  }

  private interface Keeping {
    Receipt keep() throws IOException;
  }
}

package nestor.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import nestor.store.Database;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Recorder of receipts for documents that are whole in the spool. What can be found out again from
 * the names in the spool is not waited for.
 */
final class ReceiptRecorder {
  private final Database database;
  private final ReceiptRepository receipts;

  ReceiptRecorder(Database database, ReceiptRepository receipts) {
    this.database = database;
    this.receipts = receipts;
  }

  void record(List<Receipt> received) {
    if (received.isEmpty()) {
      return;
    }
    record(
        received.stream().allMatch(ReceiptRecorder::namedWhole),
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

  /** Records a document, and in the same transaction what else there is to be said of it. */
  Receipt record(
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

  static Receipt receipt(String id, String name, @Nullable String placedFor, Path spooled)
      throws IOException {
    return receipt(id, name, placedFor, spooled, Spool.sha256(spooled));
  }

  static Receipt receipt(
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
        DocumentPaths.SPOOL + "/" + spooled.getFileName(),
        null);
  }
}

package nestor.intake;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import nestor.store.Row;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Repository of receipts, one for each document that ever arrived. All methods work within a
 * transaction of the caller.
 */
public final class ReceiptRepository {
  private static final String SELECT =
      "select id, name, placed_for, sha256, size_bytes, received_at, state, reason, organisation,"
          + " path, reading from receipts ";

  private static final String OF_ONE =
      "(organisation = ? or (organisation is null and placed_for = ?))";

  /** The receipt of that id. */
  public Optional<Receipt> find(Transaction tx, String id) {
    return tx.first(SELECT + "where id = ?", ReceiptRepository::receipt, id);
  }

  /** The documents in that state, in the order of arrival, at most so many of them. */
  public List<Receipt> in(Transaction tx, Receipt.State state, int limit) {
    return tx.query(
        SELECT + "where state = ? order by state, arrival limit " + limit,
        ReceiptRepository::receipt,
        state);
  }

  /**
   * The documents that wait to be read, at most so many of them, in the order in which they came:
   * one that was recorded late, after a crash or a full disk, still comes before those that
   * followed it.
   */
  public List<Receipt> waiting(Transaction tx, int limit) {
    return tx.query(
        SELECT + "where state = ? order by state, id limit " + limit,
        ReceiptRepository::receipt,
        Receipt.State.RECEIVED);
  }

  /**
   * Time of the oldest waiting document that seems to be of an organisation: it was put there for
   * it, or bears its name. What it holds is known only when it is read.
   */
  public Optional<Instant> oldestWaiting(Transaction tx, String organisation) {
    return Stream.of(
            oldest(tx, "placed_for = ?", organisation),
            // A range, which an index knows: what begins with the id and a dot.
            oldest(
                tx,
                "placed_for is null and name >= ? and name < ?",
                organisation + ".",
                organisation + "/"))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  private static Optional<Instant> oldest(Transaction tx, String which, Object... values) {
    return tx
        .query(
            "select received_at from receipts where state = 'received' and " + which,
            row -> row.instant("received_at"),
            values)
        .stream()
        .min(Comparator.naturalOrder());
  }

  /** The id of the document that came last, if any ever came. */
  public Optional<String> last(Transaction tx) {
    return tx.first("select id from receipts order by id desc limit 1", row -> row.text("id"));
  }

  /** The documents in that state, the latest first, at most so many of them. */
  public List<Receipt> latest(Transaction tx, Receipt.State state, int limit) {
    return tx.query(
        SELECT + "where state = ? order by arrival desc limit " + limit,
        ReceiptRepository::receipt,
        state);
  }

  /** A document with that SHA-256 that was taken in. */
  public Optional<Receipt> accepted(Transaction tx, String sha256) {
    return tx.first(
        SELECT + "where sha256 = ? and state = ? order by id desc limit 1",
        ReceiptRepository::receipt,
        sha256,
        Receipt.State.ACCEPTED);
  }

  /** The SHA-256 of every document that ever arrived, by its receipt's id. */
  public Map<String, String> hashes(Transaction tx) {
    Map<String, String> hashes = new HashMap<>();
    tx.query(
            "select id, sha256 from receipts", row -> Map.entry(row.text("id"), row.text("sha256")))
        .forEach(one -> hashes.put(one.getKey(), one.getValue()));
    return hashes;
  }

  /** The documents of an organisation, the latest first, at most so many of them. */
  public List<Receipt> of(Transaction tx, String organisation, int limit) {
    return tx.query(
        SELECT + "where organisation = ? order by arrival desc limit " + limit,
        ReceiptRepository::receipt,
        organisation);
  }

  /**
   * Returns the documents that arrived last, the latest first, at most so many of them.
   *
   * @param organisation the organisation that they were placed for or are about, or null for all
   */
  public List<Receipt> latest(Transaction tx, @Nullable String organisation, int limit) {
    return organisation == null
        ? tx.query(SELECT + "order by id desc limit " + limit, ReceiptRepository::receipt)
        : tx.query(
            SELECT + "where " + OF_ONE + " order by id desc limit " + limit,
            ReceiptRepository::receipt,
            organisation,
            organisation);
  }

  /**
   * Returns the quarantined documents that are still unsettled: neither replayed, nor followed by
   * one of the same name that was taken in. The latest first, at most so many of them.
   *
   * @param organisation the organisation that they were placed for or are about, or null for all
   */
  public List<Receipt> unsettled(Transaction tx, @Nullable String organisation, int limit) {
    String query =
        SELECT
            + "where state = 'quarantined' and not exists (select 1 from receipts later"
            + " where later.name = receipts.name and later.arrival > receipts.arrival"
            + " and (later.sha256 = receipts.sha256 or (later.state in ('accepted', 'duplicate')"
            + " and coalesce(later.placed_for, '') = coalesce(receipts.placed_for, ''))))";
    String end = " order by arrival desc limit " + limit;
    return organisation == null
        ? tx.query(query + end, ReceiptRepository::receipt)
        : tx.query(
            query + " and (" + OF_ONE + ")" + end,
            ReceiptRepository::receipt,
            organisation,
            organisation);
  }

  /**
   * Returns those of the last documents that have remarks on how they were read, the latest first.
   *
   * @param looked how many of the last documents are looked at
   */
  public List<Receipt> remarked(Transaction tx, int looked) {
    return tx
        .query(SELECT + "order by id desc limit " + looked, ReceiptRepository::receipt)
        .stream()
        .filter(r -> r.reading() != null && r.reason() != null)
        .toList();
  }

  /** Changes whenever a document arrives or is decided, among those for or of an organisation. */
  public String mark(Transaction tx, String organisation) {
    Function<Row, String> reader = row -> row.text("last");
    String last = "select coalesce(max(id), '') as last from receipts";
    String waiting = " where state = 'received' and placed_for = ?";
    return tx.first(last + " where organisation = ?", reader, organisation).orElse("")
        + " "
        + tx.first(last + waiting, reader, organisation).orElse("")
        + " "
        + tx.first(
                "select count(*) as documents from receipts" + waiting,
                row -> row.number("documents"),
                organisation)
            .orElse(0L);
  }

  /** Number of documents in that state. */
  public long count(Transaction tx, Receipt.State state) {
    return tx.first(
            "select count(*) as documents from receipts where state = ?",
            row -> row.number("documents"),
            state)
        .orElse(0L);
  }

  /** As below, for a document without notes on how it was read. */
  public Receipt decide(
      Transaction tx,
      Receipt receipt,
      Receipt.State state,
      @Nullable String reason,
      @Nullable String organisation) {
    return decide(tx, receipt, state, reason, organisation, null);
  }

  /**
   * Records what became of a received document. It lies where it lay until {@link Intake#putAway}.
   *
   * @param reading how it was read, as JSON, or null where it could not be read
   * @return the receipt as it is now
   * @throws IllegalStateException if the document was decided before
   */
  public Receipt decide(
      Transaction tx,
      Receipt receipt,
      Receipt.State state,
      @Nullable String reason,
      @Nullable String organisation,
      @Nullable String reading) {
    String path = DocumentPaths.restingPlace(receipt, state, organisation);
    int rows =
        tx.update(
            "update receipts set state = ?, reason = ?, organisation = ?, path = ?, reading = ?"
                + " where id = ? and state = ?",
            state,
            reason,
            organisation,
            path,
            reading,
            receipt.id(),
            Receipt.State.RECEIVED);
    if (rows != 1) {
      throw new IllegalStateException("document " + receipt.id() + " was decided before");
    }
    return receipt.decided(state, reason, organisation, path, reading);
  }

  /** A quarantined document that was taken up again waits for nobody any more. */
  void replayed(Transaction tx, Receipt receipt, String again) {
    tx.update(
        "update receipts set state = ?, reason = ? where id = ?",
        Receipt.State.REPLAYED,
        (receipt.reason() == null ? "" : receipt.reason() + "\n") + "taken up again as " + again,
        receipt.id());
  }

  void record(Transaction tx, Receipt receipt) {
    tx.update(
        "insert into receipts (id, name, placed_for, sha256, size_bytes, received_at, state, reason,"
            + " path) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        receipt.id(),
        receipt.name(),
        receipt.placedFor(),
        receipt.sha256(),
        receipt.size(),
        receipt.receivedAt(),
        receipt.state(),
        receipt.reason(),
        receipt.path());
  }

  private static Receipt receipt(Row row) {
    return new Receipt(
        row.text("id"),
        row.text("name"),
        row.textOrNull("placed_for"),
        row.text("sha256"),
        row.number("size_bytes"),
        row.instant("received_at"),
        row.constant("state", Receipt.State.class),
        row.textOrNull("reason"),
        row.textOrNull("organisation"),
        row.text("path"),
        row.textOrNull("reading"));
  }
}

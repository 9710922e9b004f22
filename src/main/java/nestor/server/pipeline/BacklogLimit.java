package nestor.server.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nestor.intake.Receipt;
import nestor.intake.ReceiptRepository;
import nestor.store.Database;
import org.jspecify.annotations.Nullable;

/**
 * Limit on waiting documents, beyond which senders over HTTP are asked to come again later. Files
 * in the inbox and mail are taken in however many wait.
 */
public final class BacklogLimit {
  private final Database database;
  private final ReceiptRepository receipts;
  private final Clock clock;
  private final int limit;
  private volatile Depth depth = new Depth(0, null);

  /** Documents that wait to be read, and when the oldest of them came. */
  public record Depth(long waiting, @Nullable Instant oldest) {}

  public BacklogLimit(Database database, ReceiptRepository receipts, Clock clock, int limit) {
    this.database = database;
    this.receipts = receipts;
    this.clock = clock;
    this.limit = limit;
    measure();
  }

  /** Counts anew. */
  public Depth measure() {
    depth =
        database.read(
            tx -> {
              long waiting = receipts.count(tx, Receipt.State.RECEIVED);
              List<Receipt> oldest = receipts.in(tx, Receipt.State.RECEIVED, 1);
              return new Depth(waiting, oldest.isEmpty() ? null : oldest.get(0).receivedAt());
            });
    return depth;
  }

  /** Last count, less than a second old. */
  public Depth now() {
    return depth;
  }

  public boolean full() {
    return depth.waiting() >= limit;
  }

  double oldestSeconds() {
    Instant oldest = depth.oldest();
    return oldest == null
        ? 0
        : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1000.0);
  }
}

package nestor.server.pipeline;

import java.time.Instant;
import nestor.advisory.Advisory;
import nestor.store.Transaction;

/**
 * Listener for new advisories that promises mail to their recipients, within the same transaction.
 */
public interface AdvisoryNotifier {
  /** Promises an advisory whose advice changed, in the transaction that keeps it. */
  void promise(Transaction tx, Advisory advisory, Instant now);
}

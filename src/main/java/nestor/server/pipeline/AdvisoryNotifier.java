package nestor.server.pipeline;

import java.time.Instant;
import nestor.advisory.Advisory;
import nestor.store.Transaction;

/** Where an advisory is promised to the people who get it by mail. */
public interface AdvisoryNotifier {
  /** Promises an advisory whose advice changed, in the transaction that keeps it. */
  void promise(Transaction tx, Advisory advisory, Instant now);
}

package nestor.intake;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ids of documents, and which of them are on their way into the spool: these only look as if a
 * crash had left them there. Safe for use by several threads.
 */
final class ArrivingIds {
  private final ReceiptIds ids;
  private final Set<String> arriving = ConcurrentHashMap.newKeySet();

  ArrivingIds(ReceiptIds ids) {
    this.ids = ids;
  }

  String next() {
    return ids.next();
  }

  void begin(String id) {
    arriving.add(id);
  }

  void end(String id) {
    arriving.remove(id);
  }

  boolean isArriving(String id) {
    return arriving.contains(id);
  }
}

package nestor.server.auth;

import java.util.HashMap;
import java.util.Map;

/**
 * Limit on how much may be under way at the same time, in all and for each key. {@link RateLimit}
 * limits how often something may begin. Safe for use by several threads.
 */
public final class ConcurrencyLimit {
  private final int most;
  private final int mostOfOne;
  private final Map<String, Integer> underWay = new HashMap<>();
  private int all;

  /**
   * A limit with nothing under way.
   *
   * @param most in all
   * @param mostOfOne of the same one
   */
  public ConcurrencyLimit(int most, int mostOfOne) {
    this.most = most;
    this.mostOfOne = mostOfOne;
  }

  /** Begins one more, which must be {@linkplain #end ended}; false where that is one too many. */
  public synchronized boolean begin(String who) {
    int own = underWay.getOrDefault(who, 0);
    if (all >= most || own >= mostOfOne) {
      return false;
    }
    underWay.put(who, own + 1);
    all++;
    return true;
  }

  /** Ends one that was begun. */
  public synchronized void end(String who) {
    if (underWay.computeIfPresent(who, (key, own) -> own - 1) == null) {
      throw new IllegalStateException("nothing of " + who + " is under way");
    }
    underWay.remove(who, 0);
    all--;
  }
}

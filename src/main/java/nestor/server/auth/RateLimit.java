package nestor.server.auth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Rate limit for each key: a burst at once, then so many a minute. {@link ConcurrencyLimit} limits
 * what is under way at the same time. Safe for use by several threads.
 */
public final class RateLimit {
  /**
   * The callers that have been silent for longest are forgotten, and start with a full allowance
   * again.
   */
  private static final int MOST_REMEMBERED = 10_000;

  private static final double NANOS_PER_MINUTE = 60e9;

  private final int atOnce;
  private final double nanosPerTurn;
  private final LongSupplier clock;
  private final Map<String, Account> accounts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Account> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  private record Account(double turns, long at) {}

  /**
   * A limit that nobody has reached.
   *
   * @param atOnce how many times at once
   * @param perMinute how many times a minute after that
   * @param clock nanoseconds that only go up
   */
  public RateLimit(int atOnce, int perMinute, LongSupplier clock) {
    this.atOnce = atOnce;
    this.nanosPerTurn = NANOS_PER_MINUTE / perMinute;
    this.clock = clock;
  }

  /**
   * Counts one more time.
   *
   * @return 0, or the seconds to wait where it is one time too many; then it does not count
   */
  public synchronized long take(String who) {
    long now = clock.getAsLong();
    Account account = accounts.get(who);
    double turns =
        account == null
            ? atOnce
            : Math.min(atOnce, account.turns() + (now - account.at()) / nanosPerTurn);
    if (turns < 1) {
      accounts.put(who, new Account(turns, now));
      return Math.max(1, (long) Math.ceil((1 - turns) * nanosPerTurn / 1e9));
    }
    accounts.put(who, new Account(turns - 1, now));
    return 0;
  }
}

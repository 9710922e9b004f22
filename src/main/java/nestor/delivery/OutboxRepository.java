package nestor.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nestor.store.Row;
import nestor.store.Transaction;

/**
 * Repository of deliveries. An entry is written in the same transaction as its advisory, so that a
 * crash leaves both or neither.
 */
public final class OutboxRepository {
  private static final int MOST_ATTEMPTS = 20;
  private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);
  private static final String SELECT =
      "select id, advisory, organisation, channel, format, target, state, attempts,"
          + " next_attempt_at, last_error from dispatches ";

  /** Promises to hand over an advisory. */
  public void promise(
      Transaction tx,
      String advisory,
      String organisation,
      String channel,
      String format,
      String target,
      Instant now) {
    tx.update(
        "insert into dispatches (advisory, organisation, channel, format, target, state, attempts,"
            + " next_attempt_at) values (?, ?, ?, ?, ?, ?, 0, ?)",
        advisory,
        organisation,
        channel,
        format,
        target,
        OutboxEntry.State.PENDING,
        now);
  }

  /** The dispatches of a channel whose time has come, those that wait longest first. */
  public List<OutboxEntry> due(Transaction tx, String channel, Instant now, int limit) {
    return tx.query(
        SELECT
            + "where state = ? and channel = ? and next_attempt_at <= ?"
            + " order by state, channel, next_attempt_at, id limit "
            + limit,
        OutboxRepository::dispatch,
        OutboxEntry.State.PENDING,
        channel,
        now);
  }

  /** The dispatches in that state, the oldest first, at most so many of them. */
  public List<OutboxEntry> in(Transaction tx, OutboxEntry.State state, int limit) {
    return tx.query(
        SELECT + "where state = ? order by id limit " + limit, OutboxRepository::dispatch, state);
  }

  /** Number of dispatches in that state. */
  public long count(Transaction tx, OutboxEntry.State state) {
    return tx.first(
            "select count(*) as dispatches from dispatches where state = ?",
            row -> row.number("dispatches"),
            state)
        .orElse(0L);
  }

  /** The dispatches of an advisory. */
  public List<OutboxEntry> of(Transaction tx, String organisation, String advisory) {
    return tx.query(
        SELECT + "where organisation = ? and advisory = ? order by id",
        OutboxRepository::dispatch,
        organisation,
        advisory);
  }

  /** Records that a dispatch was handed over. */
  public void sent(Transaction tx, OutboxEntry entry) {
    tx.update(
        "update dispatches set state = ?, attempts = attempts + 1, last_error = null where id = ?",
        OutboxEntry.State.SENT,
        entry.id());
  }

  /**
   * Records that an attempt failed: the time to the next attempt doubles, and after the last one
   * the dispatch is given up.
   */
  public void failed(Transaction tx, OutboxEntry entry, String error, Instant now) {
    int attempts = entry.attempts() + 1;
    OutboxEntry.State state =
        attempts < MOST_ATTEMPTS ? OutboxEntry.State.PENDING : OutboxEntry.State.FAILED;
    tx.update(
        "update dispatches set state = ?, attempts = ?, next_attempt_at = ?, last_error = ?"
            + " where id = ?",
        state,
        attempts,
        now.plus(delay(attempts)),
        error,
        entry.id());
  }

  /**
   * Takes up after a stop: what waits for its next attempt waits on, and what was given up is tried
   * once more, for somebody may have mended what stood in its way.
   */
  public void resume(Transaction tx, Instant now) {
    tx.update(
        "update dispatches set state = ?, attempts = ?, next_attempt_at = ? where state = ?",
        OutboxEntry.State.PENDING,
        MOST_ATTEMPTS - 1,
        now,
        OutboxEntry.State.FAILED);
    // By a clock that was set back it would wait for longer than it ever should.
    tx.update(
        "update dispatches set next_attempt_at = ? where state = ? and next_attempt_at > ?",
        now,
        OutboxEntry.State.PENDING,
        now.plus(LONGEST_DELAY));
  }

  /** Forgets the dispatches of an advisory that is taken away. */
  public void forget(Transaction tx, String organisation, String advisory) {
    tx.update(
        "delete from dispatches where organisation = ? and advisory = ?", organisation, advisory);
  }

  private static Duration delay(int attempts) {
    Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(attempts - 1, 20));
    return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
  }

  private static OutboxEntry dispatch(Row row) {
    return new OutboxEntry(
        row.number("id"),
        row.text("advisory"),
        row.text("organisation"),
        row.text("channel"),
        row.text("format"),
        row.text("target"),
        row.constant("state", OutboxEntry.State.class),
        (int) row.number("attempts"),
        row.instant("next_attempt_at"),
        row.textOrNull("last_error"));
  }
}

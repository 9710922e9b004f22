package nestor.delivery.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nestor.store.Row;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * The mail that is still to be sent, and that was sent. An entry is written together with what it
 * tells of, so that neither is ever without the other.
 */
public final class Letters {
  private static final Duration FIRST_DELAY = Duration.ofSeconds(5);
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);
  private static final Duration GIVEN_UP_AFTER = Duration.ofDays(5);
  private static final int LONGEST_THREAD = 10;
  private static final int LENGTH_OF_ID = 24;
  private static final String SELECT =
      "select id, kind, organisation, advisory, mail, message_id, in_reply_to, thread, since,"
          + " promised_at, state, attempts, last_error from letters ";

  /**
   * Promises to send an advisory, as the next one in the thread of its organisation.
   *
   * @param domain what its Message-ID ends with
   */
  public void promiseAdvisory(
      Transaction tx,
      String domain,
      String organisation,
      String advisory,
      List<String> recipients,
      Instant now) {
    Optional<Letter> last =
        tx
            .query(
                SELECT
                    + "where organisation = ? and kind = ? and state <> ? order by made desc limit 1",
                row -> letter(tx, row),
                organisation,
                name(Letter.Kind.ADVISORY),
                name(Letter.State.FAILED))
            .stream()
            .findFirst();
    List<String> thread = new ArrayList<>(last.map(Letter::thread).orElse(List.of()));
    last.ifPresent(letter -> thread.add(letter.messageId()));
    while (thread.size() > LONGEST_THREAD) {
      thread.remove(1); // The first one holds the thread together.
    }
    promise(
        tx,
        domain,
        Letter.Kind.ADVISORY,
        organisation,
        advisory,
        null,
        last.map(Letter::messageId).orElse(null),
        thread,
        last.map(letter -> LocalDate.ofInstant(letter.promisedAt(), ZoneOffset.UTC)).orElse(null),
        recipients,
        now);
  }

  /**
   * Promises to tell somebody of a message that came in.
   *
   * @param domain what its Message-ID ends with
   * @param inReplyTo that message's Message-ID, where it is answered and has one
   */
  public void promiseAnswer(
      Transaction tx,
      String domain,
      Letter.Kind kind,
      String mail,
      @Nullable String inReplyTo,
      String recipient,
      Instant now) {
    promise(
        tx,
        domain,
        kind,
        null,
        null,
        mail,
        inReplyTo,
        inReplyTo == null ? List.of() : List.of(inReplyTo),
        null,
        List.of(recipient),
        now);
  }

  private void promise(
      Transaction tx,
      String domain,
      Letter.Kind kind,
      @Nullable String organisation,
      @Nullable String advisory,
      @Nullable String mail,
      @Nullable String inReplyTo,
      List<String> thread,
      @Nullable LocalDate since,
      List<String> recipients,
      Instant now) {
    String id = id(kind + "\n" + organisation + "\n" + advisory + "\n" + mail);
    if (find(tx, id).isPresent()) {
      return;
    }
    tx.update(
        "insert into letters (id, kind, organisation, advisory, mail, message_id, in_reply_to,"
            + " thread, since, promised_at, state, attempts, next_attempt_at)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
        id,
        name(kind),
        organisation,
        advisory,
        mail,
        "<" + id + ".nestor@" + domain + ">",
        inReplyTo,
        String.join(" ", thread),
        since,
        now,
        name(Letter.State.PENDING),
        now);
    for (String recipient : recipients.stream().distinct().toList()) {
      tx.update(
          "insert into letter_recipients (letter, address, state) values (?, ?, ?)",
          id,
          recipient,
          name(Letter.Arrival.PENDING));
    }
  }

  /** The letter of that id. */
  public Optional<Letter> find(Transaction tx, String id) {
    return tx.first(SELECT + "where id = ?", row -> letter(tx, row), id);
  }

  /** The letters whose time has come, those that wait longest first, at most so many of them. */
  public List<Letter> due(Transaction tx, Instant now, int limit) {
    return tx.query(
        SELECT
            + "where state = ? and next_attempt_at <= ? order by state, next_attempt_at, made limit "
            + limit,
        row -> letter(tx, row),
        name(Letter.State.PENDING),
        now);
  }

  /** The letters in that state, the latest first, at most so many of them. */
  public List<Letter> in(Transaction tx, Letter.State state, int limit) {
    return tx.query(
        SELECT + "where state = ? order by made desc limit " + limit,
        row -> letter(tx, row),
        name(state));
  }

  /** The letters that did not reach somebody for good, the latest first, at most so many. */
  public List<Letter> undelivered(Transaction tx, int limit) {
    return tx.query(
        SELECT
            + "where id in (select letter from letter_recipients where state in (?, ?))"
            + " order by made desc limit "
            + limit,
        row -> letter(tx, row),
        name(Letter.Arrival.FAILED),
        name(Letter.Arrival.BOUNCED));
  }

  /** How many letters of that kind were promised to somebody after that moment. */
  public long countSince(Transaction tx, Letter.Kind kind, String recipient, Instant after) {
    return tx.first(
            "select count(*) as letters from letters l join letter_recipients r on r.letter = l.id"
                + " where l.kind = ? and r.address = ? and l.promised_at > ?",
            row -> row.number("letters"),
            name(kind),
            recipient,
            after)
        .orElse(0L);
  }

  /** Whether that is the Message-ID of a letter. */
  public boolean isOurs(Transaction tx, String messageId) {
    return byMessageId(tx, messageId).isPresent();
  }

  /**
   * Records what an attempt came to.
   *
   * @param arrivals by address, of those recipients of whom it is known; the others stay open, and
   *     are tried again until they have been for five days
   * @param error why not all of it went, or null
   */
  public void attempted(
      Transaction tx,
      Letter letter,
      Map<String, Letter.Recipient> arrivals,
      @Nullable String error,
      Instant now) {
    boolean late = now.isAfter(letter.promisedAt().plus(GIVEN_UP_AFTER));
    for (Letter.Recipient open : letter.open()) {
      Letter.Recipient known = arrivals.get(open.address());
      if (known != null) {
        arrived(tx, letter.id(), known);
      } else if (late) {
        arrived(
            tx, letter.id(), new Letter.Recipient(open.address(), Letter.Arrival.FAILED, error));
      }
    }
    Letter after = find(tx, letter.id()).orElseThrow();
    Letter.State state = Letter.State.PENDING;
    if (after.open().isEmpty()) {
      state =
          after.recipients().stream().allMatch(r -> r.state() == Letter.Arrival.FAILED)
              ? Letter.State.FAILED
              : Letter.State.SENT;
    }
    tx.update(
        "update letters set state = ?, attempts = ?, last_error = ?, next_attempt_at = ? where id = ?",
        name(state),
        letter.attempts() + 1,
        error,
        now.plus(delay(letter.attempts() + 1)),
        letter.id());
  }

  /**
   * Records that a letter came back.
   *
   * @return whether it is one of ours, to such a recipient
   */
  public boolean bounced(Transaction tx, String messageId, String address, String why) {
    Optional<Letter> letter = byMessageId(tx, messageId).flatMap(id -> find(tx, id));
    if (letter.isEmpty()) {
      return false;
    }
    List<Letter.Recipient> all = letter.get().recipients();
    // Mail that was forwarded comes back from an address that we never wrote to.
    String meant = all.size() == 1 ? all.get(0).address() : address;
    if (all.stream().noneMatch(recipient -> recipient.address().equalsIgnoreCase(meant))) {
      return false;
    }
    all.stream()
        .map(Letter.Recipient::address)
        .filter(meant::equalsIgnoreCase)
        .forEach(
            one ->
                arrived(
                    tx, letter.get().id(), new Letter.Recipient(one, Letter.Arrival.BOUNCED, why)));
    return true;
  }

  /**
   * Takes up after a stop: what waits for its next attempt waits on, but by a clock that was set
   * back no longer than it ever should.
   */
  public void resume(Transaction tx, Instant now) {
    tx.update(
        "update letters set next_attempt_at = ? where state = ? and next_attempt_at > ?",
        now,
        name(Letter.State.PENDING),
        now.plus(LONGEST_DELAY));
  }

  /** Whether a letter tells, or told, of that advisory. */
  public boolean tellOf(Transaction tx, String organisation, String advisory) {
    return tx.first(
            "select id from letters where organisation = ? and advisory = ?",
            row -> row.text("id"),
            organisation,
            advisory)
        .isPresent();
  }

  private static void arrived(Transaction tx, String letter, Letter.Recipient recipient) {
    tx.update(
        "update letter_recipients set state = ?, detail = ? where letter = ? and address = ?",
        name(recipient.state()),
        recipient.detail(),
        letter,
        recipient.address());
  }

  private static Optional<String> byMessageId(Transaction tx, String messageId) {
    return tx.first(
        "select id from letters where message_id = ?", row -> row.text("id"), messageId);
  }

  private static Duration delay(int attempts) {
    Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(attempts - 1, 20));
    return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
  }

  private static Letter letter(Transaction tx, Row row) {
    String id = row.text("id");
    String thread = row.textOrNull("thread");
    return new Letter(
        id,
        Letter.Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
        row.textOrNull("organisation"),
        row.textOrNull("advisory"),
        row.textOrNull("mail"),
        row.text("message_id"),
        row.textOrNull("in_reply_to"),
        thread == null || thread.isEmpty() ? List.of() : List.of(thread.split(" ")),
        row.dateOrNull("since"),
        row.instant("promised_at"),
        Letter.State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
        (int) row.number("attempts"),
        row.textOrNull("last_error"),
        tx.query(
            "select address, state, detail from letter_recipients where letter = ? order by address",
            Letters::recipient,
            id));
  }

  private static Letter.Recipient recipient(Row row) {
    return new Letter.Recipient(
        row.text("address"),
        Letter.Arrival.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
        row.textOrNull("detail"));
  }

  private static String id(String of) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(of.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, LENGTH_OF_ID);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK knows SHA-256", e);
    }
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

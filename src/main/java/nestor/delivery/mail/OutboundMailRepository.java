package nestor.delivery.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nestor.diagnostics.Sha256;
import nestor.store.Row;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Repository of outgoing mail. An entry is written in the same transaction as the advisory or
 * receipt that it announces, so that a crash leaves both or neither.
 */
public final class OutboundMailRepository {
  private static final Duration FIRST_DELAY = Duration.ofSeconds(5);
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);
  private static final Duration GIVEN_UP_AFTER = Duration.ofDays(5);
  private static final int LONGEST_THREAD = 10;
  private static final int LENGTH_OF_ID = 24;
  private static final String SELECT =
      "select id, kind, organisation, advisory, mail, owner, message_id, in_reply_to, thread, since,"
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
    promise(
        tx,
        domain,
        MailTopic.of(OutboundMail.Kind.ADVISORY, organisation, advisory),
        predecessors(tx, organisation),
        recipients,
        now);
  }

  /**
   * Promises to remind an owner of what is overdue, unless that was done after that moment.
   *
   * @param domain what its Message-ID ends with
   * @return whether it is promised now
   */
  public boolean promiseReminder(
      Transaction tx, String domain, Reminder reminder, Instant after, Instant now) {
    boolean reminded =
        tx.first(
                "select id from letters where organisation = ? and kind = ? and owner = ?"
                    + " and promised_at > ? and promised_at <= ?",
                row -> row.text("id"),
                reminder.organisation(),
                OutboundMail.Kind.REMINDER,
                reminder.owner(),
                after,
                now)
            .isPresent();
    if (!reminded) {
      promise(
          tx,
          domain,
          new MailTopic(
              OutboundMail.Kind.REMINDER,
              reminder.organisation(),
              reminder.advisory(),
              null,
              reminder.owner()),
          predecessors(tx, reminder.organisation()),
          List.of(reminder.recipient()),
          now);
    }
    return !reminded;
  }

  /**
   * Reminder of what is overdue.
   *
   * @param owner as recommendations name it
   */
  public record Reminder(String organisation, String advisory, String owner, String recipient) {}

  private static Predecessors predecessors(Transaction tx, String organisation) {
    Optional<OutboundMail> last =
        tx
            .query(
                SELECT
                    + "where organisation = ? and kind = ? and state <> ? order by made desc limit 1",
                row -> letter(tx, row),
                organisation,
                OutboundMail.Kind.ADVISORY,
                OutboundMail.State.FAILED)
            .stream()
            .findFirst();
    List<String> thread = new ArrayList<>(last.map(OutboundMail::thread).orElse(List.of()));
    last.ifPresent(mail -> thread.add(mail.messageId()));
    while (thread.size() > LONGEST_THREAD) {
      thread.remove(1); // The first one holds the thread together.
    }
    return new Predecessors(
        last.map(OutboundMail::messageId).orElse(null),
        thread,
        last.map(mail -> LocalDate.ofInstant(mail.promisedAt(), ZoneOffset.UTC)).orElse(null));
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
      OutboundMail.Kind kind,
      String mail,
      @Nullable String inReplyTo,
      String recipient,
      Instant now) {
    promise(
        tx,
        domain,
        new MailTopic(kind, null, null, mail, null),
        new Predecessors(inReplyTo, inReplyTo == null ? List.of() : List.of(inReplyTo), null),
        List.of(recipient),
        now);
  }

  /** The mails before it: the one that it follows, all of its thread, and the last one's day. */
  private record Predecessors(
      @Nullable String inReplyTo, List<String> thread, @Nullable LocalDate since) {}

  private void promise(
      Transaction tx,
      String domain,
      MailTopic subject,
      Predecessors predecessors,
      List<String> recipients,
      Instant now) {
    String id = id(subject.key(now));
    if (find(tx, id).isPresent()) {
      return;
    }
    tx.update(
        "insert into letters (id, kind, organisation, advisory, mail, owner, message_id, in_reply_to,"
            + " thread, since, promised_at, state, attempts, next_attempt_at)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
        id,
        subject.kind(),
        subject.organisation(),
        subject.advisory(),
        subject.mail(),
        subject.owner(),
        "<" + id + ".nestor@" + domain + ">",
        predecessors.inReplyTo(),
        String.join(" ", predecessors.thread()),
        predecessors.since(),
        now,
        OutboundMail.State.PENDING,
        now);
    for (String recipient : recipients.stream().distinct().toList()) {
      tx.update(
          "insert into letter_recipients (letter, address, state) values (?, ?, ?)",
          id,
          recipient,
          OutboundMail.Arrival.PENDING);
    }
  }

  /** The mail of that id. */
  public Optional<OutboundMail> find(Transaction tx, String id) {
    return tx.first(SELECT + "where id = ?", row -> letter(tx, row), id);
  }

  /** The mails whose time has come, those that wait longest first, at most so many of them. */
  public List<OutboundMail> due(Transaction tx, Instant now, int limit) {
    return tx.query(
        SELECT
            + "where state = ? and next_attempt_at <= ? order by state, next_attempt_at, made limit "
            + limit,
        row -> letter(tx, row),
        OutboundMail.State.PENDING,
        now);
  }

  /** The mails in that state, the latest first, at most so many of them. */
  public List<OutboundMail> in(Transaction tx, OutboundMail.State state, int limit) {
    return tx.query(
        SELECT + "where state = ? order by made desc limit " + limit,
        row -> letter(tx, row),
        state);
  }

  /** The mails that did not reach somebody for good, the latest first, at most so many. */
  public List<OutboundMail> undelivered(Transaction tx, int limit) {
    return tx.query(
        SELECT
            + "where id in (select letter from letter_recipients where state in (?, ?))"
            + " order by made desc limit "
            + limit,
        row -> letter(tx, row),
        OutboundMail.Arrival.FAILED,
        OutboundMail.Arrival.BOUNCED);
  }

  /** Number of mails of that kind that were promised to a recipient after that moment. */
  public long countSince(Transaction tx, OutboundMail.Kind kind, String recipient, Instant after) {
    return tx.first(
            "select count(*) as letters from letters l join letter_recipients r on r.letter = l.id"
                + " where l.kind = ? and r.address = ? and l.promised_at > ?",
            row -> row.number("letters"),
            kind,
            recipient,
            after)
        .orElse(0L);
  }

  /** Whether that is the Message-ID of a mail. */
  public boolean isOurs(Transaction tx, String messageId) {
    return byMessageId(tx, messageId).isPresent();
  }

  /** The mail with that Message-ID. */
  public Optional<OutboundMail> ours(Transaction tx, String messageId) {
    return byMessageId(tx, messageId).flatMap(id -> find(tx, id));
  }

  /**
   * Records the result of an attempt.
   *
   * @param arrivals by address, for the recipients where the result is known; the others stay open,
   *     and are tried again for up to five days
   * @param error why not all of it went, or null
   */
  public void attempted(
      Transaction tx,
      OutboundMail mail,
      Map<String, OutboundMail.Recipient> arrivals,
      @Nullable String error,
      Instant now) {
    boolean late = now.isAfter(mail.promisedAt().plus(GIVEN_UP_AFTER));
    for (OutboundMail.Recipient open : mail.open()) {
      OutboundMail.Recipient known = arrivals.get(open.address());
      if (known != null) {
        arrived(tx, mail.id(), known);
      } else if (late) {
        arrived(
            tx,
            mail.id(),
            new OutboundMail.Recipient(open.address(), OutboundMail.Arrival.FAILED, error));
      }
    }
    OutboundMail after = find(tx, mail.id()).orElseThrow();
    OutboundMail.State state = OutboundMail.State.PENDING;
    if (after.open().isEmpty()) {
      state =
          after.recipients().stream().allMatch(r -> r.state() == OutboundMail.Arrival.FAILED)
              ? OutboundMail.State.FAILED
              : OutboundMail.State.SENT;
    }
    tx.update(
        "update letters set state = ?, attempts = ?, last_error = ?, next_attempt_at = ? where id = ?",
        state,
        mail.attempts() + 1,
        error,
        now.plus(delay(mail.attempts() + 1)),
        mail.id());
  }

  /**
   * Records that a mail came back.
   *
   * @return whether it is one of ours, to such a recipient
   */
  public boolean bounced(Transaction tx, String messageId, String address, String why) {
    Optional<OutboundMail> letter = byMessageId(tx, messageId).flatMap(id -> find(tx, id));
    if (letter.isEmpty()) {
      return false;
    }
    List<OutboundMail.Recipient> all = letter.get().recipients();
    // Mail that was forwarded comes back from an address that we never wrote to.
    String meant = all.size() == 1 ? all.get(0).address() : address;
    if (all.stream().noneMatch(recipient -> recipient.address().equalsIgnoreCase(meant))) {
      return false;
    }
    all.stream()
        .map(OutboundMail.Recipient::address)
        .filter(meant::equalsIgnoreCase)
        .forEach(
            one ->
                arrived(
                    tx,
                    letter.get().id(),
                    new OutboundMail.Recipient(one, OutboundMail.Arrival.BOUNCED, why)));
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
        OutboundMail.State.PENDING,
        now.plus(LONGEST_DELAY));
  }

  /** Returns whether a mail about that advisory is recorded, sent or not. */
  public boolean notify(Transaction tx, String organisation, String advisory) {
    return tx.first(
            "select id from letters where organisation = ? and advisory = ?",
            row -> row.text("id"),
            organisation,
            advisory)
        .isPresent();
  }

  private static void arrived(Transaction tx, String letter, OutboundMail.Recipient recipient) {
    tx.update(
        "update letter_recipients set state = ?, detail = ? where letter = ? and address = ?",
        recipient.state(),
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

  private static OutboundMail letter(Transaction tx, Row row) {
    String id = row.text("id");
    String thread = row.textOrNull("thread");
    return new OutboundMail(
        id,
        row.constant("kind", OutboundMail.Kind.class),
        row.textOrNull("organisation"),
        row.textOrNull("advisory"),
        row.textOrNull("mail"),
        row.textOrNull("owner"),
        row.text("message_id"),
        row.textOrNull("in_reply_to"),
        thread == null || thread.isEmpty() ? List.of() : List.of(thread.split(" ")),
        row.dateOrNull("since"),
        row.instant("promised_at"),
        row.constant("state", OutboundMail.State.class),
        (int) row.number("attempts"),
        row.textOrNull("last_error"),
        tx.query(
            "select address, state, detail from letter_recipients where letter = ? order by address",
            OutboundMailRepository::recipient,
            id));
  }

  private static OutboundMail.Recipient recipient(Row row) {
    return new OutboundMail.Recipient(
        row.text("address"),
        row.constant("state", OutboundMail.Arrival.class),
        row.textOrNull("detail"));
  }

  private static String id(String of) {
    return Sha256.of(of).substring(0, LENGTH_OF_ID);
  }
}

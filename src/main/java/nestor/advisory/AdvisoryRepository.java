package nestor.advisory;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import nestor.store.Row;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Repository of advisories. An advisory stays for ever, unless retention removes one that repeated
 * what the one before it said.
 */
public final class AdvisoryRepository {

  /**
   * Keeps an advisory. One that is kept already, which only the very same advice can be, stays as
   * it is.
   *
   * @param previous the advisory with which it was compared, or null
   * @return whether it was new
   */
  public boolean keep(Transaction tx, Advisory advisory, @Nullable Advisory previous, Instant now) {
    if (find(tx, advisory.organisation().id(), advisory.advisory()).isPresent()) {
      return false;
    }
    tx.update(
        "insert into advisories (id, organisation, as_of, rulebook, content, created_at, previous)"
            + " values (?, ?, ?, ?, ?, ?, ?)",
        advisory.advisory(),
        advisory.organisation().id(),
        advisory.asOf(),
        advisory.rulebook().version(),
        AdvisoryJson.write(advisory),
        now,
        previous == null ? null : previous.advisory());
    return true;
  }

  /** Records that an advisory says what the one before it said. */
  public void repeats(Transaction tx, Advisory advisory) {
    tx.update(
        "insert into repetitions (organisation, advisory, as_of) values (?, ?, ?)",
        advisory.organisation().id(),
        advisory.advisory(),
        advisory.asOf());
  }

  /**
   * An advisory that says what the one before it said.
   *
   * @param asOf its date
   */
  public record Repetition(String organisation, String advisory, LocalDate asOf) {}

  /**
   * The advisories from before that day that say what the one before them said, the oldest first,
   * at most so many of them.
   *
   * @param after the last one of the lot before, or null for the first lot
   */
  public List<Repetition> repetitions(
      Transaction tx, LocalDate before, @Nullable Repetition after, int limit) {
    String query = "select organisation, advisory, as_of from repetitions where as_of < ?";
    String order = " order by as_of, organisation, advisory limit " + limit;
    Function<Row, Repetition> reader =
        row -> new Repetition(row.text("organisation"), row.text("advisory"), row.date("as_of"));
    return after == null
        ? tx.query(query + order, reader, before)
        : tx.query(
            query
                + " and as_of >= ? and (as_of > ? or organisation > ? or (organisation = ? and"
                + " advisory > ?))"
                + order,
            reader,
            before,
            after.asOf(),
            after.asOf(),
            after.organisation(),
            after.organisation(),
            after.advisory());
  }

  /** Whether it is recorded that the advisory says what the one before it said. */
  public boolean isRepetition(Transaction tx, String organisation, String id) {
    return tx.first(
            "select advisory from repetitions where organisation = ? and advisory = ?",
            row -> row.text("advisory"),
            organisation,
            id)
        .isPresent();
  }

  /** Records that an advisory says something that the one before it did not say. */
  public void isNoRepetition(Transaction tx, String organisation, String id) {
    tx.update("delete from repetitions where organisation = ? and advisory = ?", organisation, id);
  }

  /** Whether no advisory was given to its organisation after it. */
  public boolean isLast(Transaction tx, Advisory advisory) {
    return latest(tx, advisory.organisation().id())
        .filter(last -> last.advisory().equals(advisory.advisory()))
        .isPresent();
  }

  /** The advisories that were compared with that one. */
  public List<Advisory> comparedWith(Transaction tx, Advisory advisory) {
    return tx.query(
        "select content from advisories where organisation = ? and previous = ? order by made",
        row -> AdvisoryJson.read(row.text("content")),
        advisory.organisation().id(),
        advisory.advisory());
  }

  /** Takes an advisory away for good; nothing else may refer to it any more. */
  public void takeAway(Transaction tx, String organisation, String id) {
    isNoRepetition(tx, organisation, id);
    tx.update(
        "delete from confirmations where organisation = ? and advisory = ?", organisation, id);
    tx.update("delete from advisories where organisation = ? and id = ?", organisation, id);
  }

  /** Records that an advisory, the last one of its organisation, stood on another day as well. */
  public void confirm(Transaction tx, Advisory advisory, Confirmation confirmation) {
    String organisation = advisory.organisation().id();
    int rows =
        tx.update(
            "update confirmations set confirmed_on = ?, rulebook = ? where organisation = ?"
                + " and advisory = ?",
            confirmation.on(),
            confirmation.rulebook(),
            organisation,
            advisory.advisory());
    if (rows == 0) {
      tx.update(
          "insert into confirmations (organisation, advisory, confirmed_on, rulebook)"
              + " values (?, ?, ?, ?)",
          organisation,
          advisory.advisory(),
          confirmation.on(),
          confirmation.rulebook());
    }
  }

  /** The advisories of an organisation that stood beyond their own day, by their ids. */
  public Map<String, Confirmation> confirmations(Transaction tx, String organisation) {
    Map<String, Confirmation> confirmations = new HashMap<>();
    tx.query(
            "select advisory, confirmed_on, rulebook from confirmations where organisation = ?",
            row ->
                Map.entry(
                    row.text("advisory"),
                    new Confirmation(row.date("confirmed_on"), row.text("rulebook"))),
            organisation)
        .forEach(one -> confirmations.put(one.getKey(), one.getValue()));
    return confirmations;
  }

  /** Until when the advisory of that organisation and id stood, beyond its own day. */
  public Optional<Confirmation> confirmation(Transaction tx, String organisation, String id) {
    return tx.first(
        "select confirmed_on, rulebook from confirmations where organisation = ? and advisory = ?",
        row -> new Confirmation(row.date("confirmed_on"), row.text("rulebook")),
        organisation,
        id);
  }

  /** Returns the advisories of that id, or of ids that begin so, at most {@code limit} of them. */
  public List<Advisory> withId(Transaction tx, String id, int limit) {
    return tx.query(
        "select content from advisories where id like ? order by made limit " + limit,
        row -> AdvisoryJson.read(row.text("content")),
        id.replaceAll("[^A-Za-z0-9-]", "") + "%");
  }

  /** The advisory with which one was compared. */
  public Optional<Advisory> previous(Transaction tx, Advisory advisory) {
    String organisation = advisory.organisation().id();
    return tx.first(
            "select coalesce(previous, '') as previous from advisories"
                + " where organisation = ? and id = ?",
            row -> row.text("previous"),
            organisation,
            advisory.advisory())
        .flatMap(id -> find(tx, organisation, id));
  }

  /** Whether there was an advisory with which that one was compared, kept or not. */
  public boolean wasCompared(Transaction tx, Advisory advisory) {
    return tx.first(
            "select id from advisories where organisation = ? and id = ? and previous is not null",
            row -> row.text("id"),
            advisory.organisation().id(),
            advisory.advisory())
        .isPresent();
  }

  /** The advisory of that organisation and id. */
  public Optional<Advisory> find(Transaction tx, String organisation, String id) {
    return tx.first(
        "select content from advisories where organisation = ? and id = ?",
        row -> AdvisoryJson.read(row.text("content")),
        organisation,
        id);
  }

  /**
   * An organisation's last advisory.
   *
   * @param confirmed the last later day on which it still stood, or null
   */
  public record Latest(String organisation, String advisory, @Nullable LocalDate confirmed) {}

  /** The last advisory of each organisation; the one given last comes first. */
  public List<Latest> latest(Transaction tx) {
    return tx.query(
        "select a.organisation, a.id, c.confirmed_on from advisories a join (select organisation,"
            + " max(made) as made from advisories group by organisation) l on a.organisation ="
            + " l.organisation and a.made = l.made left join confirmations c on c.organisation ="
            + " a.organisation and c.advisory = a.id order by a.made desc",
        row ->
            new Latest(row.text("organisation"), row.text("id"), row.dateOrNull("confirmed_on")));
  }

  /** The last advisories of organisations that hold rules on which the two evaluations differed. */
  public List<Advisory> latestWithDifferences(Transaction tx) {
    return tx.query(
        "select a.content from advisories a join (select organisation, max(made) as made from"
            + " advisories group by organisation) l on a.organisation = l.organisation and a.made"
            + " = l.made where a.content like ?",
        row -> AdvisoryJson.read(row.text("content")),
        "%\"difference\":{%");
  }

  /** Changes with every advisory that is given to that organisation. */
  public long mark(Transaction tx, String organisation) {
    return tx.first(
            "select coalesce(max(made), 0) as made from advisories where organisation = ?",
            row -> row.number("made"),
            organisation)
        .orElse(0L);
  }

  /** The last advisory of an organisation. */
  public Optional<Advisory> latest(Transaction tx, String organisation) {
    return of(tx, organisation, 1).stream().findFirst();
  }

  /** The advisories of an organisation, the latest first, at most so many of them. */
  public List<Advisory> of(Transaction tx, String organisation, int limit) {
    return tx.query(
        "select content from advisories where organisation = ? order by made desc limit " + limit,
        row -> AdvisoryJson.read(row.text("content")),
        organisation);
  }
}

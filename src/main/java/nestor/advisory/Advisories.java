package nestor.advisory;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/** Every advisory that was ever given. */
public final class Advisories {

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

  /**
   * Whom an advisory of that id, or of an id that begins so, was given to; several if it is short.
   */
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

  /** The advisory of that organisation and id. */
  public Optional<Advisory> find(Transaction tx, String organisation, String id) {
    return tx.first(
        "select content from advisories where organisation = ? and id = ?",
        row -> AdvisoryJson.read(row.text("content")),
        organisation,
        id);
  }

  /**
   * The id of each organisation's last advisory, by organisation; the one given last comes first.
   */
  public Map<String, String> latestIds(Transaction tx) {
    Map<String, String> ids = new LinkedHashMap<>();
    tx.query(
            "select a.organisation, a.id from advisories a join (select organisation, max(made) as"
                + " made from advisories group by organisation) l on a.organisation ="
                + " l.organisation and a.made = l.made order by a.made desc",
            row -> Map.entry(row.text("organisation"), row.text("id")))
        .forEach(one -> ids.put(one.getKey(), one.getValue()));
    return ids;
  }

  /**
   * Changes with every advisory that is given to one organisation, or to any.
   *
   * @param organisation the only one that counts, or null for all
   */
  public long mark(Transaction tx, @Nullable String organisation) {
    String query = "select coalesce(max(made), 0) as made from advisories";
    return (organisation == null
            ? tx.first(query, row -> row.number("made"))
            : tx.first(query + " where organisation = ?", row -> row.number("made"), organisation))
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

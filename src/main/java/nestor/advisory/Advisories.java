package nestor.advisory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nestor.store.Transaction;

/** Every advisory that was ever given. */
public final class Advisories {

  /**
   * Keeps an advisory. One that is kept already, which only the very same advice can be, stays as
   * it is.
   *
   * @return whether it was new
   */
  public boolean keep(Transaction tx, Advisory advisory, Instant now) {
    if (find(tx, advisory.organisation().id(), advisory.advisory()).isPresent()) {
      return false;
    }
    tx.update(
        "insert into advisories (id, organisation, as_of, rulebook, content, created_at)"
            + " values (?, ?, ?, ?, ?, ?)",
        advisory.advisory(),
        advisory.organisation().id(),
        advisory.asOf(),
        advisory.rulebook().version(),
        AdvisoryJson.write(advisory),
        now);
    return true;
  }

  /** The advisory of that organisation and id. */
  public Optional<Advisory> find(Transaction tx, String organisation, String id) {
    return tx.first(
        "select content from advisories where organisation = ? and id = ?",
        row -> AdvisoryJson.read(row.text("content")),
        organisation,
        id);
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

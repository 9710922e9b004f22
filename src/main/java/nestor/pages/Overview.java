package nestor.pages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nestor.access.Caller;
import nestor.rulebook.Catalogue;
import nestor.store.Transaction;

/**
 * The latest advice of every organisation in brief, and what was before it. An advisory never
 * changes, so that each is read and scored once under one rulebook. Safe for use by several
 * threads.
 */
final class Overview {
  private final Kept kept;
  private final OpenBook book;
  private final Map<String, Advised> latest = new ConcurrentHashMap<>();
  private volatile String rulebook = "";

  Overview(Kept kept, OpenBook book) {
    this.kept = kept;
    this.book = book;
  }

  /** The latest advice for each organisation that the caller may see, what was given last first. */
  List<Advised> all(Caller caller) {
    return book.look(
        (open, assessor) -> {
          forgetOthersThan(open.version());
          Catalogue catalogue = open.catalogue();
          return kept.store()
              .read(
                  tx -> {
                    List<Advised> all = new ArrayList<>();
                    kept.advisories()
                        .latestIds(tx)
                        .forEach(
                            (organisation, id) -> {
                              if (caller.maySee(organisation)) {
                                latest(tx, organisation, id, catalogue).ifPresent(all::add);
                              }
                            });
                    return all;
                  });
        });
  }

  /** The last advisories of an organisation, the latest first, at most so many. */
  List<Advised> history(String organisation, int most) {
    return book.look(
        (open, assessor) -> {
          forgetOthersThan(open.version());
          Catalogue catalogue = open.catalogue();
          return kept.store().read(tx -> kept.advisories().of(tx, organisation, most)).stream()
              .map(advisory -> Advised.of(advisory, catalogue))
              .toList();
        });
  }

  private Optional<Advised> latest(
      Transaction tx, String organisation, String id, Catalogue catalogue) {
    Advised known = latest.get(organisation);
    if (known != null && known.advisory().equals(id)) {
      return Optional.of(known);
    }
    Optional<Advised> found =
        kept.advisories()
            .find(tx, organisation, id)
            .map(advisory -> Advised.of(advisory, catalogue));
    found.ifPresent(advised -> latest.put(organisation, advised));
    return found;
  }

  private void forgetOthersThan(String version) {
    if (!version.equals(rulebook)) {
      latest.clear();
      rulebook = version;
    }
  }

  /** The latest advice by organisation. */
  Map<String, Advised> byOrganisation(Caller caller) {
    Map<String, Advised> by = new LinkedHashMap<>();
    all(caller).forEach(advised -> by.put(advised.id(), advised));
    return by;
  }
}

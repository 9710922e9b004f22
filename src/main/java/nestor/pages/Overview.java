package nestor.pages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nestor.access.Caller;
import nestor.advisory.Advisories;
import nestor.advisory.Confirmation;
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
                        .latest(tx)
                        .forEach(
                            one -> {
                              if (caller.maySee(one.organisation())) {
                                latest(tx, one, catalogue).ifPresent(all::add);
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
          Map<String, Confirmation> confirmations =
              kept.store().read(tx -> kept.advisories().confirmations(tx, organisation));
          return kept.store().read(tx -> kept.advisories().of(tx, organisation, most)).stream()
              .map(
                  advisory ->
                      Advised.of(
                          advisory,
                          catalogue,
                          Optional.ofNullable(confirmations.get(advisory.advisory()))
                              .map(Confirmation::on)
                              .orElse(null)))
              .toList();
        });
  }

  private Optional<Advised> latest(Transaction tx, Advisories.Latest one, Catalogue catalogue) {
    String organisation = one.organisation();
    Advised known = latest.get(organisation);
    if (known != null && known.advisory().equals(one.advisory())) {
      return Optional.of(known.on(one.confirmed()));
    }
    Optional<Advised> found =
        kept.advisories()
            .find(tx, organisation, one.advisory())
            .map(advisory -> Advised.of(advisory, catalogue, one.confirmed()));
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

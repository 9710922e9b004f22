package nestor.server.pages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nestor.advisory.AdvisoryRepository;
import nestor.advisory.Confirmation;
import nestor.rulebook.Catalogue;
import nestor.server.auth.Principal;
import nestor.server.pipeline.AdvisoryEngine;
import nestor.store.Database;
import nestor.store.Transaction;

/**
 * Cache of the latest advisory's summary for each organisation, and of the one before it. An
 * advisory never changes, so that each is read and scored once under one rulebook. Safe for use by
 * several threads.
 */
final class AdvisorySummaryCache {
  private final Database database;
  private final AdvisoryRepository advisories;
  private final AdvisoryEngine book;
  private final Map<String, AdvisorySummary> latest = new ConcurrentHashMap<>();
  private volatile String rulebook = "";

  AdvisorySummaryCache(Database database, AdvisoryRepository advisories, AdvisoryEngine book) {
    this.database = database;
    this.advisories = advisories;
    this.book = book;
  }

  /** The latest advice for each organisation that the caller may see, what was given last first. */
  List<AdvisorySummary> all(Principal principal) {
    return book.read(
        (open, assessor) -> {
          forgetOthersThan(open.version());
          Catalogue catalogue = open.catalogue();
          return database.read(
              tx -> {
                List<AdvisorySummary> all = new ArrayList<>();
                advisories
                    .latest(tx)
                    .forEach(
                        one -> {
                          if (principal.maySee(one.organisation())) {
                            latest(tx, one, catalogue).ifPresent(all::add);
                          }
                        });
                return all;
              });
        });
  }

  /** The last advisories of an organisation, the latest first, at most so many. */
  List<AdvisorySummary> history(String organisation, int most) {
    return book.read(
        (open, assessor) -> {
          forgetOthersThan(open.version());
          Catalogue catalogue = open.catalogue();
          Map<String, Confirmation> confirmations =
              database.read(tx -> advisories.confirmations(tx, organisation));
          return database.read(tx -> advisories.of(tx, organisation, most)).stream()
              .map(
                  advisory ->
                      AdvisorySummary.of(
                          advisory,
                          catalogue,
                          Optional.ofNullable(confirmations.get(advisory.advisory()))
                              .map(Confirmation::on)
                              .orElse(null)))
              .toList();
        });
  }

  private Optional<AdvisorySummary> latest(
      Transaction tx, AdvisoryRepository.Latest one, Catalogue catalogue) {
    String organisation = one.organisation();
    AdvisorySummary known = latest.get(organisation);
    if (known != null && known.advisory().equals(one.advisory())) {
      return Optional.of(known.on(one.confirmed()));
    }
    Optional<AdvisorySummary> found =
        advisories
            .find(tx, organisation, one.advisory())
            .map(advisory -> AdvisorySummary.of(advisory, catalogue, one.confirmed()));
    found.ifPresent(summary -> latest.put(organisation, summary));
    return found;
  }

  private void forgetOthersThan(String version) {
    if (!version.equals(rulebook)) {
      latest.clear();
      rulebook = version;
    }
  }

  /** The latest advice by organisation. */
  Map<String, AdvisorySummary> byOrganisation(Principal principal) {
    Map<String, AdvisorySummary> by = new LinkedHashMap<>();
    all(principal).forEach(summary -> by.put(summary.id(), summary));
    return by;
  }
}

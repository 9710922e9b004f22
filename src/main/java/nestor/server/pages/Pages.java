package nestor.server.pages;

import java.time.Clock;
import nestor.dossier.DossierRepository;
import nestor.server.pipeline.AdvisoryEngine;
import nestor.server.pipeline.Repositories;
import nestor.store.Database;

/**
 * Models of all pages. Endpoints ask it for a {@link PageModel}, and the renderer makes HTML of
 * that.
 */
public record Pages(
    HomePages desk,
    OrganisationPages organisations,
    WhatIfPage supposition,
    RulePages rules,
    StatusPages status) {

  /**
   * The pages of what is kept, under the rulebook in force.
   *
   * @param uploadLimit how many bytes may be given in at once
   */
  public static Pages of(
      Repositories repositories, AdvisoryEngine engine, Clock clock, long uploadLimit) {
    Database database = repositories.database();
    DossierRepository dossiers = repositories.dossiers();
    AdvisorySummaryCache summaries =
        new AdvisorySummaryCache(database, repositories.advisories(), engine);
    return new Pages(
        new HomePages(database, repositories.receipts(), dossiers, summaries, uploadLimit),
        new OrganisationPages(
            database, dossiers, repositories.advisories(), engine, clock, summaries),
        new WhatIfPage(database, dossiers, engine, clock),
        new RulePages(engine, summaries),
        new StatusPages());
  }
}

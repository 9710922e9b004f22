package nestor.server.pages;

import java.time.Clock;
import nestor.advisory.AdvisoryRepository;
import nestor.dossier.DossierRepository;
import nestor.intake.ReceiptRepository;
import nestor.server.pipeline.AdvisoryEngine;
import nestor.store.Database;

/**
 * Models of all pages. Endpoints ask it for a {@link PageModel}, and the renderer makes HTML of
 * that.
 */
public record Pages(
    HomePages home,
    OrganisationPages organisations,
    WhatIfPage whatIf,
    RulePages rules,
    StatusPages status) {

  /**
   * The pages of what is kept, under the rulebook in force.
   *
   * @param uploadLimit how many bytes may be given in at once
   */
  public static Pages of(
      Database database,
      ReceiptRepository receipts,
      DossierRepository dossiers,
      AdvisoryRepository advisories,
      AdvisoryEngine engine,
      Clock clock,
      long uploadLimit) {
    AdvisorySummaryCache summaries = new AdvisorySummaryCache(database, advisories, engine);
    return new Pages(
        new HomePages(database, receipts, dossiers, summaries, uploadLimit),
        new OrganisationPages(database, dossiers, advisories, engine, clock, summaries),
        new WhatIfPage(database, dossiers, engine, clock),
        new RulePages(engine, summaries),
        new StatusPages());
  }
}

package nestor.server.pages;

import java.time.Clock;
import nestor.server.pipeline.RulebookView;

/** All pages of a desk. */
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
      PageRepositories pageRepositories, RulebookView book, Clock clock, long uploadLimit) {
    AdvisorySummaryCache summaries = new AdvisorySummaryCache(pageRepositories, book);
    return new Pages(
        new HomePages(pageRepositories, summaries, uploadLimit),
        new OrganisationPages(pageRepositories, book, clock, summaries),
        new WhatIfPage(pageRepositories, book, clock),
        new RulePages(book, summaries),
        new StatusPages());
  }
}

package nestor.server;

import java.util.function.Supplier;
import nestor.server.http.ChangeToken;
import nestor.server.http.DocumentEndpoints;
import nestor.server.http.OrganisationEndpoints;
import nestor.server.http.PageEndpoints;
import nestor.server.pages.Pages;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.RulebookAccess;
import nestor.server.pipeline.WorkProgress;
import nestor.server.status.Status;

/** The pages for browsers, and the token by which they see that something changed. */
final class PageAssembly {
  final Pages pages;
  final PageEndpoints endpoints;
  final ChangeToken changeToken;

  /**
   * Suppliers of what pages show of the server itself.
   *
   * @param underway progress of advising all organisations anew
   */
  record Monitoring(Supplier<Status> status, Supplier<WorkProgress> underway) {}

  PageAssembly(
      Server.Settings settings,
      Repositories repositories,
      RulebookAccess rulebook,
      OrganisationEndpoints organisations,
      DocumentEndpoints documents,
      Monitoring monitoring) {
    this.pages =
        Pages.of(
            repositories.database(),
            repositories.receipts(),
            repositories.dossiers(),
            repositories.advisories(),
            rulebook,
            settings.clock(),
            settings.http().uploadLimit());
    this.changeToken =
        new ChangeToken(
            repositories.database(),
            repositories.receipts(),
            repositories.dossiers(),
            repositories.advisories(),
            rulebook,
            monitoring.underway());
    this.endpoints =
        new PageEndpoints(
            pages,
            rulebook,
            organisations,
            documents,
            monitoring.status(),
            monitoring.underway(),
            changeToken);
  }
}

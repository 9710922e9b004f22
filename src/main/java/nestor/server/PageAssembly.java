package nestor.server;

import nestor.server.auth.Sessions;
import nestor.server.http.ChangeToken;
import nestor.server.http.DocumentEndpoints;
import nestor.server.http.FormEndpoints;
import nestor.server.http.OrganisationEndpoints;
import nestor.server.http.PageEndpoints;
import nestor.server.pages.Pages;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.RulebookAccess;

/**
 * The pages for browsers with their forms, and the token by which they see that something changed.
 */
final class PageAssembly {
  final PageEndpoints endpoints;
  final FormEndpoints forms;
  final ChangeToken changeToken;

  PageAssembly(
      ServerSettings settings,
      Repositories repositories,
      RulebookAccess rulebook,
      OrganisationEndpoints organisations,
      DocumentEndpoints documents,
      Sessions sessions,
      Monitoring monitoring) {
    Pages pages =
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
    this.forms =
        new FormEndpoints(
            documents,
            organisations,
            endpoints,
            pages.whatIf(),
            sessions,
            settings.http().tls() != null);
  }
}

package nestor.server;

import nestor.server.auth.Sessions;
import nestor.server.http.AdviseEndpoint;
import nestor.server.http.ChangeToken;
import nestor.server.http.DocumentEndpoints;
import nestor.server.http.EndpointTable;
import nestor.server.http.MetaEndpoints;
import nestor.server.http.OpenApi;
import nestor.server.http.OrganisationEndpoints;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.RulebookAccess;

/**
 * The objects that answer requests, for programs and for browsers. {@link HttpAssembly} listens for
 * the requests.
 */
final class EndpointAssembly {
  final EndpointTable.Handlers handlers;
  final ChangeToken changeToken;

  EndpointAssembly(
      ServerSettings settings,
      Repositories repositories,
      RulebookAccess rulebook,
      DocumentAssembly intake,
      Sessions sessions,
      Monitoring monitoring) {
    OrganisationEndpoints organisations =
        new OrganisationEndpoints(
            repositories.database(),
            repositories.dossiers(),
            repositories.advisories(),
            rulebook,
            rulebook);
    DocumentEndpoints documents =
        new DocumentEndpoints(
            repositories.database(),
            repositories.receipts(),
            repositories.intake(),
            rulebook,
            intake.entries,
            intake.backlog,
            intake.loop::nudge);
    PageAssembly pages =
        new PageAssembly(
            settings, repositories, rulebook, organisations, documents, sessions, monitoring);
    this.changeToken = pages.changeToken;
    this.handlers =
        new EndpointTable.Handlers(
            new AdviseEndpoint(rulebook, rulebook, rulebook, settings.clock()),
            organisations,
            documents,
            new MetaEndpoints(
                rulebook, rulebook, monitoring.healthChecks(), monitoring.metrics(), new OpenApi()),
            pages.endpoints,
            pages.forms);
  }
}

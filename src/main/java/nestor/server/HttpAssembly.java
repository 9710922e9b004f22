package nestor.server;

import java.io.IOException;
import nestor.server.auth.Sessions;
import nestor.server.auth.TokenAuthenticator;
import nestor.server.health.HealthChecks;
import nestor.server.http.AdviseEndpoint;
import nestor.server.http.CamelHeaderFilter;
import nestor.server.http.ChangeToken;
import nestor.server.http.DocumentEndpoints;
import nestor.server.http.Endpoint;
import nestor.server.http.EndpointTable;
import nestor.server.http.FormEndpoints;
import nestor.server.http.MetaEndpoints;
import nestor.server.http.OpenApi;
import nestor.server.http.OrganisationEndpoints;
import nestor.server.http.PageEndpoints;
import nestor.server.http.RequestFilter;
import nestor.server.http.StatusModel;
import nestor.server.http.WebServer;
import nestor.server.pages.Pages;
import nestor.server.pipeline.Metrics;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.RulebookAccess;
import nestor.server.pipeline.StoreStatus;
import nestor.server.reload.CamelRuntime;

/** The HTTP interface: its endpoints and pages, and the server that listens. */
final class HttpAssembly {
  final TokenAuthenticator authenticator;
  final WebServer server;
  private final EndpointTable.Handlers handlers;

  HttpAssembly(
      Server.Settings settings,
      Repositories repositories,
      RulebookAccess rulebook,
      IntakeAssembly intake,
      AdvisoryAssembly advice,
      Metrics metrics,
      HealthChecks healthChecks)
      throws IOException {
    this.authenticator = new TokenAuthenticator(repositories.database());
    Sessions sessions = new Sessions(authenticator, settings.clock());
    ChangeToken changeToken = changeToken(repositories, rulebook, advice);
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
            intake.backlog,
            intake.documents::nudge);
    StatusModel status =
        new StatusModel(
            () -> StoreStatus.read(repositories),
            healthChecks,
            intake.leftovers,
            advice.worker::progress);
    Pages pages = Pages.of(repositories, rulebook, settings.clock(), settings.http().uploadLimit());
    PageEndpoints pageEndpoints =
        new PageEndpoints(pages, rulebook, organisations, documents, rulebook, status, changeToken);
    this.handlers =
        new EndpointTable.Handlers(
            new AdviseEndpoint(rulebook, rulebook, rulebook, settings.clock()),
            organisations,
            documents,
            new MetaEndpoints(rulebook, rulebook, healthChecks, metrics, new OpenApi()),
            pageEndpoints,
            new FormEndpoints(
                documents,
                organisations,
                pageEndpoints,
                pages.supposition(),
                sessions,
                settings.http().tls() != null));
    this.server =
        new WebServer(
            settings.http(),
            new RequestFilter(authenticator, sessions, settings.http()),
            settings.home().resolve("store/requests"),
            metrics,
            pageEndpoints,
            changeToken::mark);
  }

  private static ChangeToken changeToken(
      Repositories repositories, RulebookAccess rulebook, AdvisoryAssembly advice) {
    return new ChangeToken(
        repositories.database(),
        repositories.receipts(),
        repositories.dossiers(),
        repositories.advisories(),
        rulebook,
        advice.worker::progress);
  }

  /** Gives the routes what they name. */
  void bind(CamelRuntime camel) {
    camel.bind(WebServer.ROUTER, server.router());
    camel.bind("http-headers", new CamelHeaderFilter());
    for (EndpointTable.Row row : EndpointTable.ROWS) {
      camel.bind(row.name(), new Endpoint(row.name(), server, row.handler().apply(handlers)));
    }
  }
}

package nestor.server;

import java.io.IOException;
import java.util.function.Supplier;
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
import nestor.server.http.WebServer;
import nestor.server.pages.Pages;
import nestor.server.pipeline.Metrics;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.RulebookAccess;
import nestor.server.pipeline.WorkProgress;
import nestor.server.reload.CamelRuntime;
import nestor.server.status.Status;

/** The HTTP interface: its endpoints and pages, and the server that listens. */
final class HttpAssembly {
  final TokenAuthenticator authenticator;
  final WebServer server;
  private final EndpointTable.Handlers handlers;

  /** What clients can ask about the server itself. */
  record Monitoring(Metrics metrics, HealthChecks healthChecks, Supplier<Status> status) {}

  /**
   * @param underway progress of advising all organisations anew
   */
  HttpAssembly(
      Server.Settings settings,
      Repositories repositories,
      RulebookAccess rulebook,
      IntakeAssembly intake,
      Supplier<WorkProgress> underway,
      Monitoring monitoring)
      throws IOException {
    this.authenticator = new TokenAuthenticator(repositories.database());
    Sessions sessions = new Sessions(authenticator, settings.clock());
    ChangeToken changeToken = changeToken(repositories, rulebook, underway);
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
            intake.answers,
            intake.backlog,
            intake.documents::nudge);
    Pages pages = pages(settings, repositories, rulebook);
    PageEndpoints pageEndpoints =
        new PageEndpoints(
            pages, rulebook, organisations, documents, monitoring.status(), underway, changeToken);
    this.handlers =
        new EndpointTable.Handlers(
            new AdviseEndpoint(rulebook, rulebook, rulebook, settings.clock()),
            organisations,
            documents,
            new MetaEndpoints(
                rulebook, rulebook, monitoring.healthChecks(), monitoring.metrics(), new OpenApi()),
            pageEndpoints,
            new FormEndpoints(
                documents,
                organisations,
                pageEndpoints,
                pages.whatIf(),
                sessions,
                settings.http().tls() != null));
    this.server =
        new WebServer(
            settings.http(),
            new RequestFilter(authenticator, sessions, settings.http()),
            settings.home().resolve("store/requests"),
            monitoring.metrics(),
            pageEndpoints,
            changeToken::mark);
  }

  private static Pages pages(
      Server.Settings settings, Repositories repositories, RulebookAccess rulebook) {
    return Pages.of(
        repositories.database(),
        repositories.receipts(),
        repositories.dossiers(),
        repositories.advisories(),
        rulebook,
        settings.clock(),
        settings.http().uploadLimit());
  }

  private static ChangeToken changeToken(
      Repositories repositories, RulebookAccess rulebook, Supplier<WorkProgress> underway) {
    return new ChangeToken(
        repositories.database(),
        repositories.receipts(),
        repositories.dossiers(),
        repositories.advisories(),
        rulebook,
        underway);
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

package nestor.server;

import java.io.IOException;
import nestor.server.auth.Sessions;
import nestor.server.auth.TokenAuthenticator;
import nestor.server.http.CamelHeaderFilter;
import nestor.server.http.Endpoint;
import nestor.server.http.EndpointTable;
import nestor.server.http.RequestFilter;
import nestor.server.http.WebServer;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.RulebookAccess;
import nestor.server.reload.CamelRuntime;

/**
 * The HTTP interface: its authentication, its endpoints, and the server that listens. {@link
 * EndpointAssembly} makes what answers the requests.
 */
final class HttpAssembly {
  final TokenAuthenticator authenticator;
  final WebServer server;
  private final EndpointTable.Handlers handlers;

  HttpAssembly(
      ServerSettings settings,
      Repositories repositories,
      RulebookAccess rulebook,
      DocumentAssembly documents,
      Monitoring monitoring)
      throws IOException {
    this.authenticator = new TokenAuthenticator(repositories.database());
    Sessions sessions = new Sessions(authenticator, settings.clock());
    EndpointAssembly endpoints =
        new EndpointAssembly(settings, repositories, rulebook, documents, sessions, monitoring);
    this.handlers = endpoints.handlers;
    this.server =
        new WebServer(
            settings.http(),
            new RequestFilter(authenticator, sessions, settings.http()),
            settings.home().resolve("store/requests"),
            monitoring.metrics(),
            handlers.pages(),
            endpoints.changeToken::mark);
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

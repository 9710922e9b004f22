package nestor.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Responder to requests that reach no {@link Endpoint}. It answers with a problem in JSON (RFC
 * 9457), or with a page where the client prefers one. Endpoints have their problems put into that
 * form, too.
 */
final class ErrorResponder {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorResponder.class);
  private static final long LINGER_MILLIS = 5_000;

  private final Vertx vertx;
  private final ConnectionTimeouts timeouts;
  private final RequestFilter filter;
  private final Map<HttpServerRequest, RequestContext> requestContexts;
  private final PageEndpoints pages;

  /**
   * @param requestContexts the requests under way
   */
  ErrorResponder(
      Vertx vertx,
      ConnectionTimeouts timeouts,
      RequestFilter filter,
      Map<HttpServerRequest, RequestContext> requestContexts,
      PageEndpoints pages) {
    this.vertx = vertx;
    this.timeouts = timeouts;
    this.filter = filter;
    this.requestContexts = requestContexts;
    this.pages = pages;
  }

  /** Response to a problem, in the format that the client prefers. */
  Response response(Problem problem, RequestContext context) {
    if (!context.prefersPage()) {
      return problem.answer();
    }
    Response page = pages.problem(problem, context, context.address());
    for (Map.Entry<String, String> header : problem.headers().entrySet()) {
      page = page.with(header.getKey(), header.getValue());
    }
    return page;
  }

  static Problem tooMuch() {
    return Problem.of(503, "Too much at once", "wait for the answers, and go on then")
        .with("Retry-After", "1");
  }

  /** Answers a request that Vert.x itself failed with that status. */
  void failed(RoutingContext context, int status) {
    Throwable failure = context.failure();
    String path = String.valueOf(context.request().path());
    Problem problem =
        switch (status) {
          case 404 -> nothingThere(path);
          case 405 -> {
            String known = EndpointTable.methods(context.normalizedPath());
            yield Problem.of(
                    405,
                    "Not a method of this path",
                    context.request().method() + " means nothing here; use one of: " + known)
                .with("Allow", known);
          }
          case 500 -> {
            LOG.error("A request for {} met a fault in Nestor", path, failure);
            yield Problem.of(
                500,
                "A fault in Nestor",
                "not in your request; report it with what log/nestor.log says of it");
          }
          default ->
              Problem.of(
                  status,
                  "Unusable request",
                  "the request cannot be understood; check its address");
        };
    refuse(context, problem);
  }

  static Problem nothingThere(String path) {
    return Problem.of(
        404, "Nothing there", "no endpoint is at " + path + "; /openapi.json lists what there is");
  }

  /** Answers at once; what is still on its way is read for a while, so that the answer arrives. */
  void refuse(RoutingContext context, Problem problem) {
    HttpServerRequest request = context.request();
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    boolean waits = !request.isEnded() && ResponseWriter.hasBody(request);
    boolean last = waits || problem.headers().containsKey("Connection");
    if (last) {
      context.response().putHeader("Connection", "close");
      timeouts.noMoreOf(request.connection());
    }
    if (waits) {
      request.handler(discarded -> {});
      request.endHandler(ended -> request.connection().close());
      request.exceptionHandler(e -> {});
      request.resume();
      vertx.setTimer(LINGER_MILLIS, over -> request.connection().close());
    }
    RequestContext requestContext = requestContexts.get(request);
    ResponseWriter.write(
        context.response(),
        response(problem, requestContext == null ? filter.turnedAway(request) : requestContext),
        request.method());
    if (last && !waits) {
      request.connection().close();
    }
  }
}

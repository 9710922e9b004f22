package nestor.server.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import nestor.configuration.HttpLimits;
import nestor.configuration.HttpSettings;
import nestor.diagnostics.UserErrorException;
import nestor.server.auth.ConcurrencyLimit;
import nestor.server.auth.Principal;
import nestor.server.pipeline.Metrics;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP server by Vert.x. Requests pass the {@link RequestFilter}, their bodies are stored on disk,
 * and then Camel's {@code platform-http} routes get them. Camel's own server would start although
 * its port is taken, would lose files of one field in a form, and would answer errors with an empty
 * body.
 */
public final class WebServer implements AutoCloseable {
  /** Under this name the routes find the router, whatever the port. */
  public static final String ROUTER = VertxPlatformHttpRouter.PLATFORM_HTTP_ROUTER_NAME_ZERO;

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
  private static final Set<HttpMethod> METHODS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT);

  /**
   * Threads beyond those that answer, so that health is answered even while all others are busy.
   */
  private static final int SPARE_THREADS = 4;

  private static final int MOST_ANSWERED = 8;
  private static final int MOST_ANSWERED_OF_ONE = 6;
  private static final int MOST_ANSWERED_OF_STRANGERS = 4;
  private static final int MOST_WAITING = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long ASK_AGAIN_MILLIS = 10;

  private final HttpSettings settings;
  private final RequestFilter filter;
  private final RequestBodyStore spool;
  private final Metrics metrics;
  private final Vertx vertx;
  private final Router router;
  private final VertxPlatformHttpRouter shared;
  private final SseStream events;
  private final ConnectionTimeouts timeouts;
  private final FairRequestQueue queue;
  private final ConcurrencyLimit bodies;
  private final ConcurrencyLimit bodiesOfStrangers;
  private final ErrorResponder errors;
  private final Map<HttpServerRequest, RequestContext> requestContexts =
      Collections.synchronizedMap(new IdentityHashMap<>());
  private volatile boolean quiet;
  private @Nullable HttpServer server;
  private @Nullable HttpServer management;

  /**
   * Creates a server that does not listen yet.
   *
   * @param pages reports problems to clients that prefer a page
   * @param mark changes whenever anything changes that a caller may see
   */
  public WebServer(
      HttpSettings settings,
      RequestFilter filter,
      Path uploads,
      Metrics metrics,
      PageEndpoints pages,
      Function<Principal, String> mark)
      throws IOException {
    this.settings = settings;
    this.filter = filter;
    this.metrics = metrics;
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(MOST_ANSWERED + SPARE_THREADS)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    HttpLimits limits = settings.limits();
    this.spool = new RequestBodyStore(vertx, uploads, settings.uploadLimit(), limits);
    this.timeouts = new ConnectionTimeouts(vertx, limits);
    this.errors = new ErrorResponder(vertx, timeouts, filter, requestContexts, pages);
    this.queue =
        new FairRequestQueue(
            MOST_ANSWERED,
            MOST_ANSWERED_OF_ONE,
            MOST_ANSWERED_OF_STRANGERS,
            MOST_WAITING,
            limits.waitingOfOne());
    this.bodies = new ConcurrencyLimit(limits.bodies(), limits.bodiesOfOne());
    this.bodiesOfStrangers = new ConcurrencyLimit(limits.bodies() / 4, limits.bodiesOfOne());
    this.router = Router.router(vertx);
    this.events = new SseStream(vertx, mark);
    router.route().order(-1).handler(this::enter);
    router.get(EndpointTable.EVENTS).handler(this::follow);
    router.head(EndpointTable.EVENTS).handler(this::follow);
    for (int status : new int[] {400, 404, 405, 413, 414, 500}) {
      router.errorHandler(status, context -> errors.failed(context, status));
    }
    this.shared =
        new VertxPlatformHttpRouter(null, vertx, router, ROUTER) {
          @Override
          public Handler<RoutingContext> bodyHandler() {
            return WebServer.this::receive;
          }
        };
  }

  /** Router that the routes look up under {@link #ROUTER}. */
  public Object router() {
    return shared;
  }

  /** The response that says what is wrong, in the form that the client prefers. */
  Response response(Problem problem, RequestContext context) {
    return errors.response(problem, context);
  }

  /** The request that Camel hands on; nothing where the client went away. */
  Optional<RequestContext> contextOf(HttpServerRequest request) {
    return Optional.ofNullable(requestContexts.get(request));
  }

  /**
   * Listens from now on.
   *
   * @throws UserErrorException if a port is taken, or the address or certificate cannot be used
   */
  public void open() {
    server = HttpPort.main(settings).open(vertx, settings, timeouts, this::handle);
    HttpPort.management(settings)
        .ifPresent(port -> management = port.open(vertx, settings, timeouts, this::handleBehind));
  }

  /** Address at which it listens. */
  public String address() {
    String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
    return (settings.tls() == null ? "http://" : "https://") + host + ":" + port();
  }

  public int port() {
    HttpServer open = server;
    return open == null ? settings.port() : open.actualPort();
  }

  public Optional<Integer> managementPort() {
    return Optional.ofNullable(management).map(HttpServer::actualPort);
  }

  /** Reason why nobody can reach it, if so. */
  public Optional<String> trouble() {
    HttpServer open = server;
    if (open == null) {
      return Optional.of("it does not listen; start Nestor again");
    }
    return HttpPort.trouble(settings.host(), open.actualPort());
  }

  /** Returns why open pages get no changes, if they get none. */
  public Optional<String> eventTrouble() {
    return events.trouble();
  }

  /** Waits up to two seconds for the requests in hand, then closes the port; so for each port. */
  public void closeDoors() {
    for (HttpServer open : new HttpServer[] {server, management}) {
      if (open != null) {
        awaitNobody();
        await(open.close(), "the port");
      }
    }
    server = null;
    management = null;
  }

  /**
   * Does something while no request is under way, if those that are end within two seconds. Who
   * comes meanwhile waits.
   */
  public void quietly(Runnable step) {
    quiet = true;
    try {
      awaitNobody();
      step.run();
    } finally {
      quiet = false;
    }
  }

  private void awaitNobody() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!requestContexts.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(5_000_000);
    }
  }

  private void handle(HttpServerRequest request) {
    if (quiet) {
      request.pause();
      vertx.setTimer(ASK_AGAIN_MILLIS, later -> handle(request));
    } else {
      request.resume();
      router.handle(request);
    }
  }

  /** On the port of the management nothing else is to be had. */
  private void handleBehind(HttpServerRequest request) {
    String path = request.path();
    if (path != null && (path.startsWith("/health/") || path.equals("/metrics"))) {
      handle(request);
    } else {
      ResponseWriter.write(
          request.response(),
          ErrorResponder.nothingThere(String.valueOf(path)).answer(),
          request.method());
    }
  }

  /** Frees everything; interrupts who is still at work, so the store must be closed by then. */
  @Override
  public void close() {
    closeDoors();
    await(vertx.close(), "the server");
  }

  private static void await(Future<Void> closing, String what) {
    try {
      closing.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("{} did not close cleanly", what, e);
    }
  }

  private boolean isManagementPort(HttpServerRequest request) {
    HttpServer back = management;
    return back != null
        && request.localAddress() != null
        && request.localAddress().port() == back.actualPort();
  }

  private void enter(RoutingContext context) {
    long begun = System.nanoTime();
    HttpServerRequest request = context.request();
    HttpServerResponse response = context.response();
    ResponseWriter.guard(response, settings.tls() != null);
    RequestContext requestContext;
    try {
      RequestFraming.check(request);
      requestContext = filter.admit(context, isManagementPort(request));
    } catch (ProblemException refusal) {
      errors.refuse(context, refusal.problem());
      return;
    }
    requestContexts.put(request, requestContext);
    requestContext.whenOver(() -> spool.forget(requestContext.body()));
    boolean last = RequestFraming.isLast(request);
    if (last) {
      timeouts.noMoreOf(request.connection());
    }
    context.addEndHandler(
        ended -> {
          if (last) {
            request.connection().close();
          }
          requestContexts.remove(request);
          requestContext.gone();
          if (requestContext.endpoint().equals(EndpointTable.EVENTS)) {
            return;
          }
          metrics.answered(
              METHODS.contains(request.method()) ? requestContext.method() : "other",
              requestContext.endpoint(),
              response.getStatusCode(),
              Duration.ofNanos(System.nanoTime() - begun));
        });
    // With a body it is not complete yet.
    if (ResponseWriter.hasBody(request)
        || requestContext.path().equals(EndpointTable.EVENTS)
        || isAboutHealth(requestContext)) {
      context.next();
    } else {
      takeTurn(context, requestContext);
    }
  }

  private static boolean isAboutHealth(RequestContext context) {
    return context.isOfManagement() || context.path().startsWith("/health/");
  }

  /** Goes on with a complete request now or later. */
  private void takeTurn(RoutingContext context, RequestContext requestContext) {
    Context thread = vertx.getOrCreateContext();
    FairRequestQueue.Turn turn =
        new FairRequestQueue.Turn(
            requestContext.clientName(),
            !requestContext.isIn(),
            () -> {
              if (Vertx.currentContext() == thread) {
                context.next();
              } else {
                thread.runOnContext(on -> context.next());
              }
            });
    requestContext.whenOver(() -> queue.leave(turn));
    if (!queue.take(turn)) {
      errors.refuse(context, ErrorResponder.tooMuch());
    }
  }

  /** Keeps a page's request open; it is no longer one that anybody waits for. */
  private void follow(RoutingContext context) {
    RequestContext requestContext = requestContexts.remove(context.request());
    if (requestContext == null) {
      return;
    }
    requestContext.reached(EndpointTable.EVENTS);
    try {
      events.open(context, requestContext, context.request().getHeader("last-event-id"));
    } catch (ProblemException refusal) {
      errors.refuse(context, refusal.problem());
    }
  }

  private void receive(RoutingContext context) {
    RequestContext requestContext = requestContexts.get(context.request());
    if (requestContext == null) {
      context.request().resume();
      return;
    }
    if (!ResponseWriter.hasBody(context.request())) {
      context.next();
      return;
    }
    ConcurrencyLimit limit = requestContext.isIn() ? bodies : bodiesOfStrangers;
    if (!limit.begin(requestContext.clientName())) {
      errors.refuse(context, ErrorResponder.tooMuch());
      return;
    }
    Runnable arrived = requestContext.whenOver(() -> limit.end(requestContext.clientName()));
    spool.receive(
        context.request(),
        requestContext,
        () -> {
          arrived.run();
          if (isAboutHealth(requestContext)) {
            context.next();
          } else {
            takeTurn(context, requestContext);
          }
        },
        problem -> {
          arrived.run();
          errors.refuse(context, problem);
        });
  }
}

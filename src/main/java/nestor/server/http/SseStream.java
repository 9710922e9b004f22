package nestor.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import nestor.server.auth.ConcurrencyLimit;
import nestor.server.auth.Principal;
import nestor.server.auth.Sessions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events for open pages: {@code change}, with a {@link ChangeToken}'s value as id.
 * Pages fetch what changed themselves. While somebody listens, the token is looked at four times a
 * second, which costs nothing while nothing changes.
 */
final class SseStream {
  private static final Logger LOG = LoggerFactory.getLogger(SseStream.class);
  private static final int MOST = 500;
  private static final int MOST_OF_CLIENT = 50;
  private static final int MOST_OF_SESSION = 10;
  private static final long LOOK_MILLIS = 250;
  private static final int ALIVE_EVERY = 60;
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(5);

  private final Vertx vertx;
  private final Function<Principal, String> mark;
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final ConcurrencyLimit clients = new ConcurrencyLimit(MOST, MOST_OF_CLIENT);
  private final ConcurrencyLimit sessions = new ConcurrencyLimit(MOST, MOST_OF_SESSION);
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile Instant lastTick = Instant.now();
  private volatile Instant lookingSince = Instant.now();
  private int looks;

  /**
   * @param mark changes whenever anything changes that the caller may see
   */
  SseStream(Vertx vertx, Function<Principal, String> mark) {
    this.vertx = vertx;
    this.mark = mark;
    vertx.setPeriodic(LOOK_MILLIS, tick -> poll());
  }

  private static final class Listener {
    private final RequestContext visit;
    private final String session;
    private final HttpServerResponse response;
    private volatile String seen;

    Listener(RequestContext context, HttpServerResponse response, String seen) {
      this.visit = context;
      // Clients without a session are distinguished by caller and address.
      this.session = context.session().map(Sessions.Session::cookie).orElse(context.clientName());
      this.response = response;
      this.seen = seen;
    }
  }

  /**
   * Keeps the request open and sends changes to it.
   *
   * @throws ProblemException if too many listen, or too many of the same
   */
  void open(RoutingContext context, RequestContext visit, @Nullable String lastSeen) {
    visit.principal();
    HttpServerResponse response = context.response();
    response.putHeader("Content-Type", "text/event-stream; charset=utf-8");
    if (visit.method().equals("HEAD")) {
      response.end();
      return;
    }
    Listener listener =
        new Listener(
            visit, response, lastSeen == null ? visit.parameter("since").orElse("") : lastSeen);
    if (!enter(listener)) {
      response.headers().remove("Content-Type");
      throw Problem.of(
              503,
              "Too many listen",
              "close some of the pages that are open, or load this one again to see what is new")
          .with("Retry-After", "60")
          .refusal();
    }
    response.closeHandler(closed -> leave(listener));
    response.exceptionHandler(broken -> leave(listener));
    response.setChunked(true).write("retry: 2000\n\n");
  }

  private boolean enter(Listener listener) {
    if (!clients.begin(listener.visit.clientName())) {
      return false;
    }
    if (!sessions.begin(listener.session)) {
      clients.end(listener.visit.clientName());
      return false;
    }
    listeners.add(listener);
    return true;
  }

  private void leave(Listener listener) {
    if (listeners.remove(listener)) {
      clients.end(listener.visit.clientName());
      sessions.end(listener.session);
    }
  }

  /** Returns since when open pages get no changes any more, if the polling has ended or hangs. */
  Optional<String> trouble() {
    Instant oldest = Instant.now().minus(LONGEST_LOOK);
    Instant last = looking.get() ? lookingSince : lastTick;
    return last.isBefore(oldest)
        ? Optional.of("open pages are not told of changes since " + last + "; start Nestor again")
        : Optional.empty();
  }

  private void poll() {
    lastTick = Instant.now();
    if (listeners.isEmpty() || !looking.compareAndSet(false, true)) {
      return;
    }
    lookingSince = lastTick;
    vertx
        .executeBlocking(
            () -> {
              send();
              return true;
            },
            false)
        .onFailure(e -> LOG.debug("What has changed could not be told", e))
        .onComplete(ended -> looking.set(false));
  }

  private void send() {
    boolean alive = ++looks % ALIVE_EVERY == 0;
    Map<Principal, String> marks = new HashMap<>();
    for (Listener listener : List.copyOf(listeners)) {
      if (listener.response.closed()) {
        leave(listener);
        continue;
      }
      if (alive && !listener.visit.isStillIn()) {
        leave(listener);
        listener.response.end();
        continue;
      }
      String now = marks.computeIfAbsent(listener.visit.principal(), mark);
      if (!Objects.equals(now, listener.seen)) {
        listener.seen = now;
        listener.response.write("event: change\nid: " + now + "\ndata: " + now + "\n\n");
      } else if (alive) {
        listener.response.write(":\n\n");
      }
    }
  }
}

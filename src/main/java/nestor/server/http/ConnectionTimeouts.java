package nestor.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nestor.configuration.HttpLimits;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deadlines of open connections, so that none is held by a byte now and then: for the headers of a
 * request as a whole, and for taking a response. Bodies have theirs in {@link RequestBodyStore}.
 * Vert.x and Netty only end connections on which nothing moves at all.
 */
final class ConnectionTimeouts {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionTimeouts.class);
  private static final long LOOK_MILLIS = 500;

  private final HttpLimits limits;
  private final Map<HttpConnection, Watched> open = new ConcurrentHashMap<>();

  ConnectionTimeouts(Vertx vertx, HttpLimits limits) {
    this.limits = limits;
    vertx.setPeriodic(LOOK_MILLIS, tick -> closeExpired(System.nanoTime()));
  }

  /** State of a connection, which one thread uses. */
  private static final class Watched {
    private final Channel channel;
    private volatile @Nullable HttpServerRequest last;
    private volatile boolean over;
    private boolean idle = true;
    private long idleSince = System.nanoTime();
    private long unsent;
    private long unsentSince;

    Watched(Channel channel) {
      this.channel = channel;
    }
  }

  /** Watches one that was just opened. */
  void opened(HttpConnection connection, HttpServerOptions options) {
    Channel channel = ((ConnectionBase) connection).channel();
    channel.pipeline().replace("httpDecoder", "httpDecoder", new Decoder(options));
    open.put(connection, new Watched(channel));
    connection.closeHandler(closed -> open.remove(connection));
  }

  /**
   * Begins a request, whose headers are whole.
   *
   * @return whether it is to be answered; false after {@link #noMoreOf} its connection
   */
  boolean begin(HttpServerRequest request) {
    Watched watched = open.get(request.connection());
    if (watched != null) {
      watched.last = request;
    }
    return watched == null || !watched.over;
  }

  /** Lets what comes on a connection after the request at hand count no more. */
  void noMoreOf(HttpConnection connection) {
    Watched watched = open.get(connection);
    if (watched != null) {
      watched.over = true;
    }
  }

  private void closeExpired(long now) {
    open.forEach(
        (connection, watched) -> {
          if (isIdleTooLong(watched, now) || isTakenTooSlowly(watched, now)) {
            LOG.debug("{} was too slow, and is cut off", connection.remoteAddress());
            // Past Vert.x, which would wait until all of the answer is taken.
            cut(watched.channel);
          }
        });
  }

  @SuppressWarnings("FutureReturnValueIgnored") // If it cannot be closed, the next look tries.
  private static void cut(Channel channel) {
    ChannelHandlerContext first = channel.pipeline().firstContext();
    if (first != null) {
      first.close();
    }
  }

  private boolean isIdleTooLong(Watched watched, long now) {
    HttpServerRequest last = watched.last;
    boolean idle = last == null || last.response().ended();
    if (!idle || !watched.idle) {
      watched.idle = idle;
      watched.idleSince = now;
      return false;
    }
    return now - watched.idleSince > (last == null ? limits.head() : limits.idle()).toNanos();
  }

  private boolean isTakenTooSlowly(Watched watched, long now) {
    ChannelOutboundBuffer buffer = watched.channel.unsafe().outboundBuffer();
    long waiting = buffer == null ? 0 : buffer.totalPendingWriteBytes();
    if (waiting == 0 || watched.unsent == 0) {
      watched.unsent = waiting;
      watched.unsentSince = now;
      return false;
    }
    watched.unsent = Math.max(watched.unsent, waiting);
    return now - watched.unsentSince > limits.nanosFor(watched.unsent);
  }

  /**
   * Decoder that refuses what Netty repairs by itself: a request that states its length in two ways
   * is read differently by different programs, so that a proxy may take for its body what is taken
   * for a request here.
   */
  private static final class Decoder extends VertxHttpRequestDecoder {
    Decoder(HttpServerOptions options) {
      super(options);
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
      throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
    }
  }
}

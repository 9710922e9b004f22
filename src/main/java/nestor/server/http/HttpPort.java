package nestor.server.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import nestor.configuration.HttpSettings;
import nestor.diagnostics.UserErrorException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Port to listen on, with the setting and option that choose another one. {@link WebServer} listens
 * on it.
 *
 * @param number 0 for any that is free
 * @param key of the configuration, by which another one is chosen
 * @param option of the command line, likewise, or empty
 */
public record HttpPort(int number, String key, String option) {
  private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);

  /**
   * Listens from now on.
   *
   * @throws UserErrorException if the port is taken, or the address or certificate cannot be used
   */
  HttpServer open(
      Vertx vertx,
      HttpSettings settings,
      ConnectionTimeouts timeouts,
      Handler<HttpServerRequest> handler) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(settings.host())
            .setPort(number)
            .setHttp2ClearTextEnabled(false)
            .setUseAlpn(false)
            .setMaxInitialLineLength(8_192)
            .setMaxHeaderSize(16_384)
            .setIdleTimeout((int) settings.limits().idle().toSeconds())
            .setReuseAddress(true);
    HttpSettings.Tls tls = settings.tls();
    if (tls != null) {
      options
          .setSsl(true)
          .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(tls.certificate().toAbsolutePath().toString())
                  .setKeyPath(tls.key().toAbsolutePath().toString()));
    }
    try {
      return vertx
          .createHttpServer(options)
          .connectionHandler(connection -> timeouts.opened(connection, options))
          .requestHandler(
              request -> {
                if (timeouts.begin(request)) {
                  handler.handle(request);
                }
              })
          .invalidRequestHandler(
              request -> {
                if (timeouts.begin(request)) {
                  ResponseWriter.malformed(request);
                }
              })
          .exceptionHandler(e -> LOG.debug("A connection broke off", e))
          .listen()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      throw new UserErrorException(reason(e.getCause(), settings));
    } catch (RuntimeException e) {
      throw new UserErrorException(reason(e, settings));
    }
  }

  /** The port of documents, advice and pages. */
  static HttpPort main(HttpSettings settings) {
    return new HttpPort(settings.port(), "http.port", "--port");
  }

  /** The port of the management, where it has one of its own. */
  static Optional<HttpPort> management(HttpSettings settings) {
    return Optional.ofNullable(settings.managementPort())
        .map(port -> new HttpPort(port, "http.management-port", ""));
  }

  /**
   * Checks that the ports are free, so that a taken one is reported before the rulebook is
   * compiled.
   *
   * @throws UserErrorException if a port is taken, or the address cannot be used
   */
  public static void checkAll(HttpSettings settings) {
    main(settings).check(settings);
    management(settings).ifPresent(port -> port.check(settings));
  }

  private void check(HttpSettings settings) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(settings.host(), number));
    } catch (IOException e) {
      throw new UserErrorException(reason(e, settings));
    }
  }

  /** Connects to an open port once; returns why that is not possible, if so. */
  static Optional<String> trouble(String host, int port) {
    try (Socket socket = new Socket()) {
      boolean any = InetAddress.getByName(host).isAnyLocalAddress();
      socket.connect(new InetSocketAddress(any ? "127.0.0.1" : host, port), 1_000);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("port " + port + " does not answer (" + e + "); start Nestor again");
    }
  }

  private String reason(@Nullable Throwable cause, HttpSettings settings) {
    String where = settings.host() + ":" + number;
    if (cause instanceof BindException
        || String.valueOf(cause).toLowerCase(Locale.ROOT).contains("bind")) {
      return where
          + ": the port is taken or may not be used; choose another one with "
          + (option.isEmpty() ? "" : option + " or ")
          + key
          + ", or stop the program that has it";
    }
    if (settings.tls() != null) {
      return where
          + ": the certificate and key of http.tls cannot be used ("
          + (cause == null ? "" : cause.getMessage())
          + "); name PEM files that belong together";
    }
    return where + ": cannot listen there (" + cause + "); check http.host and " + key;
  }
}

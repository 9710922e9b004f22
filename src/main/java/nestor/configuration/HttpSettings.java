package nestor.configuration;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the HTTP server: address, ports, TLS and limits.
 *
 * @param host the address or name to listen on; beyond loopback only with tokens
 * @param port the port to listen on; 0 takes any free one
 * @param managementPort the port for health and metrics, where they have one of their own
 * @param uploadLimit the largest body that is taken, in bytes
 * @param requestsPerMinute how many requests of one caller are answered in a minute, once there are
 *     tokens
 * @param tls the certificate to show, or null for plain HTTP
 * @param limits what one client may use up
 * @param publicUrl the address at which readers of mail reach the pages, without a slash at its
 *     end, or null where they do not
 */
public record HttpSettings(
    String host,
    int port,
    @Nullable Integer managementPort,
    long uploadLimit,
    int requestsPerMinute,
    @Nullable Tls tls,
    HttpLimits limits,
    @Nullable String publicUrl) {

  /** Usual number of requests of one client in a minute. */
  public static final int REQUESTS_PER_MINUTE = 6_000;

  /** Settings with the usual number of requests a minute. */
  public HttpSettings(
      String host,
      int port,
      @Nullable Integer managementPort,
      long uploadLimit,
      @Nullable Tls tls) {
    this(host, port, managementPort, uploadLimit, REQUESTS_PER_MINUTE, tls);
  }

  /** Settings with the usual limits. */
  public HttpSettings(
      String host,
      int port,
      @Nullable Integer managementPort,
      long uploadLimit,
      int requestsPerMinute,
      @Nullable Tls tls) {
    this(host, port, managementPort, uploadLimit, requestsPerMinute, tls, HttpLimits.USUAL, null);
  }

  /** PEM files: the certificate with its chain, and its private key. */
  public record Tls(Path certificate, Path key) {}

  /** These settings with another port. */
  public HttpSettings withPort(int other) {
    return new HttpSettings(
        host, other, managementPort, uploadLimit, requestsPerMinute, tls, limits, publicUrl);
  }
}

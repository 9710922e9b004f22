package nestor.app.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.access.Caller;
import nestor.access.Gate;
import nestor.configuration.HttpSettings;
import nestor.http.Problem;
import nestor.http.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Decides who gets in, before a byte of a body is read and before any route is asked: the Host that
 * was called, the site that a browser comes from, the token, and the organisation in the path.
 */
public final class FrontDoor {
  /** All that is passed on of what a client says in headers. */
  private static final List<String> HEADERS =
      List.of("accept", "content-type", "content-disposition", "if-none-match");

  private static final Set<String> OPEN =
      Set.of("/health/live", "/health/ready", "/openapi.json", "/schema.json");
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Pattern OF_ORGANISATION = Pattern.compile("/organisations/([^/]+)(/.*)?");
  private static final Pattern PORT = Pattern.compile(":[0-9]*$");

  private final Gate gate;
  private final String host;
  private final boolean loopback;

  public FrontDoor(Gate gate, HttpSettings settings) {
    this.gate = gate;
    this.host = settings.host();
    this.loopback = isLoopback(settings.host());
  }

  /** Whether only this machine can reach an address or name. */
  public static boolean isLoopback(String host) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * The request, let in.
   *
   * @throws Refusal if it is not
   */
  Visit let(RoutingContext context, boolean management) {
    HttpServerRequest request = context.request();
    checkHost(request);
    checkSite(request);
    String path;
    Map<String, String> query = new TreeMap<>();
    try {
      path = context.normalizedPath();
      context.queryParams().forEach(entry -> query.putIfAbsent(entry.getKey(), entry.getValue()));
    } catch (IllegalArgumentException | io.vertx.ext.web.handler.HttpException e) {
      throw Problem.of(
              400, "Unusable request", "its address cannot be decoded; write % as %25 in it")
          .refusal();
    }
    Caller caller = management ? null : caller(request, path);
    Map<String, String> headers = new TreeMap<>();
    for (String name : HEADERS) {
      String value = request.getHeader(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    return new Visit(
        request.method().name(), path, caller, headers, query, context::pathParams, management);
  }

  /** A page of another site that was led here by a name of its own must not read the answers. */
  private void checkHost(HttpServerRequest request) {
    List<String> given = request.headers().getAll("host");
    if (given.size() > 1) {
      throw Problem.of(400, "Unusable request", "it has several Host headers; send one").refusal();
    }
    if (!loopback || given.isEmpty()) {
      return;
    }
    String called = PORT.matcher(given.get(0).strip().toLowerCase(Locale.ROOT)).replaceFirst("");
    if (!LOCAL_NAMES.contains(called) && !called.equals(host.toLowerCase(Locale.ROOT))) {
      throw Problem.of(
              421,
              "Not the host that was called",
              "this server answers to localhost and "
                  + host
                  + " only; call it so, or set http.host to the name that others shall call")
          .refusal();
    }
  }

  /** A browser that is on another site must not change anything here on its user's behalf. */
  private static void checkSite(HttpServerRequest request) {
    if (SAFE.contains(request.method().name())) {
      return;
    }
    String site = request.getHeader("sec-fetch-site");
    String origin = request.getHeader("origin");
    boolean elsewhere =
        (site != null && !site.equals("same-origin") && !site.equals("none"))
            || (origin != null && !authority(origin).equalsIgnoreCase(request.getHeader("host")));
    if (elsewhere) {
      throw Problem.of(
              403,
              "Sent from another site",
              "a browser sent this on behalf of "
                  + (origin == null ? "another site" : "the page of another origin")
                  + "; open Nestor itself and send it from there")
          .refusal();
    }
  }

  private static String authority(String origin) {
    try {
      String authority = new URI(origin).getRawAuthority();
      return authority == null ? "" : authority;
    } catch (URISyntaxException e) {
      return "";
    }
  }

  private @Nullable Caller caller(HttpServerRequest request, String path) {
    Optional<String> secret = secret(request.getHeader("authorization"));
    Optional<Caller> known = secret.flatMap(gate::admit);
    if (known.isEmpty()) {
      if (secret.isEmpty() && !gate.asksForTokens() && loopback) {
        return Caller.CONSULTANT;
      }
      if (OPEN.contains(path)) {
        return null;
      }
      throw unknown(secret.isPresent());
    }
    Caller caller = known.get();
    Matcher organisation = OF_ORGANISATION.matcher(path);
    if (organisation.matches() && !caller.maySee(organisation.group(1))) {
      throw notYours();
    }
    return caller;
  }

  static Refusal notYours() {
    return Problem.of(
            403,
            "Not yours to see",
            "this token is of one organisation; ask for that one, or use the consultant's token")
        .refusal();
  }

  private static Refusal unknown(boolean presented) {
    return Problem.of(
            401,
            presented ? "The token is not known" : "A token is needed",
            (presented ? "it may have been revoked; " : "")
                + "send Authorization: Bearer and a token that nestor token new has made")
        .with("WWW-Authenticate", "Bearer realm=\"Nestor\"")
        .refusal();
  }

  /** The token itself; a browser or curl -u sends it as the password of any user. */
  private static Optional<String> secret(@Nullable String authorization) {
    if (authorization == null) {
      return Optional.empty();
    }
    String[] parts = authorization.strip().split("\\s+", 2);
    String given = parts.length < 2 ? "" : parts[1].strip();
    if (parts[0].equalsIgnoreCase("Basic")) {
      try {
        String both = new String(Base64.getDecoder().decode(given), StandardCharsets.UTF_8);
        return Optional.of(both.substring(both.indexOf(':') + 1));
      } catch (IllegalArgumentException e) {
        return Optional.of("");
      }
    }
    return Optional.of(given);
  }
}

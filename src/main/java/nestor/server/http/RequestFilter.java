package nestor.server.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.configuration.HttpSettings;
import nestor.server.auth.Principal;
import nestor.server.auth.RateLimit;
import nestor.server.auth.Sessions;
import nestor.server.auth.TokenAuthenticator;
import org.jspecify.annotations.Nullable;

/**
 * HTTP filter that authenticates requests and checks host, origin, rate and the organisation in the
 * path. It runs before a byte of a body is read and before any route.
 */
public final class RequestFilter {
  /** The only headers of a client that are passed on. */
  private static final List<String> HEADERS =
      List.of("accept", "content-type", "content-disposition", "if-none-match");

  private static final Set<String> OPEN =
      Set.of(
          "/health/live",
          "/health/ready",
          "/openapi.json",
          "/schema.json",
          "/log-in",
          "/pages.css",
          "/pages.js",
          "/icon.svg");

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Pattern OF_ORGANISATION = Pattern.compile("/organisations/([^/]+)(/.*)?");
  private static final Pattern PORT = Pattern.compile(":[0-9]*$");

  /** Wrong tokens from one address, at once and a minute; right ones are let in all the same. */
  private static final int WRONG_TOKENS = 10;

  /** Log-ins of browsers at one address, right or wrong, at once and a minute. */
  private static final int LOG_INS = 30;

  private final TokenAuthenticator authenticator;
  private final Sessions sessions;
  private final String cookie;
  private final RateLimit wrongTokens = new RateLimit(WRONG_TOKENS, WRONG_TOKENS, System::nanoTime);
  private final RateLimit logIns = new RateLimit(LOG_INS, LOG_INS, System::nanoTime);
  private final RateLimit requests;
  private final String host;
  private final boolean loopback;

  /**
   * Standing of a browser with the filter.
   *
   * @param session the one that it has logged in to, or null
   * @param formToken what the forms of pages carry for it
   * @param lasts whether it would be let in still
   */
  record Standing(Sessions.@Nullable Session session, String formToken, BooleanSupplier lasts) {}

  /** A filter that asks for tokens where the authenticator does. */
  public RequestFilter(TokenAuthenticator authenticator, Sessions sessions, HttpSettings settings) {
    this.authenticator = authenticator;
    this.sessions = sessions;
    this.cookie = cookieName(settings.tls() != null);
    // A page asks for several things at once, and so does who catches up.
    this.requests =
        new RateLimit(
            Math.max(20, settings.requestsPerMinute() / 3),
            settings.requestsPerMinute(),
            System::nanoTime);
    this.host = settings.host();
    this.loopback = isLoopback(settings.host());
  }

  /** The name of the cookie that holds a session; over TLS browsers bind it to this host. */
  static String cookieName(boolean secure) {
    return secure ? "__Host-nestor" : "nestor";
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
   * @throws ProblemException if it is not
   */
  RequestContext admit(RoutingContext context, boolean management) {
    HttpServerRequest request = context.request();
    checkHost(request);
    checkSite(request);
    String path;
    Map<String, String> query = new TreeMap<>();
    try {
      path = context.normalizedPath();
      context.queryParams().forEach(entry -> query.putIfAbsent(entry.getKey(), entry.getValue()));
    } catch (IllegalArgumentException | HttpException e) {
      throw Problem.of(
              400, "Unusable request", "its address cannot be decoded; write % as %25 in it")
          .refusal();
    }
    Optional<Sessions.Session> session = management ? Optional.empty() : session(request, path);
    Principal principal = management ? null : caller(request, path, session);
    String who = principal + " from " + address(request);
    if (path.equals("/log-in") && !SAFE.contains(request.method().name())) {
      hold(logIns, address(request), "log-ins");
    }
    if (!management && authenticator.requiresTokens()) {
      hold(requests, who, "requests");
    }
    Map<String, String> headers = new TreeMap<>();
    for (String name : HEADERS) {
      String value = request.getHeader(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    return new RequestContext(
        new RequestContext.Head(request.method().name(), path, request.uri(), headers, query),
        principal,
        who,
        management ? null : standing(request, path, session),
        context::pathParams,
        management);
  }

  private Standing standing(
      HttpServerRequest request, String path, Optional<Sessions.Session> session) {
    return new Standing(
        session.orElse(null),
        session.map(Sessions.Session::formToken).orElse(sessions.strangersToken()),
        () -> {
          try {
            return caller(request, path, session(request, path)) != null;
          } catch (ProblemException refusal) {
            return false;
          }
        });
  }

  /** A stranger who was turned away, as far as a page may tell why. */
  RequestContext turnedAway(HttpServerRequest request) {
    String accept = request.getHeader("accept");
    return new RequestContext(
        new RequestContext.Head(
            request.method().name(),
            String.valueOf(request.path()),
            SAFE.contains(request.method().name()) ? request.uri() : "/",
            accept == null ? Map.of() : Map.of("accept", accept),
            Map.of()),
        null,
        address(request),
        new Standing(null, sessions.strangersToken(), () -> false),
        Map::of,
        false);
  }

  /**
   * The session of a browser. Cookies go with whatever it sends, so that changes count only where
   * the token in a form is asked for, too.
   */
  private Optional<Sessions.Session> session(HttpServerRequest request, String path) {
    if (!SAFE.contains(request.method().name()) && !EndpointTable.takesForms(path)) {
      return Optional.empty();
    }
    Cookie held = request.getCookie(cookie);
    return held == null ? Optional.empty() : sessions.find(held.getValue());
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

  private @Nullable Principal caller(
      HttpServerRequest request, String path, Optional<Sessions.Session> session) {
    Optional<String> secret = secret(request.getHeader("authorization"));
    Optional<Principal> known =
        secret.isPresent()
            ? secret.flatMap(authenticator::admit)
            : session.map(Sessions.Session::caller);
    if (known.isEmpty()) {
      if (secret.isEmpty() && !authenticator.requiresTokens() && loopback) {
        return Principal.CONSULTANT;
      }
      if (OPEN.contains(path)) {
        return null;
      }
      if (secret.isPresent()) {
        hold(wrongTokens, address(request), "wrong tokens");
      }
      throw unknown(secret.isPresent());
    }
    Principal principal = known.get();
    Matcher organisation = OF_ORGANISATION.matcher(path);
    if (organisation.matches() && !principal.maySee(organisation.group(1))) {
      throw notYours();
    }
    return principal;
  }

  /** Puts off who did something too often. */
  private static void hold(RateLimit limit, String who, String what) {
    long seconds = limit.take(who);
    if (seconds > 0) {
      throw Problem.of(
              429,
              "Too often",
              "too many " + what + " came from here; wait for " + seconds + " s and go on slower")
          .with("Retry-After", Long.toString(seconds))
          .refusal();
    }
  }

  /**
   * Returns the client's address; of IPv6 the network, since one client has all of its addresses.
   */
  private static String address(HttpServerRequest request) {
    String address = request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    if (address == null || address.indexOf(':') < 0) {
      return String.valueOf(address);
    }
    try {
      // Numeric, so that nobody is asked for it.
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return bytes.length == 16 ? HexFormat.of().formatHex(bytes, 0, 8) : address;
    } catch (UnknownHostException e) {
      return address;
    }
  }

  static ProblemException notYours() {
    return Problem.of(
            403,
            "Not yours to see",
            "this token is of one organisation; ask for that one, or use the consultant's token")
        .refusal();
  }

  private static ProblemException unknown(boolean presented) {
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

package nestor.server.auth;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Browser sessions, held in memory; a restart logs everybody out. A session ends with its time, or
 * when its token is revoked. Safe for use by several threads.
 */
public final class Sessions {
  /** Life of a session. */
  public static final Duration LIFE = Duration.ofHours(12);

  private static final int MOST = 10_000;
  private static final SecureRandom CHANCE = new SecureRandom();

  private final TokenAuthenticator authenticator;
  private final Clock clock;
  private final String strangersToken = random();
  private final Map<String, Open> open = new ConcurrentHashMap<>();

  /**
   * A browser that was let in.
   *
   * @param cookie what the browser keeps
   * @param formToken what its forms carry, so that no other site can send them
   */
  public record Session(String cookie, String formToken, Principal caller) {}

  private record Open(String tokenSha256, String formToken, Instant until) {}

  /** Creates sessions for the callers that the authenticator accepts. */
  public Sessions(TokenAuthenticator authenticator, Clock clock) {
    this.authenticator = authenticator;
    this.clock = clock;
  }

  /** Lets in who has the secret of a token. */
  public Optional<Session> logIn(String secret) {
    String sha256 = TokenRepository.sha256(secret);
    Optional<Principal> caller = authenticator.admitHashed(sha256);
    if (caller.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    open.values().removeIf(session -> !session.until().isAfter(now));
    if (open.size() >= MOST) {
      return Optional.empty();
    }
    Open session = new Open(sha256, random(), now.plus(LIFE));
    String cookie = random();
    open.put(cookie, session);
    return Optional.of(new Session(cookie, session.formToken(), caller.get()));
  }

  /** The session of a cookie, while it lasts. */
  public Optional<Session> find(@Nullable String cookie) {
    Open session = cookie == null ? null : open.get(cookie);
    if (cookie == null || session == null || !session.until().isAfter(clock.instant())) {
      return Optional.empty();
    }
    return authenticator
        .admitHashed(session.tokenSha256())
        .map(principal -> new Session(cookie, session.formToken(), principal));
  }

  /** Ends the session of a cookie. */
  public void logOut(String cookie) {
    open.remove(cookie);
  }

  /** Returns the token of forms for readers without a session. */
  public String strangersToken() {
    return strangersToken;
  }

  private static String random() {
    byte[] bytes = new byte[32];
    CHANCE.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

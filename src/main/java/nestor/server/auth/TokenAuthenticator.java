package nestor.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import nestor.store.Database;
import nestor.store.Transaction;

/**
 * Authenticator of bearer tokens against an in-memory snapshot; it never waits for the store. Safe
 * for use by several threads.
 *
 * <p>Until a token is created for the first time, no request needs one. From then on every request
 * does, also after all are revoked: revoking the last one must not open the server.
 */
public final class TokenAuthenticator {
  private final TokenRepository tokens = new TokenRepository();
  private final Database database;
  private volatile Known known = new Known(false, List.of());

  private record Known(boolean everMade, List<TokenRepository.Hashed> counting) {}

  /** A gate that knows the tokens of that store as they are now. */
  public TokenAuthenticator(Database database) {
    this.database = database;
    refresh();
  }

  /** Learns of tokens that were made or revoked since. */
  public void refresh() {
    known = database.read(this::snapshot);
  }

  private Known snapshot(Transaction tx) {
    return new Known(!tokens.all(tx).isEmpty(), tokens.counting(tx));
  }

  /** Whether a token is asked for. */
  public boolean requiresTokens() {
    return known.everMade();
  }

  /** The caller that the secret stands for; the same time whichever token it is like. */
  public Optional<Principal> admit(String secret) {
    return admitHashed(TokenRepository.sha256(secret));
  }

  /** The caller that stands behind the SHA-256 of a secret, as long as its token counts. */
  Optional<Principal> admitHashed(String sha256) {
    byte[] presented = sha256.getBytes(StandardCharsets.UTF_8);
    Principal principal = null;
    for (TokenRepository.Hashed token : known.counting()) {
      if (MessageDigest.isEqual(presented, token.sha256().getBytes(StandardCharsets.UTF_8))) {
        principal = new Principal(token.organisation());
      }
    }
    return Optional.ofNullable(principal);
  }
}

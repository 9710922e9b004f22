package nestor.server.auth;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import nestor.diagnostics.Sha256;
import nestor.store.Row;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Repository of tokens. A secret has 256 random bits, so that a plain SHA-256 protects it: there is
 * nothing to guess, and nothing to slow down.
 */
public final class TokenRepository {
  private static final String PREFIX = "nestor_";
  private static final int BYTES = 32;
  private static final SecureRandom CHANCE = new SecureRandom();
  private static final String SELECT =
      "select id, organisation, name, created_at, revoked_at from tokens ";

  /**
   * A token that was just made.
   *
   * @param secret what its bearer presents; it cannot be had again
   */
  public record Made(Token token, String secret) {}

  /** Hash of a token, and the organisation for which it stands; null for the consultant. */
  record Hashed(String sha256, @Nullable String organisation) {}

  /**
   * Makes a token.
   *
   * @param organisation the only organisation that it opens, or null for the consultant
   */
  public Made make(Transaction tx, @Nullable String organisation, String name, Instant now) {
    byte[] random = new byte[BYTES];
    CHANCE.nextBytes(random);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    byte[] short8 = new byte[4];
    CHANCE.nextBytes(short8);
    Token token = new Token(HexFormat.of().formatHex(short8), organisation, name, now, null);
    tx.update(
        "insert into tokens (id, sha256, organisation, name, created_at) values (?, ?, ?, ?, ?)",
        token.id(),
        sha256(secret),
        organisation,
        name,
        now);
    return new Made(token, secret);
  }

  /** All tokens that were ever made, in that order. */
  public List<Token> all(Transaction tx) {
    return tx.query(SELECT + "order by made", TokenRepository::token);
  }

  /** Takes a token back; false where there is none of that id that still counts. */
  public boolean revoke(Transaction tx, String id, Instant now) {
    return tx.update(
            "update tokens set revoked_at = ? where id = ? and revoked_at is null", now, id)
        == 1;
  }

  List<Hashed> counting(Transaction tx) {
    return tx.query(
        "select sha256, organisation from tokens where revoked_at is null order by made",
        row -> new Hashed(row.text("sha256"), row.textOrNull("organisation")));
  }

  static String sha256(String secret) {
    return Sha256.of(secret);
  }

  private static Token token(Row row) {
    return new Token(
        row.text("id"),
        row.textOrNull("organisation"),
        row.text("name"),
        row.instant("created_at"),
        row.instantOrNull("revoked_at"));
  }
}

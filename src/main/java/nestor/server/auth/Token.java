package nestor.server.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Access token as it is stored, without its secret. The secret is shown once, when the token is
 * made, and kept nowhere.
 *
 * @param organisation the only organisation that it opens, or null for the consultant, who sees all
 * @param name what it is for, in its maker's words
 * @param revokedAt when it was taken back, or null
 */
public record Token(
    String id,
    @Nullable String organisation,
    String name,
    Instant createdAt,
    @Nullable Instant revokedAt) {}

package nestor.server.auth;

import org.jspecify.annotations.Nullable;

/**
 * Identity on whose behalf a request is made: the consultant, or one organisation. What it may read
 * and do is decided by the endpoints.
 *
 * @param organisation the only organisation that the caller may see, or null for the consultant
 */
public record Principal(@Nullable String organisation) {
  /** Sees every organisation. */
  public static final Principal CONSULTANT = new Principal(null);

  /** Whether the caller sees every organisation. */
  public boolean isConsultant() {
    return organisation == null;
  }

  /** Whether the caller may see that organisation. */
  public boolean maySee(@Nullable String other) {
    return organisation == null || organisation.equals(other);
  }
}

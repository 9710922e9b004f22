package nestor.store;

import java.sql.SQLException;

/**
 * Failure of the store, such as a full disk or a damaged file. {@code refused()} is true where the
 * content itself cannot be stored, so that trying again is useless.
 */
public final class StoreException extends RuntimeException {
  private final boolean refused;

  StoreException(String message) {
    super(message);
    this.refused = false;
  }

  StoreException(String message, Exception cause) {
    super(message, cause);
    this.refused =
        cause instanceof SQLException sql
            && sql.getSQLState() != null
            && (sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23"));
  }

  /**
   * Whether the values themselves were refused, so that trying again would be refused again; false
   * where the store may well take them later.
   */
  public boolean refused() {
    return refused;
  }
}

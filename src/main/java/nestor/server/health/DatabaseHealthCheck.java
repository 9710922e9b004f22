package nestor.server.health;

import java.util.Optional;
import nestor.store.Database;
import nestor.store.StoreException;

/**
 * Health check of the store: whether it answers. It reads from the disk, so it belongs in a {@link
 * PeriodicHealthCheck}.
 */
public final class DatabaseHealthCheck implements HealthChecks.Condition {
  private final Database database;

  public DatabaseHealthCheck(Database database) {
    this.database = database;
  }

  @Override
  public Optional<String> trouble() {
    try {
      database.check();
      return Optional.empty();
    } catch (StoreException e) {
      return Optional.of(e.getMessage() + "; free or mend the disk, and it goes on by itself");
    }
  }
}

package nestor.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.api.ErrorCode;

/**
 * Connections to the H2 file of one home, with its schema up to date. {@link Database} adds
 * locking, transactions and what is forced to disk; nothing else uses this.
 *
 * @param pool connections for transactions
 * @param keeper a connection outside the pool, which would not understand that its connection shut
 *     the database down
 */
record EmbeddedDatabase(HikariDataSource pool, Connection keeper) {
  static final String CLOSE = "shutdown";

  /**
   * Opens the database in the folder, makes it if there is none, and brings its schema up to date.
   *
   * @throws HomeInUseException if another process has the file open
   * @throws StoreException if it cannot be opened; it is then as it was
   */
  static EmbeddedDatabase open(Path folder) {
    HikariDataSource pool = null;
    try {
      DatabaseCreation.clear(folder);
      boolean isNew = !DatabaseFile.holds(folder);
      if (isNew) {
        DatabaseCreation.make(folder, EmbeddedDatabase::fill);
      }
      pool = new HikariDataSource(settings(folder));
      if (!isNew) {
        migrate(Flyway.configure().dataSource(pool));
      }
      return new EmbeddedDatabase(pool, connection(pool));
    } catch (RuntimeException | IOException | SQLException e) {
      if (pool != null) {
        pool.close();
      }
      throw explained(folder, e);
    }
  }

  /** Closes the connections to a database that H2 has closed. */
  void giveUp() {
    try {
      keeper.close();
    } catch (SQLException e) {
      // It was closed already, with the database.
    }
    pool.close();
  }

  /** Makes a database that holds nothing yet. */
  private static void fill(Path folder) {
    HikariConfig settings = settings(folder);
    try (Connection keeper = connection(settings);
        Statement statement = keeper.createStatement()) {
      flyway(
              Flyway.configure()
                  .dataSource(
                      settings.getJdbcUrl(), settings.getUsername(), settings.getPassword()))
          .migrate();
      statement.execute(CLOSE);
    } catch (SQLException e) {
      throw new StoreException("it cannot be made: " + e.getMessage(), e);
    }
  }

  private static Connection connection(HikariConfig settings) throws SQLException {
    return DriverManager.getConnection(
        settings.getJdbcUrl(), settings.getUsername(), settings.getPassword());
  }

  /** Flyway itself only warns of a schema that it does not know. */
  private static void migrate(FluentConfiguration database) {
    Flyway flyway = flyway(database);
    MigrationInfo current = flyway.info().current();
    if (current != null && !current.getState().isResolved()) {
      throw new StoreException(
          "its schema is version "
              + current.getVersion()
              + ", which a newer Nestor made; start that one, or restore a backup of this one's time"
              + " into another home");
    }
    flyway.migrate();
  }

  private static Flyway flyway(FluentConfiguration database) {
    return database.locations("classpath:nestor/store").load();
  }

  private static HikariConfig settings(Path folder) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("nestor");
    // The server closes the store itself, in order; H2's own hook would close it under its feet.
    config.setJdbcUrl(
        "jdbc:h2:file:"
            + folder.toAbsolutePath().resolve("nestor")
            // H2 tidies the file three times within this delay, and writes by itself only after it.
            + ";WRITE_DELAY=60000;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0");
    config.setUsername("nestor");
    config.setPassword("");
    config.setAutoCommit(false);
    config.setMaximumPoolSize(8);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(10_000);
    return config;
  }

  private static RuntimeException explained(Path folder, Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
        return HomeLock.inUse(folder, "");
      }
    }
    String what =
        failure instanceof FlywayException
            ? "its schema cannot be brought up to date ("
                + String.valueOf(failure.getMessage()).lines().findFirst().orElse("")
                + "); it was made by another version of Nestor, or one died while it made it: start"
                + " that version, or restore a backup into another home"
            : String.valueOf(failure.getMessage());
    return new StoreException("cannot open the store in " + folder + ": " + what, failure);
  }
}

package nestor.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Transaction on the database: all statements take effect, or none. Values may be texts, whole
 * numbers, {@code Instant}s, {@code LocalDate}s or null. It is valid only within the function it
 * was passed to.
 */
public final class Transaction {
  private final Connection connection;

  Transaction(Connection connection) {
    this.connection = connection;
  }

  /**
   * Runs a statement that changes rows.
   *
   * @return how many rows it changed
   * @throws StoreException if it failed
   */
  public int update(String sql, @Nullable Object... values) {
    try (PreparedStatement statement = prepare(sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new StoreException("the store did not take a change: " + e.getMessage(), e);
    }
  }

  /**
   * Asks for rows.
   *
   * @throws StoreException if it failed
   */
  public <T> List<T> query(String sql, Function<Row, T> reader, @Nullable Object... values) {
    try (PreparedStatement statement = prepare(sql, values);
        ResultSet result = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      Row row = new Row(result);
      while (result.next()) {
        rows.add(reader.apply(row));
      }
      return rows;
    } catch (SQLException e) {
      throw new StoreException("the store did not answer: " + e.getMessage(), e);
    }
  }

  /**
   * Asks for the first row, if there is one.
   *
   * @throws StoreException if it failed
   */
  public <T> Optional<T> first(String sql, Function<Row, T> reader, @Nullable Object... values) {
    return query(sql, reader, values).stream().findFirst();
  }

  /** Returns the stored form of a value; {@link Row} has the way back. */
  private static @Nullable Object stored(@Nullable Object value) {
    if (value instanceof Instant moment) {
      return moment.atOffset(ZoneOffset.UTC);
    }
    return value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : value;
  }

  private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, stored(values[i]));
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }
}

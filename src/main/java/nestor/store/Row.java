package nestor.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Row of a query's result, read by column names. */
public final class Row {
  private final ResultSet result;

  Row(ResultSet result) {
    this.result = result;
  }

  /** A text that is never absent. */
  public String text(String column) {
    return present(column, textOrNull(column));
  }

  /** A text, or null. */
  public @Nullable String textOrNull(String column) {
    return read(column, ResultSet::getString);
  }

  /** A constant of an enum, stored by its name in lower case. */
  public <E extends Enum<E>> E constant(String column, Class<E> type) {
    return Enum.valueOf(type, text(column).toUpperCase(Locale.ROOT));
  }

  /** A whole number that is never absent. */
  public long number(String column) {
    Long value = read(column, ResultSet::getLong);
    return present(column, value);
  }

  /** A moment that is never absent. */
  public Instant instant(String column) {
    return present(column, instantOrNull(column));
  }

  /** A moment, or null. */
  public @Nullable Instant instantOrNull(String column) {
    OffsetDateTime value = read(column, (r, c) -> r.getObject(c, OffsetDateTime.class));
    return value == null ? null : value.toInstant();
  }

  /** A date that is never absent. */
  public LocalDate date(String column) {
    return present(column, dateOrNull(column));
  }

  /** A date, or null. */
  public @Nullable LocalDate dateOrNull(String column) {
    return read(column, (r, c) -> r.getObject(c, LocalDate.class));
  }

  private static <T> T present(String column, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("column " + column + " holds nothing");
    }
    return value;
  }

  private <T> @Nullable T read(String column, Getter<T> getter) {
    try {
      return getter.get(result, column);
    } catch (SQLException e) {
      throw new StoreException("cannot read column " + column + " of the store", e);
    }
  }

  private interface Getter<T> {
    @Nullable T get(ResultSet result, String column) throws SQLException;
  }
}

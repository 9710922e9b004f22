package nestor.evidence.text;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reading of a date as somebody wrote it, before its neighbours are asked; see {@link DateText}.
 */
public sealed interface WrittenDate {

  /** The order of the parts of a date in figures. */
  enum Order {
    DAY_FIRST,
    MONTH_FIRST,
    YEAR_FIRST
  }

  /**
   * A day beyond doubt.
   *
   * @param timed whether a time of day stands beside it
   * @param doubt what speaks against it, such as another weekday beside it, or null
   */
  record Day(LocalDate date, boolean timed, @Nullable String doubt) implements WrittenDate {}

  /**
   * A day in figures, whose order only the notation of its column may tell.
   *
   * @param separator what stands between the figures; dates with the same one are of one notation
   * @param readings the days that there are, by the order that gives them; at least one
   */
  record Figures(char separator, Map<Order, LocalDate> readings, boolean timed)
      implements WrittenDate {
    /** Keeps a copy of the readings. */
    public Figures {
      readings = new EnumMap<>(readings);
    }

    /** The different days that it can be. */
    public List<LocalDate> days() {
      return readings.values().stream().distinct().toList();
    }
  }

  /**
   * Something that is not one day for certain, though it is a statement about time.
   *
   * @param readings the days that it could stand for; may be empty
   * @param what what it is, to be said after the text itself
   */
  record Vague(List<LocalDate> readings, String what) implements WrittenDate {}

  /**
   * A text that is no date.
   *
   * @param what what is wrong, to be said after the text itself
   */
  record NoDate(String what, String cure) implements WrittenDate {}
}

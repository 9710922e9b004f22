package nestor.evidence;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nestor.evidence.text.DateText;
import nestor.evidence.text.WrittenDate;
import org.jspecify.annotations.Nullable;

/**
 * Order in which the dates of one column are written, as those show that can be read in one way
 * only. Dates of one notation, such as 21/11/2026, decide for each other.
 */
final class DateColumn {
  private static final String CURE = "write YYYY-MM-DD";
  private static final String AS_DATE = "date";
  private static final String AS_DAY = "day";

  private final FieldValueReader values;
  private final ColumnNotes notes;
  private final Map<Character, Notation> notations = new HashMap<>();

  private static final class Notation {
    private final Set<WrittenDate.Order> orders = EnumSet.allOf(WrittenDate.Order.class);
    private @Nullable String example;

    void add(WrittenDate.Figures date, String text) {
      orders.retainAll(date.readings().keySet());
      if (example == null && date.readings().size() == 1) {
        example = text;
      }
    }

    /** The day that the others of the notation make of it; null where they leave it open. */
    @Nullable LocalDate decided(WrittenDate.Figures date) {
      Set<LocalDate> days =
          orders.stream()
              .filter(date.readings()::containsKey)
              .map(order -> date.readings().get(order))
              .collect(Collectors.toSet());
      return days.size() == 1 ? days.iterator().next() : null;
    }
  }

  DateColumn(FieldValueReader values, ColumnNotes notes) {
    this.values = values;
    this.notes = notes;
  }

  /** Takes a date of the column for evidence. */
  void add(WrittenDate date, String text) {
    if (date instanceof WrittenDate.Figures figures) {
      notations.computeIfAbsent(figures.separator(), s -> new Notation()).add(figures, text);
    }
  }

  /** The value of a date, after all of the column were added. */
  Value value(WrittenDate date, Location location, String text) {
    if (date instanceof WrittenDate.Day day) {
      if (day.doubt() != null) {
        notes
            .context()
            .warn(location, MessageText.quoted(text) + " " + day.doubt(), "check the date");
      }
      return taken(day.date(), day.timed(), location, text, "");
    }
    if (date instanceof WrittenDate.Figures figures) {
      return figures(figures, location, text);
    }
    if (date instanceof WrittenDate.Vague vague) {
      notes.ask(location, MessageText.quoted(text) + " " + vague.what(), CURE);
      return unclear(text, vague.readings());
    }
    WrittenDate.NoDate none = (WrittenDate.NoDate) date;
    return values.fault(location, MessageText.quoted(text) + " " + none.what(), none.cure());
  }

  private Value figures(WrittenDate.Figures date, Location location, String text) {
    List<LocalDate> days = date.days();
    if (days.size() == 1) {
      return taken(days.get(0), date.timed(), location, text, "");
    }
    Notation notation = notations.get(date.separator());
    LocalDate day = notation == null ? null : notation.decided(date);
    if (notation != null && day != null) {
      return taken(
          day,
          date.timed(),
          location,
          text,
          notation.example == null ? "" : ", as " + MessageText.quoted(notation.example) + " is");
    }
    notes.ask(
        location,
        MessageText.quoted(text)
            + " is "
            + days.stream().map(LocalDate::toString).collect(Collectors.joining(" or ")),
        CURE);
    return unclear(text, days);
  }

  private Value taken(LocalDate day, boolean timed, Location location, String text, String why) {
    if (timed) {
      notes.readAs(AS_DAY, location, text, day + ", the day without its time" + why);
    } else if (!day.equals(DateText.day(text))) {
      notes.readAs(AS_DATE + why, location, text, day + why);
    }
    return Value.of(day);
  }

  private static Value unclear(String text, List<LocalDate> readings) {
    return Value.of(
        new Unclear(text, readings.stream().map(LocalDate::toString).toList(), List.of()));
  }
}

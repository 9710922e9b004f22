package nestor.reasoning;

import java.time.LocalDate;

/** Somebody's decision to live with a recommendation until a date, that date included. */
public record Waiver(String rule, String by, String why, LocalDate until) {

  /** Whether it still counts on that day. */
  boolean counts(LocalDate on) {
    return !on.isAfter(until);
  }
}

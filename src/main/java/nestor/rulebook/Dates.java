package nestor.rulebook;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * Parser of ISO dates (YYYY-MM-DD) in rulebooks, options and requests, within the years that
 * somebody could mean: no age in days runs out of the calendar within them. For dates in documents,
 * in the forms that people write, use {@code DateText}.
 */
public final class Dates {
  private static final int EARLIEST_YEAR = 1900;
  private static final int LATEST_YEAR = 2200;
  private static final Pattern WRITTEN = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private Dates() {}

  /** A text that is no such date. */
  public static final class NoDateException extends DateTimeException {
    private static final long serialVersionUID = 1;

    private final String cure;

    private NoDateException(String what, String cure) {
      super(what);
      this.cure = cure;
    }

    /** Fault, to be put after the text itself. */
    public String what() {
      return String.valueOf(getMessage());
    }

    /** Cure of the fault. */
    public String cure() {
      return cure;
    }
  }

  /**
   * Reads a date.
   *
   * @throws NoDateException if the text is none, or of a year that nobody means
   */
  public static LocalDate read(String text) {
    LocalDate date;
    try {
      date = WRITTEN.matcher(text).matches() ? LocalDate.parse(text) : null;
    } catch (DateTimeException e) {
      date = null;
    }
    if (date == null) {
      throw new NoDateException("is not a date", "write YYYY-MM-DD");
    }
    if (!isLikely(date)) {
      throw new NoDateException(
          "is out of any likely time", "write a year from " + EARLIEST_YEAR + " to " + LATEST_YEAR);
    }
    return date;
  }

  /** Whether a date is of a year in which somebody could mean something. */
  public static boolean isLikely(LocalDate date) {
    return date.getYear() >= EARLIEST_YEAR && date.getYear() <= LATEST_YEAR;
  }
}

package nestor.evidence.text;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Set;
import nestor.evidence.text.DateTokens.Token;
import nestor.rulebook.Dates;

/**
 * Stretch of time that stands where a day is due: a month, quarter, half, week or year. It is read
 * as the question for its first or its last day.
 */
public final class DatePeriod {
  private static final Set<String> QUARTERS =
      Set.of("q", "t", "quarter", "quartal", "trimestre", "kwartaal");
  private static final Set<String> HALVES = Set.of("h", "hj", "semester", "halbjahr");
  private static final Set<String> WEEKS =
      Set.of("w", "kw", "wk", "cw", "week", "woche", "semaine");

  private DatePeriod() {}

  static WrittenDate year(int year) {
    return year < 1 ? DateText.noDate() : months(year, 1, 12, "is a year and no day");
  }

  static WrittenDate month(int year, int month) {
    if (year < 1 || month < 1 || month > 12) {
      return DateText.noDate();
    }
    YearMonth whole = YearMonth.of(year, month);
    return span(whole.atDay(1), whole.atEndOfMonth(), "is a month and no day");
  }

  private static WrittenDate span(LocalDate first, LocalDate last, String what) {
    return Dates.isLikely(first)
        ? new WrittenDate.Vague(List.of(first, last), what)
        : DateText.unlikely();
  }

  /**
   * A quarter, half a year or a week, or a day of a week.
   *
   * @param parts what makes the text, signs included
   * @param numbers the numbers among them
   */
  static WrittenDate of(List<Token> parts, List<Token> numbers) {
    List<Token> words = parts.stream().filter(Token::isWord).toList();
    if (words.size() != 1 || numbers.size() < 2 || numbers.size() > 3) {
      return DateText.noDate();
    }
    String word = words.get(0).text();
    boolean yearFirst = numbers.get(0).digits() == 4;
    Token year = yearFirst ? numbers.get(0) : numbers.get(numbers.size() - 1);
    Token part = yearFirst ? numbers.get(1) : numbers.get(0);
    if ((year.digits() != 4 && year.digits() != 2) || part.digits() > 2) {
      return DateText.noDate();
    }
    int y = DateText.fullYear(year);
    if (numbers.size() == 2 && QUARTERS.contains(word)) {
      return months(y, part.number(), 3, "is a quarter and no day");
    }
    if (numbers.size() == 2 && HALVES.contains(word)) {
      return months(y, part.number(), 6, "is half a year and no day");
    }
    return WEEKS.contains(word) ? week(y, part.number(), numbers) : DateText.noDate();
  }

  private static WrittenDate months(int year, int part, int months, String what) {
    if (part < 1 || part * months > 12) {
      return DateText.noDate();
    }
    LocalDate first = LocalDate.of(year, (part - 1) * months + 1, 1);
    return span(first, first.plusMonths(months).minusDays(1), what);
  }

  private static WrittenDate week(int year, int week, List<Token> numbers) {
    LocalDate within = LocalDate.of(year, 1, 4);
    if (!IsoFields.WEEK_OF_WEEK_BASED_YEAR.rangeRefinedBy(within).isValidValue(week)) {
      return DateText.noDate();
    }
    LocalDate monday = within.with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week).with(DayOfWeek.MONDAY);
    if (numbers.size() == 2) {
      return span(monday, monday.plusDays(6), "is a week and no day");
    }
    int day = numbers.get(2).number();
    return day >= 1 && day <= 7 && numbers.get(0).digits() == 4
        ? DateText.checked(monday.plusDays(day - 1L), false)
        : DateText.noDate();
  }
}

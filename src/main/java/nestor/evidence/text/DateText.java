package nestor.evidence.text;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import nestor.evidence.text.DateTokens.Token;
import nestor.rulebook.Dates;
import org.jspecify.annotations.Nullable;

/**
 * Parser of dates as people write them in documents: figures in any order, names of months, times
 * of day beside them, the numbers by which spreadsheets count days. Dates in rules, options and
 * settings are read by {@link Dates}.
 */
public final class DateText {
  private static final int LONGEST = 80;
  private static final int LAST_YEAR_OF_THIS_CENTURY = 69;
  private static final LocalDate DAY_ZERO_OF_SHEETS = LocalDate.of(1899, 12, 30);
  private static final int FIRST_SHEET_DAY = 32_874; // 1990-01-01
  private static final int LAST_SHEET_DAY = 73_415; // 2100-12-31
  private static final String CURE = "write YYYY-MM-DD";

  private static final Set<String> FILLERS =
      Set.of(
          "of", "the", "de", "del", "den", "der", "le", "el", "du", "do", "st", "nd", "rd", "th",
          "er", "eme", "ste", "feira", "o", "a", "t", "年", "月", "日");
  private static final Set<String> ABOUT =
      Set.of("ca", "circa", "approx", "approximately", "about", "around", "etwa", "env", "environ");

  private static final List<String> BETWEEN_DAYS =
      List.of("\u2192", " - ", " \u2013 ", " to ", " bis ", " until ", " au ", " al ");

  private final String text;
  private final List<Token> parts = new ArrayList<>();
  private final List<DayOfWeek> weekdays = new ArrayList<>();
  private boolean about;

  private DateText(String text) {
    this.text = text;
  }

  /**
   * Reads a date in any form.
   *
   * @param text trimmed, not empty
   */
  public static WrittenDate read(String text) {
    LocalDate day = day(text);
    if (day != null) {
      return new WrittenDate.Day(day, false, null);
    }
    WrittenDate read = new DateText(text).read();
    WrittenDate period = read instanceof WrittenDate.NoDate ? fromTo(text) : null;
    return period == null ? read : period;
  }

  /** The first and the last day of a time, such as of a project; null where it is none. */
  private static @Nullable WrittenDate fromTo(String text) {
    for (String between : BETWEEN_DAYS) {
      int at = text.indexOf(between);
      if (at > 0 && text.length() <= LONGEST) {
        WrittenDate from = new DateText(text.substring(0, at).strip()).read();
        WrittenDate to = new DateText(text.substring(at + between.length()).strip()).read();
        if (from instanceof WrittenDate.Day first && to instanceof WrittenDate.Day last) {
          return new WrittenDate.Vague(List.of(first.date(), last.date()), "names two days");
        }
        if (from instanceof WrittenDate.Figures && to instanceof WrittenDate.Figures) {
          return new WrittenDate.Vague(List.of(), "names two days");
        }
      }
    }
    return null;
  }

  /** The day where it is written YYYY-MM-DD and can be meant; otherwise null. */
  public static @Nullable LocalDate day(String text) {
    if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return null;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    return year < 0 || month < 0 || day < 0 ? null : likely(date(year, month, day));
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int at = from; at < to; at++) {
      char c = text.charAt(at);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = 10 * number + c - '0';
    }
    return number;
  }

  private static @Nullable LocalDate likely(@Nullable LocalDate date) {
    return date != null && Dates.isLikely(date) ? date : null;
  }

  private static @Nullable LocalDate date(int year, int month, int day) {
    return year < 0
            || year > 9999
            || month < 1
            || month > 12
            || day < 1
            || day > Month.of(month).length(Year.isLeap(year))
        ? null
        : LocalDate.of(year, month, day);
  }

  private WrittenDate read() {
    DateTokens tokens = text.length() > LONGEST ? null : DateTokens.of(text);
    if (tokens == null) {
      return noDate();
    }
    Month month = takeParts(tokens.tokens());
    WrittenDate read = month != null ? named(month, tokens.isTimed()) : inFigures(tokens.isTimed());
    if (about && read instanceof WrittenDate.Figures figures) {
      return new WrittenDate.Vague(figures.days(), "is no certain day");
    }
    return read instanceof WrittenDate.Day d ? doubted(d) : read;
  }

  private WrittenDate doubted(WrittenDate.Day day) {
    if (about) {
      return new WrittenDate.Vague(List.of(day.date()), "is no certain day");
    }
    DayOfWeek weekday = day.date().getDayOfWeek();
    return weekdays.isEmpty() || weekdays.contains(weekday)
        ? day
        : new WrittenDate.Day(
            day.date(),
            day.timed(),
            "is a " + weekday.getDisplayName(TextStyle.FULL, Locale.ENGLISH));
  }

  static WrittenDate noDate() {
    return new WrittenDate.NoDate("is not a date", CURE);
  }

  /** Sorts the tokens into what makes the day and what stands beside it; returns a named month. */
  private @Nullable Month takeParts(List<Token> tokens) {
    long months = tokens.stream().filter(t -> t.isWord() && isMonth(t)).count();
    Month found = null;
    for (int at = 0; at < tokens.size(); at++) {
      Token token = tokens.get(at);
      if (!token.isWord()) {
        boolean sure =
            !(at == 0 && "~≈".contains(token.text()))
                && !(at == tokens.size() - 1 && token.kind() == '?');
        if (sure && !(token.kind() == '.' && at > 0 && tokens.get(at - 1).isWord())) {
          parts.add(token);
        } else if (!sure) {
          about = true;
        }
        continue;
      }
      DayOfWeek weekday = CalendarWords.weekday(token.text());
      if (weekday != null && (!isMonth(token) || months > 1)) {
        weekdays.add(weekday);
        months -= isMonth(token) ? 1 : 0;
      } else if (isMonth(token) && found == null) {
        found = CalendarWords.month(token.text());
        parts.add(new Token('m', token.text(), token.joined()));
      } else if (ABOUT.contains(token.text())) {
        about = true;
      } else if (!FILLERS.contains(token.text()) || isPeriod(tokens, at)) {
        parts.add(token);
      }
    }
    if (!weekdays.isEmpty()) {
      parts.removeIf(part -> ",()".contains(part.text()));
    }
    return found == null ? takeRoman() : found;
  }

  private static boolean isMonth(Token token) {
    return CalendarWords.month(token.text()) != null;
  }

  /** Whether the word is that of a quarter, such as T4. */
  private static boolean isPeriod(List<Token> tokens, int at) {
    return at + 1 < tokens.size()
        && tokens.get(at + 1).isNumber()
        && tokens.get(at + 1).digits() == 1
        && tokens.get(at + 1).joined();
  }

  private @Nullable Month takeRoman() {
    for (int at = 1; at < parts.size() - 1; at++) {
      Month month = parts.get(at).isWord() ? CalendarWords.roman(parts.get(at).text()) : null;
      if (month != null && parts.get(0).isNumber() && parts.get(parts.size() - 1).isNumber()) {
        parts.set(at, new Token('m', parts.get(at).text(), true));
        return month;
      }
    }
    return null;
  }

  /** The parts as one letter each, without the signs between names and numbers. */
  private String shape(boolean withSigns) {
    StringBuilder shape = new StringBuilder();
    for (Token part : parts) {
      char kind = part.kind();
      if (withSigns || kind == 'n' || kind == 'm' || kind == 'w' || "./-,'’()".indexOf(kind) < 0) {
        shape.append(kind);
      }
    }
    return shape.toString();
  }

  private List<Token> numbers() {
    return parts.stream().filter(Token::isNumber).toList();
  }

  private WrittenDate named(Month month, boolean timed) {
    List<Token> numbers = numbers();
    switch (shape(false)) {
      case "nmn", "nnm" -> {
        Token first = numbers.get(0);
        Token second = numbers.get(1);
        return first.digits() == 4
            ? day(first, month, second, timed)
            : shape(false).equals("nmn") ? day(second, month, first, timed) : noDate();
      }
      case "mnn" -> {
        return day(numbers.get(1), month, numbers.get(0), timed);
      }
      case "mn", "nm" -> {
        Token number = numbers.get(0);
        if (number.digits() == 4) {
          return DatePeriod.month(number.number(), month.getValue());
        }
        return number.digits() <= 2 ? withoutYear() : noDate();
      }
      default -> {
        return noDate();
      }
    }
  }

  private static WrittenDate withoutYear() {
    return new WrittenDate.Vague(List.of(), "names no full year");
  }

  private static WrittenDate day(Token year, Month month, Token day, boolean timed) {
    return (year.digits() != 4 && year.digits() != 2) || day.digits() > 2
        ? noDate()
        : checked(date(fullYear(year), month.getValue(), day.number()), timed);
  }

  static WrittenDate checked(@Nullable LocalDate date, boolean timed) {
    return date == null
        ? noDate()
        : Dates.isLikely(date) ? new WrittenDate.Day(date, timed, null) : unlikely();
  }

  /** Answer for a year that {@link Dates} calls unlikely. */
  static WrittenDate unlikely() {
    return new WrittenDate.NoDate("is out of any likely time", "write a year from 1900 to 2200");
  }

  static int fullYear(Token year) {
    int number = year.number();
    return year.digits() == 4
        ? number
        : number + (number <= LAST_YEAR_OF_THIS_CENTURY ? 2000 : 1900);
  }

  private WrittenDate inFigures(boolean timed) {
    List<Token> numbers = numbers();
    String shape = shape(true);
    switch (shape) {
      case "n-n-n", "n/n/n", "n.n.n", "n.n.n.", "nnn" -> {
        return threeFigures(shape.charAt(1), numbers, timed);
      }
      case "n" -> {
        return oneNumber(numbers.get(0), timed);
      }
      case "n.n" -> {
        return numbers.get(0).digits() == 5 && parts.get(1).joined() && parts.get(2).joined()
            ? oneNumber(numbers.get(0), true)
            : twoFigures(numbers);
      }
      case "n-n", "n/n", "n.n.", "n/n/" -> {
        return twoFigures(numbers);
      }
      default -> {
        return DatePeriod.of(parts, numbers);
      }
    }
  }

  private static WrittenDate threeFigures(char separator, List<Token> numbers, boolean timed) {
    Token a = numbers.get(0);
    Token b = numbers.get(1);
    Token c = numbers.get(2);
    if (b.digits() > 2 || (a.digits() == 4 ? c.digits() > 2 : a.digits() > 2)) {
      return noDate();
    }
    if (a.digits() == 4) {
      return checked(date(a.number(), b.number(), c.number()), timed);
    }
    if (c.digits() != 4 && c.digits() != 2) {
      return noDate();
    }
    Map<WrittenDate.Order, LocalDate> readings = new EnumMap<>(WrittenDate.Order.class);
    add(readings, WrittenDate.Order.DAY_FIRST, date(fullYear(c), b.number(), a.number()));
    // Nobody writes the month first where dots stand between, unless it cannot be otherwise.
    if (separator != '.' || readings.isEmpty()) {
      add(readings, WrittenDate.Order.MONTH_FIRST, date(fullYear(c), a.number(), b.number()));
    }
    if (separator == '-' && c.digits() == 2 && a.digits() == 2) {
      add(readings, WrittenDate.Order.YEAR_FIRST, date(fullYear(a), b.number(), c.number()));
    }
    if (readings.isEmpty()) {
      return noDate();
    }
    readings.values().removeIf(date -> !Dates.isLikely(date));
    return readings.isEmpty()
        ? unlikely()
        : new WrittenDate.Figures(separator == 'n' ? ' ' : separator, readings, timed);
  }

  private static void add(
      Map<WrittenDate.Order, LocalDate> readings,
      WrittenDate.Order order,
      @Nullable LocalDate date) {
    if (date != null) {
      readings.put(order, date);
    }
  }

  private static WrittenDate twoFigures(List<Token> numbers) {
    Token a = numbers.get(0);
    Token b = numbers.get(1);
    if (a.digits() == 4 && b.digits() <= 2) {
      return DatePeriod.month(a.number(), b.number());
    }
    if (b.digits() == 4 && a.digits() <= 2) {
      return DatePeriod.month(b.number(), a.number());
    }
    return a.digits() <= 2
            && b.digits() <= 2
            && (date(2000, a.number(), b.number()) != null
                || date(2000, b.number(), a.number()) != null)
        ? withoutYear()
        : noDate();
  }

  private static WrittenDate oneNumber(Token number, boolean timed) {
    switch (number.digits()) {
      case 8 -> {
        return checked(
            date(
                number(number.text(), 0, 4),
                number(number.text(), 4, 6),
                number(number.text(), 6, 8)),
            timed);
      }
      case 5 -> {
        return number.number() >= FIRST_SHEET_DAY && number.number() <= LAST_SHEET_DAY
            ? new WrittenDate.Day(DAY_ZERO_OF_SHEETS.plusDays(number.number()), timed, null)
            : noDate();
      }
      case 4 -> {
        return DatePeriod.year(number.number());
      }
      default -> {
        return noDate();
      }
    }
  }
}

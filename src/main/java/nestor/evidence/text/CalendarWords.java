package nestor.evidence.text;

import java.text.Normalizer;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of months and weekdays in the languages in which dates are read, short ones included. They
 * are the JDK's, so that no rulebook needs to list them.
 */
public final class CalendarWords {
  private static final List<String> LANGUAGES =
      List.of("en", "en-GB", "de", "de-AT", "fr", "es", "pt", "nl");
  private static final List<String> ROMAN =
      List.of("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii");
  private static final int SHORTEST = 3;
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern ENDS = Pattern.compile("[.\\-\\s].*");

  private static final Map<String, Month> MONTHS = new HashMap<>();
  private static final Map<String, DayOfWeek> WEEKDAYS = new HashMap<>();

  static {
    Map<String, Boolean> several = new HashMap<>();
    for (String language : LANGUAGES) {
      Locale locale = Locale.forLanguageTag(language);
      for (Month month : Month.values()) {
        addBeginnings(form(month.getDisplayName(TextStyle.FULL, locale)), month, several);
      }
      for (DayOfWeek day : DayOfWeek.values()) {
        WEEKDAYS.put(form(day.getDisplayName(TextStyle.FULL, locale)), day);
        WEEKDAYS.put(form(day.getDisplayName(TextStyle.SHORT, locale)), day);
      }
    }
    MONTHS.keySet().removeAll(several.keySet());
    // Those that are no beginning of the name, or are the beginning of another one's, too.
    for (String language : LANGUAGES) {
      Locale locale = Locale.forLanguageTag(language);
      for (Month month : Month.values()) {
        MONTHS.put(form(month.getDisplayName(TextStyle.FULL, locale)), month);
        MONTHS.put(form(month.getDisplayName(TextStyle.SHORT, locale)), month);
        MONTHS.put(form(month.getDisplayName(TextStyle.FULL, locale).replace("ä", "ae")), month);
      }
    }
    // As spreadsheets in German abbreviate it.
    MONTHS.put("mrz", Month.MARCH);
  }

  private CalendarWords() {}

  private static void addBeginnings(String name, Month month, Map<String, Boolean> several) {
    for (int end = SHORTEST; end <= name.length(); end++) {
      String beginning = name.substring(0, end);
      Month other = MONTHS.putIfAbsent(beginning, month);
      if (other != null && other != month) {
        several.put(beginning, true);
      }
    }
  }

  /** A word in the form in which it is looked up: small letters without accents. */
  static String form(String word) {
    String plain = Normalizer.normalize(word, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    return ENDS.matcher(MARKS.matcher(plain).replaceAll("")).replaceAll("");
  }

  /** Whether a word is the name of a month, or the beginning of one. */
  public static boolean isMonth(String word) {
    return month(form(word)) != null;
  }

  /** The month of that name or of that beginning of a name; null where there is none. */
  static @Nullable Month month(String form) {
    return MONTHS.get(form);
  }

  /** The month that a Roman number counts; null where the word is none. */
  static @Nullable Month roman(String form) {
    int index = ROMAN.indexOf(form);
    return index < 0 ? null : Month.of(index + 1);
  }

  /** The weekday of that name; null where there is none. */
  static @Nullable DayOfWeek weekday(String form) {
    return WEEKDAYS.get(form);
  }
}

package nestor.evidence.text;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Digits of a written number with the separators between them, such as 1.200,50 or 25'000. Whole
 * numbers with their units are read by {@link NumberText}.
 *
 * @param value the number; where its only separator can be both, the one with decimals
 * @param grouped the number where that separator is one of thousands, or null
 * @param separator that separator, or the decimal sign that the digits prove, or 0
 */
public record Digits(BigDecimal value, @Nullable BigDecimal grouped, char separator) {
  private static final int LONGEST = 400;

  /** The digits that a text is; null where it is anything else. */
  public static @Nullable Digits of(String text) {
    int length = text.length();
    if (length == 0 || length > 2 * LONGEST) {
      return null;
    }
    int last = -1;
    int kinds = 0;
    char first = 0;
    for (int at = 0; at < length; at++) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        continue;
      }
      if (!isSeparator(c)) {
        return null;
      }
      if (first == 0) {
        first = c;
        kinds = 1;
      } else if (c != first && kinds == 1) {
        kinds = 2;
      }
      last = at;
    }
    if (last == length - 1) {
      return null;
    }
    if (last < 0) {
      return new Digits(new BigDecimal(text), null, (char) 0);
    }
    char sign = text.charAt(last);
    if (kinds == 1) {
      return text.indexOf(first) == last
          ? withOne(text, sign, last)
          : isGrouped(text, first) ? whole(text, opposite(first)) : null;
    }
    String front = text.substring(0, last);
    return isDecimal(sign) && front.indexOf(sign) < 0 && isGrouped(front, first)
        ? new Digits(decimal(front, text.substring(last + 1)), null, sign)
        : null;
  }

  private static @Nullable Digits withOne(String text, char separator, int at) {
    String front = text.substring(0, at);
    String back = text.substring(at + 1);
    boolean groups =
        back.length() == 3 && !front.isEmpty() && front.length() <= 3 && front.charAt(0) != '0';
    if (!isDecimal(separator)) {
      return groups ? whole(text, (char) 0) : null;
    }
    return new Digits(
        decimal(front, back), groups ? new BigDecimal(front + back) : null, separator);
  }

  private static BigDecimal decimal(String front, String back) {
    StringBuilder plain = new StringBuilder(front.length() + back.length() + 2);
    for (int at = 0; at < front.length(); at++) {
      if (!isSeparator(front.charAt(at))) {
        plain.append(front.charAt(at));
      }
    }
    return new BigDecimal(plain.append('.').append(back).toString());
  }

  private static Digits whole(String text, char decimalSign) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      if (!isSeparator(text.charAt(at))) {
        plain.append(text.charAt(at));
      }
    }
    return new Digits(new BigDecimal(plain.toString()), null, decimalSign);
  }

  /** Whether all separators are that one, with three digits between them, or two as in India. */
  private static boolean isGrouped(String text, char separator) {
    int size = 0;
    boolean isFirst = true;
    int between = 3;
    for (int at = 0; at <= text.length(); at++) {
      char c = at < text.length() ? text.charAt(at) : separator;
      if (c >= '0' && c <= '9') {
        size++;
        continue;
      }
      boolean isLast = at == text.length();
      if (c != separator || size == 0 || size > 3) {
        return false;
      }
      if (isFirst) {
        isFirst = false;
      } else if (isLast) {
        return size == 3;
      } else if (size != 3) {
        between = size;
        if (separator != ',' || between != 2) {
          return false;
        }
      } else if (between == 2) {
        return false;
      }
      size = 0;
    }
    return true;
  }

  private static char opposite(char grouping) {
    return grouping == ',' ? '.' : grouping == '.' ? ',' : (char) 0;
  }

  static boolean isSeparator(char c) {
    return isDecimal(c) || c == ' ' || c == '\'' || c == '\u2019' || c == '_';
  }

  private static boolean isDecimal(char c) {
    return c == '.' || c == ',';
  }
}

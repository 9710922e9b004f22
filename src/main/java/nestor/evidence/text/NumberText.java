package nestor.evidence.text;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parser of numbers as people write them in cells: with separators of thousands, percent signs,
 * currencies, units, and words such as million. What the separators are is left open where they can
 * be both; the other cells of its column decide.
 */
public final class NumberText {
  private static final int LONGEST = 900;
  private static final BigDecimal HUNDREDTH = new BigDecimal("0.01");
  private static final Map<String, BigDecimal> FACTORS = new HashMap<>();
  private static final Set<String> PERCENT =
      Set.of("percent", "pct", "prozent", "procent", "pourcent");
  private static final Set<String> ABOUT =
      Set.of(
          "ca",
          "c",
          "circa",
          "approx",
          "approximately",
          "about",
          "around",
          "etwa",
          "rund",
          "env",
          "environ",
          "aprox",
          "ungefähr",
          "over",
          "under",
          "über",
          "unter",
          "max",
          "min",
          "bis");

  static {
    factor(3, "k", "tsd", "thousand", "thousands", "tausend", "mille", "duizend", "t");
    factor(
        6,
        "m",
        "mn",
        "mio",
        "mln",
        "mill",
        "million",
        "millions",
        "millionen",
        "millón",
        "millones",
        "milhão",
        "milhões",
        "miljoen");
    factor(
        9,
        "b",
        "bn",
        "bln",
        "mrd",
        "md",
        "mia",
        "billion",
        "billions",
        "milliard",
        "milliards",
        "milliarde",
        "milliarden",
        "miljard",
        "bilhão",
        "bilhões");
  }

  private static void factor(int zeros, String... words) {
    for (String word : words) {
      FACTORS.put(word, BigDecimal.TEN.pow(zeros));
    }
  }

  private final String text;
  private int at;
  private boolean negative;
  private boolean percent;
  private @Nullable BigDecimal factor;
  private WrittenNumber.@Nullable Doubt doubt;
  private @Nullable String currency;
  private String unit = "";

  private NumberText(String text) {
    this.text = text;
  }

  /**
   * Reads a number.
   *
   * @param text trimmed, not empty
   * @return null where it is none
   */
  public static @Nullable WrittenNumber read(String text) {
    boolean minus = text.charAt(0) == '-';
    Digits digits = Digits.of(minus ? text.substring(1) : text);
    if (digits != null) {
      BigDecimal value = minus ? digits.value().negate() : digits.value();
      BigDecimal grouped =
          digits.grouped() == null ? null : minus ? digits.grouped().negate() : digits.grouped();
      return new WrittenNumber(
          value, grouped, digits.separator(), isPlain(text), WrittenNumber.Marks.NONE);
    }
    return text.length() > LONGEST ? null : new NumberText(plainSigns(text)).read();
  }

  private static boolean isPlain(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != '.' && c != '-' && (c < '0' || c > '9')) {
        return false;
      }
    }
    int point = text.indexOf('.');
    return point != 0 && text.lastIndexOf('.') == point && !text.startsWith("-.");
  }

  private static String plainSigns(String text) {
    String plain = text;
    if (!text.chars().allMatch(c -> c < 128)) {
      plain = Normalizer.normalize(CellTextFormat.of(text), Normalizer.Form.NFKC);
    }
    return plain.replace('\u2212', '-').replace('\u2013', '-').strip();
  }

  private @Nullable WrittenNumber read() {
    boolean bracketed = text.startsWith("(") && text.endsWith(")");
    at = bracketed ? 1 : 0;
    int end = bracketed ? text.length() - 1 : text.length();
    if (!readFront(end)) {
      return null;
    }
    int from = at;
    while (at < end && (isDigit(text.charAt(at)) || isInside(end))) {
      at++;
    }
    Digits digits = Digits.of(text.substring(from, at));
    if (digits == null || !readBack(end)) {
      return null;
    }
    if (bracketed) {
      doubt = WrittenNumber.Doubt.PERHAPS_NEGATIVE;
    }
    BigDecimal by = factor == null ? BigDecimal.ONE : factor;
    if (percent) {
      by = by.multiply(HUNDREDTH);
    }
    if (negative) {
      by = by.negate();
    }
    BigDecimal grouped = digits.grouped();
    return new WrittenNumber(
        digits.value().multiply(by),
        grouped == null ? null : grouped.multiply(by),
        digits.separator(),
        false,
        new WrittenNumber.Marks(percent, factor != null, doubt, currency, unit));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether at this place stands a separator with a digit behind it. */
  private boolean isInside(int end) {
    return Digits.isSeparator(text.charAt(at)) && at + 1 < end && isDigit(text.charAt(at + 1));
  }

  /** Reads what stands before the digits; false where that belongs to no number. */
  private boolean readFront(int end) {
    while (at < end && !isDigit(text.charAt(at))) {
      char c = text.charAt(at);
      if ((c == '.' || c == ',') && isInside(end)) {
        return true;
      }
      if (c == ' ') {
        at++;
      } else if (c == '-' && !negative) {
        negative = true;
        at++;
      } else if (c == '+' && at == 0) {
        at++;
      } else if ("~≈><≥≤=".indexOf(c) >= 0) {
        doubt = WrittenNumber.Doubt.NOT_EXACT;
        at++;
      } else {
        String word = word(end);
        if (word.isEmpty()) {
          return false;
        }
        if (ABOUT.contains(withoutPoint(word))) {
          doubt = WrittenNumber.Doubt.NOT_EXACT;
        } else if (!isCurrency(withoutPoint(word)) && !isFactorAndCurrency(withoutPoint(word))) {
          return false;
        }
      }
    }
    return at < end;
  }

  private boolean isCurrency(String word) {
    String code = currency == null ? Currencies.code(word) : null;
    if (code == null) {
      return false;
    }
    currency = code;
    return true;
  }

  /** The word or sign at this place, and the place behind it. */
  private String word(int end) {
    int from = at;
    while (at < end
        && (Character.isLetter(text.charAt(at))
            || (text.charAt(at) == '.' && at > from)
            || Currencies.isSign(text.charAt(at)))) {
      boolean sign = Currencies.isSign(text.charAt(at));
      at++;
      if (sign) {
        break;
      }
    }
    return text.substring(from, at);
  }

  private static String withoutPoint(String word) {
    return (word.endsWith(".") ? word.substring(0, word.length() - 1) : word)
        .toLowerCase(Locale.ROOT);
  }

  /** Reads what stands behind the digits; false where that belongs to no number. */
  private boolean readBack(int end) {
    if (text.startsWith(".-", at) || text.startsWith(",-", at)) {
      at += 2;
      while (at < end && text.charAt(at) == '-') {
        at++;
      }
    }
    while (at < end) {
      char c = text.charAt(at);
      if (c == ' ') {
        at++;
      } else if (c == '%') {
        if (percent) {
          return false;
        }
        percent = true;
        at++;
      } else if ((c == '+' || c == '?') && at == end - 1) {
        doubt = WrittenNumber.Doubt.NOT_EXACT;
        at++;
      } else if (c == '-' && at == end - 1) {
        doubt = WrittenNumber.Doubt.PERHAPS_NEGATIVE;
        at++;
      } else if (!readWord(end)) {
        return false;
      }
    }
    return true;
  }

  private boolean readWord(int end) {
    int from = at;
    String word = word(end);
    if (word.isEmpty()) {
      return false;
    }
    String plain = withoutPoint(word);
    if (PERCENT.contains(plain) && !percent) {
      percent = true;
      return true;
    }
    BigDecimal by = factor == null && unit.isEmpty() ? FACTORS.get(plain) : null;
    if (by != null) {
      // T alone is as often a tonne or a terabyte; before a currency it is a thousand.
      if (plain.equals("t") && !isBeforeCurrency(end)) {
        return false;
      }
      factor = by;
      return true;
    }
    if (isCurrency(plain) || isFactorAndCurrency(plain)) {
      return true;
    }
    // The words of a unit go on to the end.
    unit = text.substring(from, end).strip();
    at = end;
    return unit.chars().noneMatch(Character::isDigit);
  }

  private boolean isBeforeCurrency(int end) {
    String rest = text.substring(at, end).strip();
    return !rest.isEmpty() && Currencies.code(rest) != null;
  }

  /** Whether it is such as TEUR or k€ in one word. */
  private boolean isFactorAndCurrency(String word) {
    BigDecimal by = factor == null ? FACTORS.get(word.substring(0, 1)) : null;
    if (word.length() < 2 || by == null || !isCurrency(word.substring(1))) {
      return false;
    }
    factor = by;
    return true;
  }
}

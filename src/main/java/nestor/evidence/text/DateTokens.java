package nestor.evidence.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers, words and signs of a written date, from which a time of day has been taken out. Use it
 * through {@link DateText}.
 */
public final class DateTokens {
  private static final int MOST = 30;
  private static final Set<String> HALVES_OF_DAY = Set.of("am", "pm");
  private static final Set<String> HOURS = Set.of("h", "uhr", "uur");
  private static final Set<String> BEFORE_TIME = Set.of("t", "at", "um", "om", "as");

  /**
   * One token.
   *
   * @param kind 'n' for a number, 'w' for a word, or the sign itself
   * @param text the digits, or the word as {@link CalendarWords#form} has it
   * @param joined whether no blank stands before it
   */
  record Token(char kind, String text, boolean joined) {
    boolean isNumber() {
      return kind == 'n';
    }

    boolean isWord() {
      return kind == 'w';
    }

    int digits() {
      return text.length();
    }

    int number() {
      return text.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(text);
    }
  }

  private final List<Token> tokens = new ArrayList<>();
  private boolean timed;

  private DateTokens() {}

  /** The tokens of a text; null where it has too many to be a date. */
  static @Nullable DateTokens of(String text) {
    DateTokens all = new DateTokens();
    int at = 0;
    boolean joined = false;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = at + 1;
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        joined = false;
        at = end;
        continue;
      }
      if (isDigit(c)) {
        while (end < text.length() && isDigit(text.charAt(end))) {
          end++;
        }
        all.tokens.add(new Token('n', text.substring(at, end), joined));
      } else if (Character.isLetter(c)) {
        while (end < text.length() && isPartOfWord(text.charAt(end))) {
          end++;
        }
        all.tokens.add(new Token('w', CalendarWords.form(text.substring(at, end)), joined));
      } else {
        all.tokens.add(new Token(c, text.substring(at, end), joined));
      }
      joined = true;
      at = end;
      if (all.tokens.size() > MOST) {
        return null;
      }
    }
    all.takeOutTime();
    return all;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isPartOfWord(char c) {
    return Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  List<Token> tokens() {
    return tokens;
  }

  boolean isTimed() {
    return timed;
  }

  private boolean isNumber(int at, int least, int most) {
    return at >= 0
        && at < tokens.size()
        && tokens.get(at).isNumber()
        && tokens.get(at).digits() <= 2
        && tokens.get(at).number() >= least
        && tokens.get(at).number() <= most;
  }

  private boolean isSign(int at, char sign) {
    return at >= 0 && at < tokens.size() && tokens.get(at).kind() == sign;
  }

  private boolean isWord(int at, Set<String> words) {
    return at >= 0
        && at < tokens.size()
        && tokens.get(at).isWord()
        && words.contains(tokens.get(at).text());
  }

  private void takeOutTime() {
    for (int at = 0; at < tokens.size(); at++) {
      if (isNumber(at, 0, 24) && isSign(at + 1, ':') && isNumber(at + 2, 0, 59)) {
        takeOut(at, endOfClock(at + 3));
        return;
      }
      // 9 AM, 14h, 14h30, 14.30 Uhr
      if (isNumber(at, 0, 24) && isWord(at + 1, HALVES_OF_DAY)) {
        takeOut(at, at + 2);
        return;
      }
      if (isNumber(at, 0, 24) && isWord(at + 1, HOURS)) {
        takeOut(at, at + (isNumber(at + 2, 0, 59) && tokens.get(at + 2).joined() ? 3 : 2));
        return;
      }
      if (isNumber(at, 0, 24)
          && isSign(at + 1, '.')
          && isNumber(at + 2, 0, 59)
          && isWord(at + 3, HOURS)) {
        takeOut(at, at + 4);
        return;
      }
      // 20261120T081500Z
      if (at >= 2
          && tokens.get(at).isNumber()
          && (tokens.get(at).digits() == 6 || tokens.get(at).digits() == 4)
          && isWord(at - 1, Set.of("t"))
          && tokens.get(at - 2).isNumber()
          && tokens.get(at - 2).digits() == 8) {
        takeOut(at, endOfZone(endOfFraction(at + 1)));
        return;
      }
    }
  }

  /** The end of what may follow hours and minutes: seconds, half of the day, zone. */
  private int endOfClock(int from) {
    int end = from;
    if (isSign(end, ':') && isNumber(end + 1, 0, 60)) {
      end = endOfFraction(end + 2);
    }
    if (isWord(end, HALVES_OF_DAY)) {
      end++;
    } else if ((isWord(end, Set.of("a")) || isWord(end, Set.of("p")))
        && isSign(end + 1, '.')
        && isWord(end + 2, Set.of("m"))) {
      end += isSign(end + 3, '.') ? 4 : 3;
    }
    if (isWord(end, HOURS)) {
      end++;
    }
    return endOfZone(end);
  }

  private int endOfFraction(int from) {
    return (isSign(from, '.') || isSign(from, ','))
            && from + 1 < tokens.size()
            && tokens.get(from).joined()
            && tokens.get(from + 1).isNumber()
            && tokens.get(from + 1).joined()
        ? from + 2
        : from;
  }

  private int endOfZone(int from) {
    int end = endOfZoneName(from);
    if ((isSign(end, '+') || isSign(end, '-'))
        && end + 1 < tokens.size()
        && tokens.get(end + 1).isNumber()
        && tokens.get(end + 1).joined()
        && (tokens.get(end + 1).digits() == 2 || tokens.get(end + 1).digits() == 4)) {
      end += 2;
      if (isSign(end, ':') && isNumber(end + 1, 0, 59)) {
        end += 2;
      }
    }
    end = endOfZoneName(end);
    if (isSign(end, '[') || isSign(end, '(')) {
      char close = isSign(end, '[') ? ']' : ')';
      for (int at = end + 1; at < tokens.size(); at++) {
        if (isSign(at, close)) {
          return at + 1;
        }
      }
    }
    return end;
  }

  private int endOfZoneName(int from) {
    if (from >= tokens.size() || !tokens.get(from).isWord()) {
      return from;
    }
    String word = tokens.get(from).text();
    return word.length() <= 5
            && !word.equals("t")
            && CalendarWords.month(word) == null
            && CalendarWords.weekday(word) == null
        ? from + 1
        : from;
  }

  private void takeOut(int from, int to) {
    timed = true;
    int start = from;
    while (start > 0 && (isWord(start - 1, BEFORE_TIME) || isSign(start - 1, ','))) {
      start--;
    }
    tokens.subList(start, to).clear();
  }
}

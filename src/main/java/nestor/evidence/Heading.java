package nestor.evidence;

import java.text.Normalizer;
import java.util.Currency;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nestor.rulebook.NameTable;

/**
 * Forms in which headings of sheets, columns and rows are compared with declared names. Use it for
 * names of sections and fields alone; names of systems, roles and the like are compared by {@link
 * NameTable#key}.
 */
final class Heading {
  private static final int LONGEST = 200;
  private static final Pattern HUMPS =
      Pattern.compile("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern REMARK = Pattern.compile("[(\\[{][^)\\]}]*[)\\]}]");
  private static final Pattern LAST_WORD = Pattern.compile("(.+?)[\\s,]+(?:in\\s+)?(\\p{Lu}{3})");
  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  private Heading() {}

  /**
   * Returns the heading without regard to case, accents, blanks and all that is no letter or digit;
   * may be empty.
   */
  static String key(String text) {
    return words(text).replace(" ", "");
  }

  /** Returns its key with each word in the singular. */
  static String singular(String text) {
    StringBuilder key = new StringBuilder();
    for (String word : words(text).split(" ")) {
      key.append(inSingular(word));
    }
    return key.toString();
  }

  /** Returns the words of the heading as its key has them, with a blank between two. */
  static String words(String text) {
    String start = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    if (isAscii(start)) {
      return asciiWords(start);
    }
    String plain = MARKS.matcher(Normalizer.normalize(start, Normalizer.Form.NFKD)).replaceAll("");
    String apart = HUMPS.matcher(plain).replaceAll(" ");
    return NO_WORD.matcher(NameTable.key(apart)).replaceAll(" ").strip();
  }

  private static boolean isAscii(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) >= 128) {
        return false;
      }
    }
    return true;
  }

  private static String asciiWords(String text) {
    StringBuilder words = new StringBuilder(text.length() + 4);
    boolean apart = false;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (!Character.isLetterOrDigit(c)) {
        apart = true;
        continue;
      }
      if ((apart || beginsHump(text, at)) && !words.isEmpty()) {
        words.append(' ');
      }
      words.append(Character.toLowerCase(c));
      apart = false;
    }
    return words.toString();
  }

  /** Whether a capital letter begins a word in the midst of others, as in dueOn and APIKey. */
  private static boolean beginsHump(String text, int at) {
    if (at == 0 || !Character.isUpperCase(text.charAt(at))) {
      return false;
    }
    char before = text.charAt(at - 1);
    return Character.isLowerCase(before)
        || Character.isDigit(before)
        || (Character.isUpperCase(before)
            && at + 1 < text.length()
            && Character.isLowerCase(text.charAt(at + 1)));
  }

  private static String inSingular(String word) {
    if (word.endsWith("ies") && word.length() > 4) {
      return word.substring(0, word.length() - 3) + "y";
    }
    if (word.endsWith("sses")) {
      return word.substring(0, word.length() - 2);
    }
    return word.endsWith("s") && !word.endsWith("ss") && word.length() > 3
        ? word.substring(0, word.length() - 1)
        : word;
  }

  /** Whether there is a bracket, or a capital letter at the end as of a currency. */
  private static boolean hasRemark(String text) {
    for (int at = 0; at < text.length(); at++) {
      if ("([{".indexOf(text.charAt(at)) >= 0) {
        return true;
      }
    }
    String end = text.strip();
    return end.length() != text.length()
        || (!end.isEmpty() && Character.isUpperCase(end.charAt(end.length() - 1)));
  }

  /** Returns what stands in brackets, or the currency at the end; empty where there is neither. */
  static String remark(String text) {
    if (text.length() > LONGEST || !hasRemark(text)) {
      return "";
    }
    Matcher remark = REMARK.matcher(text);
    if (remark.find()) {
      String inside = remark.group().substring(1, remark.group().length() - 1).strip();
      return inside.startsWith("in ") ? inside.substring("in ".length()) : inside;
    }
    Matcher last = LAST_WORD.matcher(text.strip());
    return last.matches() && CURRENCIES.contains(last.group(2)) ? last.group(2) : "";
  }

  /** Returns the heading without what stands in brackets, and without a currency at its end. */
  static String withoutRemark(String text) {
    if (text.length() > LONGEST || !hasRemark(text)) {
      return text;
    }
    String bare = REMARK.matcher(text).replaceAll(" ").strip();
    Matcher last = LAST_WORD.matcher(bare);
    return last.matches() && CURRENCIES.contains(last.group(2)) ? last.group(1) : bare;
  }
}

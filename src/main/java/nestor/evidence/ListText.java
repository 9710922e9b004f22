package nestor.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Separator of the parts of a list that is written as one text. It splits at semicolons, and where
 * there are none at lines, bars or commas, unless a name of the field holds one.
 */
final class ListText {
  private static final int MOST_JOINED = 4;
  private static final Pattern BULLET = Pattern.compile("^\\s*[-*\u2022\u2013\u00b7]\\s+");
  private static final Pattern BRACKETS = Pattern.compile("^\\[(.*)\\]$", Pattern.DOTALL);
  private static final Pattern QUOTES = Pattern.compile("^([\"'])(.*)\\1$", Pattern.DOTALL);
  private static final Set<String> AND = Set.of("and", "und", "et", "y", "e", "en", "&", "+", "/");
  private static final int LONGEST_AND = 3;
  private static final Pattern AROUND_SIGNS = Pattern.compile("\\s*([&+/])\\s*");

  private final Predicate<String> isName;
  private final boolean hasNames;

  /**
   * @param isName whether a text is one name that the field can hold
   * @param hasNames whether such names are known at all
   */
  ListText(Predicate<String> isName, boolean hasNames) {
    this.isName = isName;
    this.hasNames = hasNames;
  }

  /** The parts of a cell's text, trimmed and none of them empty. */
  List<String> parts(String text) {
    String inside = text.charAt(0) == '[' ? BRACKETS.matcher(text).replaceFirst("$1") : text;
    List<String> parts = new ArrayList<>();
    if (inside.indexOf(';') >= 0) {
      for (String part : at(inside, ";")) {
        add(parts, part, hasNames);
      }
      return parts;
    }
    add(parts, inside, true);
    return parts;
  }

  /**
   * The parts of what already is one element of a list: several only where each is a known name.
   */
  List<String> partsOfElement(String element) {
    if (!mayBeSeveral(element) || isName.test(element)) {
      return List.of(element);
    }
    List<String> parts = new ArrayList<>();
    add(parts, element, true);
    return parts.stream().allMatch(isName) ? parts : List.of(element);
  }

  /** Whether there are names, and what can stand between two of them: a sign or the word and. */
  boolean mayBeSeveral(String element) {
    if (!hasNames) {
      return false;
    }
    for (int at = 0; at < element.length(); at++) {
      char c = element.charAt(at);
      if (c < ' ' || c >= 128 || c == '|' || c == ',') {
        return true;
      }
    }
    return mayBeJoined(element);
  }

  /** Whether there is a sign or a short word that can stand between two names. */
  private static boolean mayBeJoined(String text) {
    int from = 0;
    for (int at = 0; at <= text.length(); at++) {
      char c = at == text.length() ? ' ' : text.charAt(at);
      if (c == '&' || c == '+' || c == '/') {
        return true;
      }
      if (c <= ' ') {
        if (at > from && at - from <= LONGEST_AND && AND.contains(text.substring(from, at))) {
          return true;
        }
        from = at + 1;
      }
    }
    return false;
  }

  private void add(List<String> parts, String text, boolean splits) {
    if (!splits || (hasNames && isName.test(text) && !isLinesOfNames(text))) {
      addPlain(parts, text);
      return;
    }
    for (String separator : List.of("\n", "|")) {
      if (text.contains(separator)) {
        for (String part : at(text.replace('\r', '\n'), separator)) {
          add(parts, BULLET.matcher(part).replaceFirst(""), hasNames);
        }
        return;
      }
    }
    if (text.indexOf(',') < 0) {
      addJoined(parts, text);
      return;
    }
    List<String> commas = at(text, ",");
    for (int from = 0; from < commas.size(); ) {
      int to = Math.min(commas.size(), from + MOST_JOINED);
      while (to > from + 1
          && !(hasNames && isName.test(String.join(", ", commas.subList(from, to))))) {
        to--;
      }
      addJoined(parts, withoutAnd(String.join(", ", commas.subList(from, to)), from > 0));
      from = to;
    }
  }

  /** Whether each line is a name, though they would be one if they stood beside each other. */
  private boolean isLinesOfNames(String text) {
    return text.indexOf('\n') >= 0
        && at(text.replace('\r', '\n'), "\n").stream()
            .allMatch(line -> isName.test(BULLET.matcher(line).replaceFirst("")));
  }

  private static List<String> at(String text, String separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(FieldValueReader.trimmed(text.substring(from, at)));
      from = at + separator.length();
    }
    parts.add(FieldValueReader.trimmed(text.substring(from)));
    parts.removeIf(String::isEmpty);
    return parts;
  }

  /** The last part without the word and before it. */
  private static String withoutAnd(String part, boolean isLater) {
    int blank = part.indexOf(' ');
    return isLater && blank > 0 && AND.contains(part.substring(0, blank))
        ? part.substring(blank + 1).strip()
        : part;
  }

  /** Adds names that stand beside each other with an and, if all are known; otherwise the text. */
  private void addJoined(List<String> parts, String text) {
    if (hasNames && mayBeJoined(text) && !isName.test(text)) {
      List<String> names = new ArrayList<>();
      StringBuilder name = new StringBuilder();
      for (String word : AROUND_SIGNS.matcher(text).replaceAll(" $1 ").split(" ")) {
        if (AND.contains(word)) {
          names.add(name.toString());
          name.setLength(0);
        } else if (!word.isEmpty()) {
          name.append(name.isEmpty() ? "" : " ").append(word);
        }
      }
      names.add(name.toString());
      if (names.size() > 1 && names.stream().allMatch(isName)) {
        names.forEach(part -> addPlain(parts, part));
        return;
      }
    }
    addPlain(parts, text);
  }

  private static void addPlain(List<String> parts, String text) {
    boolean quoted = text.startsWith("\"") || text.startsWith("'");
    String plain =
        FieldValueReader.trimmed(quoted ? QUOTES.matcher(text).replaceFirst("$2") : text);
    if (!plain.isEmpty()) {
      parts.add(plain);
    }
  }
}

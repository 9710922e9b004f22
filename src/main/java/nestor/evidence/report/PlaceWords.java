package nestor.evidence.report;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words for places in documents as people say them who filled in the data: {@code
 * executives[1].role} is the role of the second of the executives, and {@code Backups!C2 (lastRun)}
 * cell C2 of the sheet Backups. Use {@code Diagnostic} where a program or a consultant must find
 * the exact place.
 */
public final class PlaceWords {
  private static final List<String> ORDINALS =
      List.of(
          "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
          "tenth");

  private static final Pattern PATH =
      Pattern.compile("\\b([a-z]\\w*)\\[(\\d+)\\](?:\\.([a-z]\\w*))?");
  private static final Pattern FIELD = Pattern.compile("([a-z]\\w*)\\.([a-z]\\w*)");
  private static final Pattern CELL = Pattern.compile("(.*)!([A-Z]+)(\\d*)(?: \\(.*\\))?");
  private static final Pattern QUOTED = Pattern.compile("'[^']*'");
  private static final Pattern NAME = Pattern.compile("\\b[a-z]{2,}(?:[A-Z][a-z]+)+\\b");
  private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  private PlaceWords() {}

  /** The place in words; of a whole column where the path names one. */
  static String of(String path) {
    Matcher cell = CELL.matcher(path);
    if (cell.matches()) {
      String where = cell.group(3).isEmpty() ? "column " : "cell ";
      return where + cell.group(2) + cell.group(3) + " of the sheet " + cell.group(1);
    }
    Matcher field = FIELD.matcher(path);
    return field.matches() ? named(field.group(2)) + " of " + named(field.group(1)) : in(path);
  }

  /** The text with places and names of fields in words, but for what it quotes. */
  static String in(String text) {
    StringBuilder words = new StringBuilder();
    Matcher quoted = QUOTED.matcher(text);
    int from = 0;
    while (quoted.find()) {
      words.append(plain(text.substring(from, quoted.start()))).append(quoted.group());
      from = quoted.end();
    }
    return words.append(plain(text.substring(from))).toString();
  }

  private static String plain(String text) {
    String placed = PATH.matcher(text).replaceAll(PlaceWords::entry);
    return NAME.matcher(placed).replaceAll(name -> named(name.group()));
  }

  private static String entry(MatchResult path) {
    String field = path.group(3);
    return (field == null ? "" : named(field) + ", ")
        + "the "
        + ordinal(Integer.parseInt(path.group(2)) + 1)
        + " of the "
        + named(Objects.requireNonNull(path.group(1)));
  }

  /** A name of a section or field in words. */
  private static String named(@Nullable String name) {
    return CAPITAL
        .matcher(Objects.requireNonNullElse(name, ""))
        .replaceAll(" ")
        .toLowerCase(Locale.ROOT);
  }

  private static String ordinal(int number) {
    if (number <= ORDINALS.size()) {
      return ORDINALS.get(number - 1);
    }
    int tens = number % 100;
    int ones = tens >= 11 && tens <= 13 ? 0 : number % 10;
    return number + (ones == 1 ? "st" : ones == 2 ? "nd" : ones == 3 ? "rd" : "th");
  }
}

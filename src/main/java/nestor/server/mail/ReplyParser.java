package nestor.server.mail;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.evidence.text.DateText;
import nestor.evidence.text.WrittenDate;
import nestor.server.mail.ReplyLine.Faulty;
import nestor.server.mail.ReplyLine.Reply;
import nestor.server.mail.ReplyLine.Verb;
import org.jspecify.annotations.Nullable;

/**
 * Parser of the lines of a mail that reply to recommendations: {@code done 3}, {@code waive 5 until
 * 2027-03-01: why}, {@code postpone 2 until 2027-01-31: why}. What the message quotes is not read;
 * every line that begins otherwise is a person's text.
 */
final class ReplyParser {
  private static final int MOST = 1_000;
  private static final int LONGEST_WHY = 1_000;

  /** A line this long was broken by the mail program, so the next one continues it. */
  private static final int BROKEN_FROM = 60;

  private static final String NUMBERS =
      "((?:no\\.?\\s*|#\\s*)?\\d{1,6}(?:\\s*(?:,|and|&)\\s*#?\\d{1,6})*)";
  private static final Pattern BEGIN =
      Pattern.compile(
          "(?:[-*\u2022]\\s+)?(done|waive|postpone)(?![\\p{L}\\p{N}])\\s*:?\\s*(.*)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern OF_DONE =
      Pattern.compile(NUMBERS + "(?:\\s+on\\s+(.{1,40}?))?\\s*[.!]?", Pattern.CASE_INSENSITIVE);
  private static final Pattern OF_WAIVER =
      Pattern.compile(
          NUMBERS + "\\s+until\\s+([^:]{1,40}?)\\s*:\\s*(.+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern FIGURES = Pattern.compile("\\d+");

  /** How mail programs begin what they quote, beside the line that names our address. */
  private static final List<Pattern> QUOTATIONS =
      List.of(
          Pattern.compile("-- ?"),
          Pattern.compile("_{10,}"),
          Pattern.compile("-{3,} ?.{2,60}? ?-{3,}"),
          Pattern.compile(
              ".{4,200} (?:wrote|writes|schrieb|a \u00e9crit|escribi\u00f3|ha scritto|schreef)\\s?:"));

  private ReplyParser() {}

  /**
   * Reads the replies of a message.
   *
   * @param own our address, in lower case: the line that names it begins what is quoted
   */
  static List<ReplyLine> read(String text, String own) {
    List<ReplyLine> replies = new ArrayList<>();
    List<String> lines = unquoted(text, own);
    for (int i = 0; i < lines.size() && replies.size() < MOST; i++) {
      if (BEGIN.matcher(lines.get(i).strip()).matches()) {
        StringBuilder whole = new StringBuilder(lines.get(i).strip());
        while (i + 1 < lines.size() && continues(lines.get(i), lines.get(i + 1))) {
          whole.append(' ').append(lines.get(++i).strip());
        }
        replies.add(read(whole.toString()));
      }
    }
    return replies;
  }

  private static List<String> unquoted(String text, String own) {
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String bare = line.strip();
      boolean quotes =
          bare.toLowerCase(Locale.ROOT).contains(own)
              || QUOTATIONS.stream().anyMatch(begin -> begin.matcher(bare).matches());
      if (quotes) {
        break;
      }
      if (!bare.startsWith(">")) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static boolean continues(String line, String next) {
    return (line.endsWith(" ") || line.length() >= BROKEN_FROM)
        && !next.isBlank()
        && !BEGIN.matcher(next.strip()).matches();
  }

  private static ReplyLine read(String line) {
    Matcher begin = BEGIN.matcher(line);
    if (!begin.matches()) {
      throw new IllegalArgumentException(line);
    }
    Verb verb = Verb.valueOf(begin.group(1).toUpperCase(Locale.ROOT));
    return verb == Verb.DONE
        ? done(line, begin.group(2).strip())
        : waiver(line, verb, begin.group(2).strip());
  }

  private static ReplyLine done(String line, String said) {
    Matcher of = OF_DONE.matcher(said);
    if (!of.matches()) {
      return new Faulty(
          line,
          "names no recommendation by its number; write it as \"done 3\", or \"done 3 on 2026-11-30\"");
    }
    String on = of.group(2);
    LocalDate day = on == null ? null : day(on);
    return on != null && day == null
        ? noDay(line, on)
        : new Reply(line, Verb.DONE, numbers(of.group(1)), day, "");
  }

  private static ReplyLine waiver(String line, Verb verb, String said) {
    Matcher of = OF_WAIVER.matcher(said);
    if (!of.matches()) {
      String word = verb.name().toLowerCase(Locale.ROOT);
      return new Faulty(
          line,
          "lacks the number, the day or the reason; write it as \""
              + word
              + " 5 until 2027-03-01: why\"");
    }
    LocalDate day = day(of.group(2));
    String why = of.group(3).strip();
    return day == null
        ? noDay(line, of.group(2))
        : new Reply(
            line,
            verb,
            numbers(of.group(1)),
            day,
            why.length() > LONGEST_WHY ? why.substring(0, LONGEST_WHY) : why);
  }

  private static Faulty noDay(String line, String written) {
    return new Faulty(line, "'" + written + "' is no day beyond doubt; write it as YYYY-MM-DD");
  }

  private static @Nullable LocalDate day(String written) {
    return DateText.read(written.strip()) instanceof WrittenDate.Day day && day.doubt() == null
        ? day.date()
        : null;
  }

  private static List<Integer> numbers(String written) {
    return FIGURES
        .matcher(written)
        .results()
        .map(found -> Integer.valueOf(found.group()))
        .distinct()
        .toList();
  }
}

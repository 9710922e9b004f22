package nestor.delivery;

import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The filters that templates have beyond Pebble's own.
 *
 * <ul>
 *   <li>{@code take(n)}, {@code skip(n)}: the first n of a list, and all but those
 *   <li>{@code byTopic}: a list as {@code topic} and its {@code items}, in order of appearance
 *   <li>{@code series(separator, last)}: a list as one phrase; nulls and empty texts are left out
 *   <li>{@code spaced}: an id as words
 *   <li>{@code without(word)}: a phrase less its last word, where it is that word
 *   <li>{@code day(pattern)}, {@code number(pattern)}: a date or a moment (in UTC), a number, in
 *       English
 *   <li>{@code fold(column, width)}: wraps a text that starts at a column (0 is the first), with
 *       further lines indented to there; the width is that of the terminal, or 80
 *   <li>{@code shortened(letters)}: a text that lists more than fits says how many more there are
 *   <li>{@code bar(width)}: a percentage as a bar of so many characters
 *   <li>{@code pad(width)}, {@code lead(width)}: fills with spaces on the right, on the left
 *   <li>{@code paint(styles)}: ANSI styles by name, where colour is asked for
 * </ul>
 */
final class TemplateFilters extends AbstractExtension {
  /** The variable that says whether {@code paint} may emit escapes. */
  static final String COLOUR = "colour";

  /** The variable that says how many columns a line of text has. */
  static final String WIDTH = "width";

  /** The columns where nothing else is said. */
  static final int COLUMNS = 80;

  /** A text with that many commas left out is taken for a list. */
  private static final int MANY_LEFT_OUT = 5;

  /** The largest number that a filter takes. */
  private static final int MOST = 10_000;

  @Override
  public Map<String, Filter> getFilters() {
    Map<String, Filter> filters = new LinkedHashMap<>();
    filters.put("take", filter((in, a) -> list(in).stream().limit(a.number("n")).toList(), "n"));
    filters.put("skip", filter((in, a) -> list(in).stream().skip(a.number("n")).toList(), "n"));
    filters.put("byTopic", filter((in, a) -> byTopic(list(in))));
    filters.put(
        "series", filter((in, a) -> series(list(in), a.text("separator"), a.text("last")), SERIES));
    filters.put("day", filter((in, a) -> day(in, a.text("pattern")), "pattern"));
    filters.put("number", filter((in, a) -> number(in, a.text("pattern")), "pattern"));
    filters.put("spaced", filter((in, a) -> spaced(text(in))));
    filters.put("without", filter((in, a) -> without(text(in), a.text("word")), "word"));
    filters.put(
        "fold",
        filter(
            (in, a) -> TextWrapper.at(text(in), a.number("column"), a.number("width", a.columns())),
            FOLD));
    filters.put(
        "shortened", filter((in, a) -> shortened(text(in), a.number("letters")), "letters"));
    filters.put("bar", filter((in, a) -> bar(in, a.number("width")), "width"));
    filters.put("pad", filter((in, a) -> text(in) + a.space("width", in), "width"));
    filters.put("lead", filter((in, a) -> a.space("width", in) + text(in), "width"));
    filters.put("paint", filter((in, a) -> paint(text(in), a), "styles"));
    return filters;
  }

  /** Beginning of a word within an id such as {@code environmentalGoals}. */
  private static final Pattern HUMP = Pattern.compile("(?<=\\p{Ll})\\p{Lu}(?=\\p{Ll})");

  private static final String[] SERIES = {"separator", "last"};
  private static final String[] FOLD = {"column", "width"};

  /** The items of one topic. */
  record Topic(String topic, List<AdvisoryModelParts.Topical> items) {}

  private static List<Topic> byTopic(List<?> items) {
    Map<String, List<AdvisoryModelParts.Topical>> topics =
        items.stream()
            .map(AdvisoryModelParts.Topical.class::cast)
            .collect(
                Collectors.groupingBy(
                    AdvisoryModelParts.Topical::topic, LinkedHashMap::new, Collectors.toList()));
    return topics.entrySet().stream().map(e -> new Topic(e.getKey(), e.getValue())).toList();
  }

  private static String series(List<?> parts, String separator, String last) {
    List<String> said =
        parts.stream()
            .filter(Objects::nonNull)
            .map(Object::toString)
            .filter(s -> !s.isEmpty())
            .toList();
    if (said.size() < 2) {
      return String.join("", said);
    }
    int end = said.size() - 1;
    return String.join(separator, said.subList(0, end)) + last + said.get(end);
  }

  private static String day(@Nullable Object input, String pattern) {
    if (input instanceof LocalDate || input instanceof OffsetDateTime) {
      return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format((TemporalAccessor) input);
    }
    if (input instanceof Instant moment) {
      return day(moment.atOffset(ZoneOffset.UTC), pattern);
    }
    throw new IllegalArgumentException("a date is needed here, not " + input);
  }

  private static String number(@Nullable Object input, String pattern) {
    if (input instanceof Number number) {
      return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ENGLISH))
          .format(number);
    }
    throw new IllegalArgumentException("a number is needed here, not " + input);
  }

  /**
   * Cuts a long list after whole elements and counts those left out, and a long text after a word.
   */
  private static String shortened(String text, int letters) {
    if (text.length() <= letters) {
      return text;
    }
    int cut = text.lastIndexOf(", ", letters);
    int more = cut < 0 ? 0 : text.substring(cut).split(", | and ", -1).length - 1;
    if (more < MANY_LEFT_OUT) {
      int space = text.lastIndexOf(' ', letters);
      return text.substring(0, space < 0 ? letters : space) + " …";
    }
    return text.substring(0, cut) + " and " + number(more, "#,##0") + " more; all in the CSV";
  }

  private static String bar(@Nullable Object input, int width) {
    if (input instanceof Number number) {
      int full = Math.max(0, Math.min(width, (int) (number.longValue() * width / 100)));
      return "█".repeat(full) + "░".repeat(width - full);
    }
    throw new IllegalArgumentException("a percentage is needed here, not " + input);
  }

  private static String spaced(String id) {
    return HUMP.matcher(id.replace('-', ' ').replace('_', ' '))
        .replaceAll(hump -> " " + hump.group().toLowerCase(Locale.ROOT));
  }

  private static String without(String phrase, String word) {
    return phrase.endsWith(" " + word)
        ? phrase.substring(0, phrase.length() - word.length() - 1)
        : phrase;
  }

  private static String paint(String text, Arguments a) {
    if (!Boolean.TRUE.equals(a.context().getVariable(COLOUR))) {
      return text;
    }
    return Ansi.paint(text, a.text("styles"));
  }

  private static List<?> list(@Nullable Object input) {
    if (input instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("a list is needed here, not " + input);
  }

  private static String text(@Nullable Object input) {
    return Objects.toString(input, "");
  }

  private static Filter filter(Work work, String... names) {
    return new Filter() {
      @Override
      public List<String> getArgumentNames() {
        return List.of(names);
      }

      @Override
      public Object apply(
          @Nullable Object input,
          Map<String, Object> args,
          PebbleTemplate self,
          EvaluationContext context,
          int line) {
        try {
          return work.on(input, new Arguments(args, context));
        } catch (IllegalArgumentException | DateTimeException e) {
          throw new PebbleException(null, e.getMessage(), line, self.getName());
        }
      }
    };
  }

  private interface Work {
    Object on(@Nullable Object input, Arguments arguments);
  }

  private record Arguments(Map<String, Object> given, EvaluationContext context) {
    String text(String name) {
      Object value = given.get(name);
      if (value == null) {
        throw new IllegalArgumentException("the argument " + name + " is missing");
      }
      return value.toString();
    }

    int number(String name) {
      int number = Integer.parseInt(text(name));
      if (number > MOST) {
        throw new IllegalArgumentException("the argument " + name + " is over " + MOST);
      }
      return number;
    }

    int number(String name, int otherwise) {
      return given.get(name) == null ? otherwise : number(name);
    }

    int columns() {
      return context.getVariable(WIDTH) instanceof Integer columns ? columns : COLUMNS;
    }

    String space(String name, @Nullable Object beside) {
      return " ".repeat(Math.max(0, number(name) - Ansi.width(Objects.toString(beside, ""))));
    }
  }
}

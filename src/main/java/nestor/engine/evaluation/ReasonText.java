package nestor.engine.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import nestor.engine.ternary.Comparisons;
import nestor.engine.ternary.Unknown;
import nestor.rulebook.Phrase;
import nestor.rulebook.Phrases;
import nestor.rulebook.ReasonTemplate;
import nestor.rulebook.Unit;
import org.jspecify.annotations.Nullable;

/**
 * Formatter of the values in a reason: dates, money, shares and counts in the words of the
 * rulebook.
 */
public final class ReasonText {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
  private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);

  private final Phrases phrases;
  private final LocalDate asOf;
  private final Optional<String> currency;
  private final DecimalFormat shares = new DecimalFormat("0.#", SYMBOLS);
  private final DecimalFormat numbers = new DecimalFormat("#,##0.##", SYMBOLS);

  public ReasonText(Phrases phrases, LocalDate asOf, Optional<String> currency) {
    this.phrases = phrases;
    this.asOf = asOf;
    this.currency = currency;
  }

  /**
   * The reason in words.
   *
   * @param values gives the value of a variable, or of a field of the fact that it names
   */
  String say(
      ReasonTemplate template, BiFunction<String, @Nullable String, @Nullable Object> values) {
    StringBuilder text = new StringBuilder();
    for (ReasonTemplate.Part part : template.parts()) {
      if (part instanceof ReasonTemplate.Words words) {
        text.append(words.text());
      } else if (part instanceof ReasonTemplate.Value value) {
        text.append(say(value, values.apply(value.variable(), value.field())));
      }
    }
    return text.toString();
  }

  /** A phrase of the rulebook, with its holes filled. */
  String say(Phrase phrase, String... values) {
    return phrases.say(phrase, values);
  }

  /** A value with its unit. */
  public String value(@Nullable Object value, @Nullable String unit) {
    return plain(value, unit);
  }

  /** Names in a row; where there are more than some number the first of them, and how many more. */
  String names(List<String> names, int most) {
    return names.size() <= most
        ? list(names)
        : phrases.say(
            Phrase.MORE,
            String.join(", ", names.subList(0, most)),
            String.valueOf(names.size() - most));
  }

  /** A day, and how far off it is. */
  public String aged(LocalDate date) {
    String age = date.isAfter(asOf) ? days(asOf, date, Phrase.AHEAD) : days(date, asOf, Phrase.AGO);
    return phrases.say(Phrase.AGED, DATE.format(date), age);
  }

  private String say(ReasonTemplate.Value how, @Nullable Object value) {
    if (value instanceof Unknown unknown && unknown.written() != null) {
      return unknown.written();
    }
    String said = null;
    for (ReasonTemplate.Filter filter : how.filters()) {
      if (value == null || value instanceof Unknown) {
        said = filter.name().equals("or") ? filter.argument() : said;
      } else if (!filter.name().equals("or")) {
        said = filtered(filter, value);
      }
    }
    return said == null ? plain(value, how.unit()) : said;
  }

  private String filtered(ReasonTemplate.Filter filter, Object value) {
    return switch (filter.name()) {
      case "ago" -> days((LocalDate) value, asOf, Phrase.AGO);
      case "until" -> days(asOf, (LocalDate) value, Phrase.AHEAD);
      case "count" -> counted(Comparisons.number(value), filter.argument());
      case "percent" -> percent(Comparisons.number(value));
      case "number" -> number(Comparisons.number(value));
      default -> plain(value, null);
    };
  }

  private String days(LocalDate from, LocalDate to, Phrase phrase) {
    long days = ChronoUnit.DAYS.between(from, to);
    return days == 0
        ? phrases.say(Phrase.TODAY)
        : phrases.say(phrase, counted(BigDecimal.valueOf(days), phrases.say(Phrase.DAY)));
  }

  private String plain(@Nullable Object value, @Nullable String unit) {
    if (value instanceof Unknown unknown && unknown.written() != null) {
      return unknown.written();
    }
    if (value == null || value instanceof Unknown) {
      return phrases.say(Phrase.UNKNOWN);
    }
    if (value instanceof LocalDate date) {
      return DATE.format(date);
    }
    if (value instanceof Number) {
      return amount(Comparisons.number(value), unit);
    }
    if (value instanceof Boolean yes) {
      return phrases.say(yes ? Phrase.AFFIRMED : Phrase.DENIED);
    }
    return value instanceof Set<?> set
        ? list(set.stream().map(String::valueOf).sorted().toList())
        : value instanceof List<?> list ? list(list) : value.toString();
  }

  private String amount(BigDecimal number, @Nullable String unit) {
    if (unit == null || unit.isEmpty()) {
      return number(number);
    }
    return switch (Unit.of(unit)) {
      case SHARE -> percent(number);
      case YEAR -> number.toPlainString();
      case MONEY -> currency.map(c -> c + " ").orElse("") + number(number);
      case PEOPLE -> counted(number, "person");
      case DAYS, OTHER ->
          unit.endsWith("s")
              ? counted(number, unit.substring(0, unit.length() - 1))
              : number(number) + " " + unit;
    };
  }

  private String percent(BigDecimal share) {
    return shares.format(share.movePointRight(2).setScale(1, RoundingMode.HALF_UP)) + "%";
  }

  private String number(BigDecimal number) {
    return numbers.format(number.setScale(2, RoundingMode.HALF_UP));
  }

  private String counted(BigDecimal number, String noun) {
    return number(number) + " " + (number.compareTo(BigDecimal.ONE) == 0 ? noun : plural(noun));
  }

  private static String plural(String noun) {
    if (noun.equals("person")) {
      return "people";
    }
    int end = noun.length() - 1;
    if (noun.endsWith("y") && (end == 0 || "aeiou".indexOf(noun.charAt(end - 1)) < 0)) {
      return noun.substring(0, end) + "ies";
    }
    boolean hisses =
        noun.endsWith("s") || noun.endsWith("x") || noun.endsWith("ch") || noun.endsWith("sh");
    return hisses ? noun + "es" : noun + "s";
  }

  private String list(List<?> list) {
    if (list.isEmpty()) {
      return phrases.say(Phrase.NOBODY);
    }
    List<String> texts = list.stream().map(String::valueOf).toList();
    return texts.size() == 1
        ? texts.get(0)
        : phrases.say(
            Phrase.SERIES,
            String.join(", ", texts.subList(0, texts.size() - 1)),
            texts.get(texts.size() - 1));
  }
}

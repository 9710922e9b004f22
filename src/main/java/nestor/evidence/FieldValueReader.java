package nestor.evidence;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.Dates;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.Section;

/**
 * Checks of field values that all formats have in common: choices, ranges, dates, and the
 * characters of a text. {@link CellValueReader} and {@link JsonValueReader} call it after they have
 * read the notation of their format.
 */
final class FieldValueReader {
  /** The longest text of a field, in characters. */
  static final int LONGEST_TEXT = 2_000;

  /** The cure for a number in any other notation. */
  static final String PLAIN_NUMBER =
      "write a plain number such as 1250.5, with a point and without thousands separators, units or"
          + " exponents";

  private static final int MOST_TOLD = 60;
  private static final int DIGITS_BEFORE_POINT = 15;
  private static final int DIGITS_AFTER_POINT = 20;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal UNBOUNDED =
      BigDecimal.TEN.pow(DIGITS_BEFORE_POINT).subtract(BigDecimal.ONE);
  private static final Pattern CURRENCY = Pattern.compile(OrganisationSection.CURRENCY_PATTERN);

  private final Section section;
  private final ParseContext context;

  FieldValueReader(Section section, ParseContext context) {
    this.section = section;
    this.context = context;
  }

  ParseContext context() {
    return context;
  }

  Value fault(Location location, String what, String cure) {
    context.fault(location, what, cure);
    return Value.FAULTY;
  }

  /** Without white space and what cannot be seen around it; may be empty. */
  static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || CellTextFormat.isNothing(c);
  }

  /**
   * A value of a text field, or one element of a list.
   *
   * @param trimmed not empty
   */
  Value text(Field field, Location location, String trimmed) {
    if (trimmed.length() > LONGEST_TEXT) {
      return fault(
          location,
          "is a text of " + trimmed.length() + " characters",
          "shorten it to " + LONGEST_TEXT);
    }
    String text = trimmed;
    if (!isPlainAscii(trimmed)) {
      text = CellTextFormat.of(trimmed);
      if (!CellTextFormat.isPrintable(text)) {
        return fault(
            location, quoted(text) + " holds a character that cannot be printed", "type it anew");
      }
    }
    if (section.name().equals(OrganisationSection.ORGANISATION)) {
      if (field.name().equals(OrganisationSection.ID) && !OrganisationSection.isId(text)) {
        return fault(
            location,
            quoted(text) + " is not an id",
            "write "
                + OrganisationSection.ID_IN_WORDS
                + ", such as "
                + OrganisationName.suggestion(text));
      }
      if (field.name().equals(OrganisationSection.CURRENCY) && !CURRENCY.matcher(text).matches()) {
        return fault(
            location,
            quoted(text) + " is not a currency",
            "write the three letters of its ISO 4217 code, such as EUR");
      }
    }
    if (field.choices().isEmpty() || field.choices().contains(text)) {
      return Value.of(text);
    }
    if (field.open()) {
      context.warn(location, quoted(text) + " is none of the known values", cure(text, field));
      return Value.of(text);
    }
    context.fault(location, quoted(text) + " is not allowed here", cure(text, field));
    return Value.FAULTY;
  }

  private static Supplier<String> cure(String text, Field field) {
    return () -> {
      String known = known(field.choices());
      return Suggestions.to(text, field.choices())
          .map(nearest -> "did you mean '" + nearest + "'? " + known)
          .orElse(known);
    };
  }

  /**
   * Returns the known values as text; where they are too many to read, their number and three
   * examples.
   */
  private static String known(List<String> choices) {
    return choices.size() <= MOST_TOLD
        ? "the known values are " + String.join(", ", choices)
        : "there are "
            + choices.size()
            + " known values, such as "
            + String.join(", ", choices.subList(0, 3));
  }

  private static boolean isPlainAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  /** A value of a list field, without repetitions. */
  Value list(Field field, Location location, List<String> trimmed) {
    Set<String> elements = new LinkedHashSet<>();
    boolean faulty = false;
    for (String element : trimmed) {
      Value value = text(field, location, element);
      faulty |= value.faulty();
      if (value.content() instanceof String text) {
        elements.add(text);
      }
    }
    if (faulty) {
      return Value.FAULTY;
    }
    if (elements.isEmpty() && field.required()) {
      return Value.ABSENT;
    }
    return Value.of(List.copyOf(new ArrayList<>(elements)));
  }

  Value date(Location location, String trimmed) {
    try {
      return Value.of(Dates.read(trimmed));
    } catch (Dates.NoDateException e) {
      return fault(location, quoted(trimmed) + " " + e.what(), e.cure());
    }
  }

  /** A value of a number or count field. */
  Value number(Field field, Location location, BigDecimal number) {
    if (number.signum() != 0
        && ((long) number.precision() - number.scale() > DIGITS_BEFORE_POINT
            || number.stripTrailingZeros().scale() > DIGITS_AFTER_POINT)) {
      return fault(
          location,
          quoted(number.toString()) + " has too many digits",
          "write at most "
              + DIGITS_BEFORE_POINT
              + " before the point and "
              + DIGITS_AFTER_POINT
              + " after it");
    }
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    if (plain.scale() < 0) {
      plain = plain.setScale(0);
    }
    BigDecimal minimum = minimum(field);
    BigDecimal maximum = maximum(field);
    if (plain.compareTo(minimum) < 0 || plain.compareTo(maximum) > 0) {
      String cure;
      if (field.type() == FieldType.COUNT && field.maximum() == null) {
        cure =
            plain.compareTo(minimum) < 0
                ? "write a whole number, at least " + minimum.toPlainString()
                : "write a whole number, at most " + maximum.toPlainString();
      } else if (field.maximum() == null) {
        cure = "write at least " + minimum.toPlainString();
      } else if (field.minimum() == null && field.type() == FieldType.NUMBER) {
        cure = "write at most " + maximum.toPlainString();
      } else {
        cure = "write " + minimum.toPlainString() + " to " + maximum.toPlainString();
        if (isShare(field) && plain.signum() > 0 && plain.compareTo(HUNDRED) <= 0) {
          cure +=
              ", such as "
                  + plain.movePointLeft(2).stripTrailingZeros().toPlainString()
                  + " for "
                  + plain.toPlainString()
                  + " %";
        }
      }
      return fault(
          location,
          plain.toPlainString() + (plain.compareTo(minimum) < 0 ? " is too small" : " is too big"),
          cure);
    }
    if (field.type() == FieldType.COUNT) {
      return plain.scale() > 0
          ? fault(
              location,
              plain.toPlainString() + " is not a whole number",
              "write a number without decimals")
          : Value.of(plain.intValueExact());
    }
    return Value.of(plain);
  }

  private static boolean isShare(Field field) {
    return field.maximum() != null && field.maximum().compareTo(BigDecimal.ONE) == 0;
  }

  /** The least value that the field takes. */
  static BigDecimal minimum(Field field) {
    if (field.minimum() != null) {
      return field.minimum();
    }
    return field.type() == FieldType.COUNT ? BigDecimal.ZERO : UNBOUNDED.negate();
  }

  /** The greatest value that the field takes. */
  static BigDecimal maximum(Field field) {
    BigDecimal integers = BigDecimal.valueOf(Integer.MAX_VALUE);
    if (field.maximum() == null) {
      return field.type() == FieldType.COUNT ? integers : UNBOUNDED;
    }
    return field.type() == FieldType.COUNT ? field.maximum().min(integers) : field.maximum();
  }

  private static String quoted(String text) {
    return MessageText.quoted(text);
  }
}

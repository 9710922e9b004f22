package nestor.evidence;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import nestor.diagnostics.Suggestions;
import nestor.evidence.text.CellTextFormat;
import nestor.evidence.text.Choices;
import nestor.evidence.text.Currencies;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.NameTable;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.Section;
import org.jspecify.annotations.Nullable;

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

  private static final String PLACEHOLDER = "placeholder";
  private static final String NONE = "none";
  static final int LONGEST_PLACEHOLDER = 40;
  private static final int MOST_TOLD = 60;
  private static final int DIGITS_BEFORE_POINT = 15;
  private static final int DIGITS_AFTER_POINT = 20;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal GREATEST =
      BigDecimal.TEN.pow(DIGITS_BEFORE_POINT).subtract(BigDecimal.ONE);
  private static final BigDecimal LEAST = GREATEST.negate();
  private static final BigDecimal GREATEST_COUNT = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final Pattern CURRENCY = Pattern.compile(OrganisationSection.CURRENCY_PATTERN);

  private final VocabularyIndex.Shape shape;
  private final Section section;
  private final ParseContext context;
  private final boolean fromTable;
  private final Map<String, ColumnNotes> notes = new LinkedHashMap<>();
  private final Map<String, ListText> parts = new HashMap<>();

  /**
   * @param fromTable whether the values stand in a table, in which a choice with one slip is taken
   */
  FieldValueReader(VocabularyIndex.Shape shape, ParseContext context, boolean fromTable) {
    this.shape = shape;
    this.section = shape.section();
    this.context = context;
    this.fromTable = fromTable;
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
      context.doubtLetters(location, text);
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
        String code = Currencies.code(text);
        if (code != null && !code.isEmpty()) {
          notes(field).readAs("currency", location, text, code);
          return Value.of(code);
        }
        return fault(
            location,
            quoted(text) + " is not a currency",
            "write the three letters of its ISO 4217 code, such as EUR");
      }
    }
    return field.choices().isEmpty() || field.choices().contains(text)
        ? Value.of(text)
        : choice(field, location, text);
  }

  /** The choice that a text means; of a list field, several where it means several. */
  private Value choice(Field field, Location location, String text) {
    Choices.Match match = shape.choices(field).find(text);
    if (match == null || (match.likeness() == Choices.Likeness.SLIP && !takesSlips(field))) {
      if (field.open()) {
        context.warn(location, quoted(text) + " is none of the known values", cure(text, field));
        return Value.of(text);
      }
      if (fromTable && field.reading().names() != null) {
        notes(field)
            .ask(location, quoted(text) + " is none of the known values", cure(text, field));
        return Value.of(new Unclear(text, List.of(), List.of()));
      }
      context.fault(location, quoted(text) + " is not allowed here", cure(text, field));
      return Value.FAULTY;
    }
    List<String> choices = match.choices();
    boolean isOne = choices.size() == 1 || field.type() == FieldType.LIST;
    if (match.likeness() == Choices.Likeness.DOUBTFUL || !isOne) {
      notes(field)
          .ask(
              location,
              quoted(text)
                  + (choices.isEmpty()
                      ? " is not certainly one of the known values"
                      : " can mean " + String.join(" or ", choices)),
              choices.isEmpty() ? known(field.choices()) : "write the one that is meant");
      return Value.of(new Unclear(text, choices, List.of()));
    }
    if (match.likeness() != Choices.Likeness.SAME) {
      notes(field).readAs("choice " + text, location, text, String.join(" and ", choices));
    }
    return Value.of(choices.size() == 1 ? choices.get(0) : choices);
  }

  private boolean takesSlips(Field field) {
    return fromTable && !field.open();
  }

  /** The notes on the column of a field. */
  ColumnNotes notes(Field field) {
    return notes.computeIfAbsent(field.name(), name -> new ColumnNotes(context));
  }

  /** Hands on what was noted column by column. Call it after the last value. */
  void tell() {
    notes.values().forEach(ColumnNotes::tell);
    notes.clear();
  }

  private static Supplier<String> cure(String text, Field field) {
    return () -> {
      String known = known(field.choices());
      return Suggestions.to(text, field.choices())
          .map(
              nearest ->
                  "did you mean '"
                      + nearest
                      + "'?"
                      + (field.choices().size() <= MOST_TOLD ? " " + known : ""))
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

  /**
   * A value of a list field, without repetitions. An element that holds several known names, such
   * as {@code CEO, CTO}, is several.
   *
   * @param trimmed the elements as they stand in the document, none of them empty
   */
  Value list(Field field, Location location, List<String> trimmed) {
    Set<String> elements = new LinkedHashSet<>();
    List<List<String>> readings = new ArrayList<>();
    boolean faulty = false;
    boolean saysNothing = false;
    for (String element : trimmed) {
      if (saysNothing(field, element)) {
        saysNothing |= !readNothing(field, location, element);
        continue;
      }
      Value value = text(field, location, element);
      faulty |= value.faulty();
      if (value.content() instanceof String text) {
        elements.add(text);
      } else if (value.content() instanceof List<?> several) {
        several.forEach(one -> elements.add(String.valueOf(one)));
      } else if (value.content() instanceof Unclear asked) {
        readings.add(asked.readings());
      }
    }
    if (faulty) {
      return Value.FAULTY;
    }
    List<String> certain = List.copyOf(new ArrayList<>(elements));
    if (!readings.isEmpty()) {
      return Value.of(
          new Unclear(String.join("; ", trimmed), Unclear.readingsOf(readings), certain));
    }
    return certain.isEmpty() && (saysNothing || field.required())
        ? Value.ABSENT
        : Value.of(certain);
  }

  /** The separator of the parts of a list of the field. */
  ListText parts(Field field) {
    return parts.computeIfAbsent(
        field.name(),
        name -> {
          String kind = field.reading().names();
          return new ListText(
              text -> isName(field, kind, text), kind != null || !field.choices().isEmpty());
        });
  }

  private boolean isName(Field field, @Nullable String kind, String text) {
    if (!field.choices().isEmpty()) {
      Choices.Match match = shape.choices(field).find(text);
      return match != null && match.likeness() != Choices.Likeness.SLIP;
    }
    NameTable.Meaning meaning = kind == null ? null : context.names().meaning(kind, text);
    return meaning instanceof NameTable.Doubtful
        || (meaning instanceof NameTable.Known known && known.names().size() == 1);
  }

  /** Whether the text only holds a place, such as tbd, and is none of the field's choices. */
  boolean saysNothing(Field field, String text) {
    return text.length() <= LONGEST_PLACEHOLDER
        && !context.names().isSurelyNone(text, PLACEHOLDER, NONE)
        && !field.choices().contains(text)
        && (context.names().meaning(PLACEHOLDER, text) != null
            || context.names().meaning(NONE, text) != null)
        && (field.choices().isEmpty() || shape.choices(field).find(text) == null);
  }

  /** Notes an element that is none; returns whether it says that there are none. */
  private boolean readNothing(Field field, Location location, String text) {
    boolean none = context.names().meaning(NONE, text) != null;
    notes(field)
        .readAs(none ? "none" : "nothing", location, text, none ? "an empty list" : "nothing said");
    return none;
  }

  /** Notes a text that says nothing, which is a fault where something must be said. */
  Value sayNothing(Field field, Location location, String text) {
    if (field.required()) {
      return fault(
          location,
          quoted(text) + " says nothing",
          "give it a value: every entry of " + section.name() + " needs it");
    }
    notes(field).readAs("nothing", location, text, "nothing said");
    return Value.ABSENT;
  }

  /** A value of a number or count field. */
  Value number(Field field, Location location, BigDecimal number) {
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    if ((long) plain.precision() - plain.scale() > DIGITS_BEFORE_POINT
        || plain.scale() > DIGITS_AFTER_POINT) {
      return fault(
          location,
          quoted(number.toString()) + " has too many digits",
          "write at most "
              + DIGITS_BEFORE_POINT
              + " before the point and "
              + DIGITS_AFTER_POINT
              + " after it");
    }
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
    return field.type() == FieldType.COUNT ? BigDecimal.ZERO : LEAST;
  }

  /** The greatest value that the field takes. */
  static BigDecimal maximum(Field field) {
    if (field.maximum() == null) {
      return field.type() == FieldType.COUNT ? GREATEST_COUNT : GREATEST;
    }
    return field.type() == FieldType.COUNT ? field.maximum().min(GREATEST_COUNT) : field.maximum();
  }

  private static String quoted(String text) {
    return MessageText.quoted(text);
  }
}

package nestor.evidence;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nestor.evidence.text.Digits;
import nestor.evidence.text.NumberText;
import nestor.evidence.text.UnitFactors;
import nestor.evidence.text.WrittenNumber;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.NameTable;
import nestor.rulebook.Unit;
import org.jspecify.annotations.Nullable;

/**
 * Notation of the numbers of one column: which sign is the decimal one, and whether shares are
 * percentages, as those numbers show that can be read in one way only.
 */
final class NumberColumn {
  private static final String UNITS = "unit";

  /** The kind of words that say how often something is done. */
  private static final String RHYTHM = "rhythm";

  private static final Pattern EVERY =
      Pattern.compile(
          "(?:every|each|alle|tous les|toutes les|cada|a cada|elke|om de)\\s+(?=\\d)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FRACTION =
      Pattern.compile(
          "(\\d{1,3}(?:[.,]\\d{1,2})?)\\s*(?:/|of|out of|von|sur|de|van)\\s*(5|6|10|20|100)");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal MOST_PERCENT = BigDecimal.valueOf(1000);

  private final Field field;
  private final FieldValueReader values;
  private final ColumnNotes notes;
  private final boolean isShare;

  /** Over it a number can be no share. */
  private final BigDecimal mostShare;

  private boolean hasDecimalPoint;
  private boolean hasDecimalComma;
  private boolean hasShares;
  private boolean hasPercentages;

  NumberColumn(Field field, FieldValueReader values, ColumnNotes notes) {
    this.field = field;
    this.values = values;
    this.notes = notes;
    this.isShare = field.type() == FieldType.NUMBER && field.isIn(Unit.SHARE);
    this.mostShare = field.maximum() == null ? BigDecimal.valueOf(2) : field.maximum();
  }

  /** The number of a cell; null where it holds none. */
  @Nullable WrittenNumber read(String text) {
    boolean mayBeRhythm = field.isIn(Unit.DAYS) && !CellValueReader.isPlainNumber(text);
    WrittenNumber number = mayBeRhythm ? rhythm(text) : null;
    if (number == null && isShare && !isFigures(text)) {
      number = fraction(text);
    }
    return number == null ? NumberText.read(withoutScale(text)) : number;
  }

  /** The days between what is done weekly and the like; null where the text says no such thing. */
  private @Nullable WrittenNumber rhythm(String text) {
    if (names().meaning(RHYTHM, text) instanceof NameTable.Known known) {
      return new WrittenNumber(
          new BigDecimal(known.names().get(0)), null, '\0', false, WrittenNumber.Marks.NONE);
    }
    Matcher every = EVERY.matcher(text);
    return every.lookingAt() ? NumberText.read(text.substring(every.end())) : null;
  }

  private NameTable names() {
    return notes.context().names();
  }

  /** Whether it is a number without anything beside it, or nearly. */
  private static boolean isFigures(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != '.' && c != ',' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  /** A share of some points, such as 7.5/10. */
  private static @Nullable WrittenNumber fraction(String text) {
    Matcher parts = FRACTION.matcher(text);
    WrittenNumber part = parts.matches() ? NumberText.read(parts.group(1)) : null;
    if (part == null || part.isOpen()) {
      return null;
    }
    BigDecimal share = part.value().divide(new BigDecimal(parts.group(2)), MathContext.DECIMAL32);
    return new WrittenNumber(
        share, null, '\0', false, new WrittenNumber.Marks(true, false, null, null, ""));
  }

  /** The number in the unit of the field, where it has another one that stands for so many. */
  private WrittenNumber converted(WrittenNumber number) {
    BigDecimal factor =
        number.marks().unit().isEmpty() || isOwnUnit(number.marks().unit())
            ? null
            : names().meaning(UNITS, number.marks().unit()) instanceof NameTable.Known known
                ? UnitFactors.of(known.names().get(0), field.unit())
                : null;
    if (factor == null) {
      return number;
    }
    WrittenNumber.Marks marks = number.marks();
    BigDecimal grouped = number.grouped();
    return new WrittenNumber(
        number.value().multiply(factor, MathContext.DECIMAL32),
        grouped == null ? null : grouped.multiply(factor, MathContext.DECIMAL32),
        number.separator(),
        false,
        new WrittenNumber.Marks(
            marks.percent(), marks.scaled(), marks.doubt(), marks.currency(), ""));
  }

  /** A text without what its field's unit says already, such as the "of 5" of a grade. */
  private String withoutScale(String text) {
    String unit = field.unit();
    if (unit == null || !unit.startsWith("of ")) {
      return text;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    String most = unit.substring("of ".length());
    for (String end : List.of("out " + unit, unit, "/" + most, "/ " + most)) {
      if (lower.endsWith(end) && lower.length() > end.length()) {
        return text.substring(0, text.length() - end.length()).strip();
      }
    }
    return text;
  }

  /** Takes a number of the column for evidence. */
  void add(WrittenNumber number, boolean numeric) {
    if (!numeric) {
      hasDecimalPoint |= number.decimalSign() == '.';
      hasDecimalComma |= number.decimalSign() == ',';
    }
    if (isShare && !number.marks().percent() && number.value().signum() > 0) {
      boolean over = number.value().compareTo(mostShare) > 0;
      hasPercentages |= over;
      hasShares |= !over;
    }
  }

  /** The value of a cell, after all of the column were added. */
  Value value(@Nullable WrittenNumber written, boolean numeric, Location location, String text) {
    if (written == null) {
      return noNumber(location, text);
    }
    WrittenNumber number = converted(written);
    Value wrong = markFault(number, location, text);
    if (wrong != null) {
      return wrong;
    }
    BigDecimal grouped = number.grouped();
    BigDecimal value = number.value();
    if (grouped != null && !numeric) {
      BigDecimal decided = decided(value, grouped, number.separator());
      if (decided == null) {
        return asked(
            location,
            text,
            "is " + plain(value) + " or " + plain(grouped),
            "write " + plain(value) + " or " + plain(grouped),
            value,
            grouped);
      }
      value = decided;
    }
    WrittenNumber.Doubt doubt = number.marks().doubt();
    if (doubt == WrittenNumber.Doubt.PERHAPS_NEGATIVE) {
      BigDecimal other = value.negate();
      String either = plain(other) + " or " + plain(value);
      return asked(location, text, "is " + either, "write " + either, other, value);
    }
    if (doubt != null) {
      return asked(location, text, "is not exact", "write " + plain(value) + " if so", value);
    }
    return isShare && !number.marks().percent()
        ? share(value, number, location, text)
        : taken(value, number, location, text);
  }

  /** A fault where the field takes no such percentage, currency or unit; otherwise null. */
  private @Nullable Value markFault(WrittenNumber number, Location location, String text) {
    WrittenNumber.Marks marks = number.marks();
    String quoted = MessageText.quoted(text);
    String unit = field.unit();
    if (marks.percent() && !isShare) {
      return values.fault(location, quoted + " is a percentage where a number is due", number());
    }
    if (marks.currency() != null && !field.isIn(Unit.MONEY)) {
      return values.fault(location, quoted + " is money where a number is due", number());
    }
    if (marks.scaled() && !field.isIn(Unit.MONEY) && field.type() != FieldType.COUNT) {
      return values.fault(location, quoted + " is not a number", FieldValueReader.PLAIN_NUMBER);
    }
    if (!marks.unit().isEmpty() && !isOwnUnit(marks.unit())) {
      return values.fault(
          location,
          quoted + " is not a number" + (isPlainUnit(unit) ? " of " + unit : ""),
          number());
    }
    return null;
  }

  private String number() {
    String unit = field.unit();
    return isShare
        ? "write a share such as 0.45"
        : "write the number alone" + (isPlainUnit(unit) ? ", in " + unit : "");
  }

  private static boolean isPlainUnit(@Nullable String unit) {
    return unit != null
        && Unit.of(unit) != Unit.MONEY
        && Unit.of(unit) != Unit.SHARE
        && !unit.startsWith("of ");
  }

  private boolean isOwnUnit(String written) {
    String unit = field.unit();
    if (unit == null) {
      return false;
    }
    String own = NameTable.key(unit);
    String other = NameTable.key(written);
    return other.equals(own)
        || own.equals(other + "s")
        || other.equals(own + "s")
        || (notes.context().names().meaning(UNITS, written) instanceof NameTable.Known known
            && known.names().contains(unit));
  }

  /**
   * The one of two numbers between which a separator leaves it open; null where nothing decides.
   */
  private @Nullable BigDecimal decided(BigDecimal value, BigDecimal grouped, char separator) {
    boolean takesGrouped = isTaken(grouped);
    if (takesGrouped && field.type() == FieldType.COUNT) {
      return grouped;
    }
    if (takesGrouped != isTaken(value)) {
      return takesGrouped ? grouped : value;
    }
    if (hasDecimalPoint == hasDecimalComma) {
      return null;
    }
    boolean isDecimal = separator == (hasDecimalPoint ? '.' : ',');
    // Three decimals of money are as unlikely as a change of the notation: the one or the other.
    return !isDecimal ? grouped : field.isIn(Unit.MONEY) ? null : value;
  }

  private boolean isTaken(BigDecimal value) {
    return value.compareTo(FieldValueReader.minimum(field)) >= 0
        && value.compareTo(isShare ? mostShare.max(HUNDRED) : FieldValueReader.maximum(field)) <= 0
        && (field.type() != FieldType.COUNT || value.stripTrailingZeros().scale() <= 0);
  }

  private Value share(BigDecimal value, WrittenNumber number, Location location, String text) {
    BigDecimal most = field.maximum() == null ? MOST_PERCENT : HUNDRED;
    boolean over = value.compareTo(mostShare) > 0;
    BigDecimal hundredth = value.movePointLeft(2);
    if (over && value.compareTo(most) <= 0) {
      if (!hasShares) {
        notes.readAs(
            "percent",
            location,
            text,
            plain(hundredth) + ", as no number of the column is a share of 1",
            "write " + plain(value) + "% or " + plain(hundredth));
        return values.number(field, location, hundredth);
      }
      return asked(
          location,
          text,
          "is " + plain(value) + " % or a slip",
          "write " + plain(value) + "% or " + plain(hundredth),
          hundredth);
    }
    if (!over && value.compareTo(BigDecimal.ONE) == 0 && hasPercentages) {
      return asked(
          location, text, "is 1 % or 100 %", "write 1% or 100%", hundredth, BigDecimal.ONE);
    }
    return taken(value, number, location, text);
  }

  private Value taken(BigDecimal value, WrittenNumber number, Location location, String text) {
    Value taken = values.number(field, location, value);
    if (taken.faulty()
        || (number.plain()
            && value.compareTo(number.value()) == 0
            && withoutScale(text).equals(text))) {
      return taken;
    }
    WrittenNumber.Marks marks = number.marks();
    String meaning = plain(value);
    if (marks.currency() != null) {
      notes.context().mentionCurrency(marks.currency(), location, text);
    }
    notes.readAs(kind(marks), location, text, meaning);
    return taken;
  }

  /** By what a number is not plain, so that each such way is told once a column. */
  private static String kind(WrittenNumber.Marks marks) {
    if (marks.percent()) {
      return "percent sign";
    }
    return marks.scaled() ? "scale" : marks.currency() != null ? "currency" : "number";
  }

  private Value asked(
      Location location, String text, String what, String cure, BigDecimal... readings) {
    notes.ask(location, MessageText.quoted(text) + " " + what, cure);
    return Value.of(
        new Unclear(text, Stream.of(readings).map(NumberColumn::plain).toList(), List.of()));
  }

  private Value noNumber(Location location, String text) {
    if (field.isIn(Unit.DAYS) && names().meaning(RHYTHM, text) != null) {
      return asked(location, text, "is no certain number of days", "write how many days");
    }
    for (String between : List.of("-", "\u2013", " to ", " bis ")) {
      int at = text.indexOf(between, 1);
      Digits from = at < 0 ? null : Digits.of(text.substring(0, at).strip());
      Digits to = at < 0 ? null : Digits.of(text.substring(at + between.length()).strip());
      if (from != null && to != null && from.value().compareTo(to.value()) < 0) {
        return asked(location, text, "is a range", "write one number", from.value(), to.value());
      }
    }
    return values.fault(
        location, MessageText.quoted(text) + " is not a number", FieldValueReader.PLAIN_NUMBER);
  }

  private static String plain(BigDecimal number) {
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return plain.toPlainString();
  }
}

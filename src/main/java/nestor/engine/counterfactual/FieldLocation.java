package nestor.engine.counterfactual;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nestor.engine.ternary.Comparisons;
import nestor.engine.ternary.Unknown;
import nestor.rulebook.Dates;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.Section;
import nestor.rulebook.Unit;
import nestor.rulebook.syntax.Expression.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Field of one entry that a condition reads, so that another value there can change the answer.
 *
 * @param entry the number by which edits call the entry; {@link #FRESH} for one that is not there
 *     yet
 * @param now its value: null for none on record, an {@link Unknown} where nobody said
 * @param seen texts that stand in the same field of other entries
 * @param roles the roles that it may name, where it names roles
 */
public record FieldLocation(
    Section section,
    int entry,
    Field field,
    @Nullable Object now,
    List<String> seen,
    List<String> roles) {
  static final int FRESH = -1;
  private static final BigDecimal HUNDREDTH = new BigDecimal("0.01");
  private static final String SOMETHING = "something";

  /** A field of an entry that is not there yet. */
  public static FieldLocation fresh(Section section, Field field) {
    return new FieldLocation(section, FRESH, field, null, List.of(), List.of());
  }

  /** The step to another value of this spot. */
  CandidateEdit put(@Nullable Object value, LocalDate today) {
    boolean given = now != null && !(now instanceof Unknown);
    double cost =
        now == null
            ? CandidateEdit.WRITE_DOWN
            : now instanceof Unknown
                ? CandidateEdit.GIVE
                : value == null ? CandidateEdit.WITHDRAW : CandidateEdit.CHANGE;
    cost +=
        switch (field.type()) {
          case TEXT ->
              !given
                  ? 0
                  : field.choices().isEmpty() ? CandidateEdit.CALL_IT_ELSE : CandidateEdit.DENY;
          case YES_NO ->
              !given ? 0 : Boolean.TRUE.equals(now) ? CandidateEdit.DENY : CandidateEdit.TURN;
          case COUNT -> field.isIn(Unit.YEAR) ? CandidateEdit.CALL_IT_ELSE : 0;
          case DATE -> isUndone(value) ? CandidateEdit.DENY : 0;
          case NUMBER, LIST -> 0;
        };
    if (field.required() && !isNumber()) {
      cost += CandidateEdit.RENAME;
    }
    cost += CandidateEdit.FARTHEST * far(value);
    if (now == null && value instanceof LocalDate day && day.isAfter(today)) {
      // What has no date is seldom given one that is still to come.
      cost += CandidateEdit.DAY_TO_COME;
    }
    if (section.name().equals(OrganisationSection.ORGANISATION)) {
      cost += CandidateEdit.WHO_THEY_ARE;
    }
    return CandidateEdit.of(new Edit.Put(section.name(), entry, field.name(), value), cost);
  }

  /** Whether something would have been done longer ago than it was. */
  private boolean isUndone(@Nullable Object value) {
    return field.reading().past()
        && now instanceof LocalDate before
        && value instanceof LocalDate then
        && then.isBefore(before);
  }

  /** Distance of a value from the present one, up to 1. */
  private double far(@Nullable Object value) {
    if (now instanceof LocalDate from && value instanceof LocalDate to) {
      return Math.min(1, Math.abs(from.toEpochDay() - to.toEpochDay()) / 1000.0);
    }
    if (now instanceof Number && value instanceof Number) {
      double from = Comparisons.number(now).doubleValue();
      double to = Comparisons.number(value).doubleValue();
      return Math.min(1, Math.abs(from - to) / Math.max(1e-9, Math.max(from, to)));
    }
    return 0;
  }

  /** The values nearest to what is there for which a comparison holds; null is none on record. */
  public List<@Nullable Object> values(
      Comparator operator, @Nullable Object other, LocalDate today) {
    List<@Nullable Object> values = new ArrayList<>();
    switch (operator) {
      case EQUAL -> equal(other, values);
      case NOT_EQUAL -> others(other, today, values);
      case LESS -> ordered(other, -1, values);
      case AT_MOST -> ordered(other, 0, values);
      case GREATER -> ordered(other, 1, values);
      case AT_LEAST -> ordered(other, 0, values);
      case CONTAINS -> withElement(other, values);
      case NOT_CONTAINS -> withoutElement(other, values);
      case MEMBER_OF -> {
        if (other instanceof List<?> list) {
          list.stream().limit(2).forEach(values::add);
        }
      }
      case NOT_MEMBER_OF -> {
        if (other instanceof List<?> list) {
          anyBut(new LinkedHashSet<>(list), today, values);
        }
      }
      case STARTS_WITH -> {
        if (other instanceof String start) {
          values.add(start);
        }
      }
    }
    values.removeIf(value -> value != null && !fits(value));
    return values;
  }

  private void equal(@Nullable Object other, List<@Nullable Object> values) {
    if (other != null) {
      values.add(typed(other));
    } else if (!field.required() && field.defaultValue() == null) {
      values.add(null);
    }
  }

  private boolean canBeNone() {
    return field.absentMeansNone() && !field.required() && field.defaultValue() == null;
  }

  private void others(@Nullable Object other, LocalDate today, List<@Nullable Object> values) {
    Set<Object> excluded = new LinkedHashSet<>();
    if (other != null) {
      excluded.add(other);
    }
    anyBut(excluded, today, values);
    if (other != null && canBeNone()) {
      values.add(null);
    }
  }

  /** Some value that is on record and none of these. */
  void anyBut(Set<?> excluded, LocalDate today, List<@Nullable Object> values) {
    switch (field.type()) {
      case YES_NO -> {
        values.add(true);
        values.add(false);
      }
      case DATE -> values.add(today);
      case COUNT -> values.add(anyCount(today));
      case NUMBER -> values.add(BigDecimal.ONE);
      case LIST -> values.add(filler(today));
      case TEXT -> {
        List<String> known = new ArrayList<>(field.choices().isEmpty() ? roles : field.choices());
        if (!excluded.isEmpty() && field.choices().isEmpty()) {
          seen.stream().filter(text -> !known.contains(text)).forEach(known::add);
        }
        known.removeIf(excluded::contains);
        known.stream().limit(3).forEach(values::add);
        if (known.size() > 3) {
          values.add(known.get(known.size() - 1));
        }
        if (known.isEmpty() && (field.choices().isEmpty() || field.open())) {
          values.add(excluded.contains(SOMETHING) ? SOMETHING + " else" : SOMETHING);
        }
      }
    }
    values.removeIf(excluded::contains);
  }

  private void ordered(@Nullable Object other, int beyond, List<@Nullable Object> values) {
    if (other instanceof LocalDate date && field.type() == FieldType.DATE) {
      values.add(date.plusDays(beyond));
    } else if (other instanceof Number && isNumber()) {
      BigDecimal limit = Comparisons.number(other);
      RoundingMode away =
          beyond < 0
              ? RoundingMode.FLOOR
              : beyond > 0 ? RoundingMode.CEILING : RoundingMode.UNNECESSARY;
      BigDecimal step = step(limit);
      values.add(typed(rounded(limit.add(step.multiply(BigDecimal.valueOf(beyond))), away)));
      if (beyond == 0 && limit.scale() > 0 && field.type() == FieldType.COUNT) {
        values.add(typed(limit.setScale(0, RoundingMode.CEILING)));
      }
    }
  }

  private boolean isNumber() {
    return field.type() == FieldType.COUNT || field.type() == FieldType.NUMBER;
  }

  /** The least difference that people would state. */
  private BigDecimal step(BigDecimal limit) {
    if (field.type() == FieldType.COUNT) {
      return BigDecimal.ONE;
    }
    BigDecimal most = field.maximum();
    if ((most != null && most.compareTo(BigDecimal.ONE) == 0) || field.isIn(Unit.SHARE)) {
      return HUNDREDTH;
    }
    int scale = Math.max(0, limit.stripTrailingZeros().scale());
    if (most != null && scale == 0) {
      scale = 1;
    }
    return BigDecimal.ONE.movePointLeft(Math.min(scale, 6));
  }

  private BigDecimal rounded(BigDecimal number, RoundingMode mode) {
    return field.type() == FieldType.COUNT && mode != RoundingMode.UNNECESSARY
        ? number.setScale(0, mode)
        : number;
  }

  private void withElement(@Nullable Object element, List<@Nullable Object> values) {
    if (element instanceof String text) {
      List<String> more = new ArrayList<>(list());
      more.add(text);
      values.add(more);
    }
  }

  private void withoutElement(@Nullable Object element, List<@Nullable Object> values) {
    List<String> less = new ArrayList<>(list());
    less.removeIf(text -> text.equals(element));
    if (less.isEmpty() && canBeNone()) {
      values.add(null);
    } else if (!(less.isEmpty() && field.required())) {
      values.add(less);
    }
  }

  /** The elements that are there. */
  List<String> list() {
    return now instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  /** A value of the field's own type. */
  Object typed(Object value) {
    if (value instanceof Number && field.type() == FieldType.COUNT) {
      BigDecimal number = Comparisons.number(value);
      return number.stripTrailingZeros().scale() <= 0
              && number.abs().longValue() < Integer.MAX_VALUE
          ? (Object) number.intValue()
          : number;
    }
    if (value instanceof Number && field.type() == FieldType.NUMBER) {
      BigDecimal number = Comparisons.number(value).stripTrailingZeros();
      return number.scale() < 0 ? number.setScale(0) : number;
    }
    return value;
  }

  /** Whether a document could say so. */
  private boolean fits(Object value) {
    return switch (field.type()) {
      case TEXT ->
          value instanceof String text
              && (field.choices().isEmpty() || field.open() || field.choices().contains(text));
      case COUNT -> value instanceof Integer && inRange(value);
      case NUMBER -> value instanceof BigDecimal && inRange(value);
      case YES_NO -> value instanceof Boolean;
      case DATE -> value instanceof LocalDate date && Dates.isLikely(date);
      case LIST ->
          value instanceof List<?> list
              && (field.choices().isEmpty() || field.open() || field.choices().containsAll(list));
    };
  }

  private boolean inRange(Object value) {
    BigDecimal number = Comparisons.number(value);
    BigDecimal least = field.minimum() == null ? BigDecimal.ZERO : field.minimum();
    return number.compareTo(least) >= 0
        && (field.maximum() == null || number.compareTo(field.maximum()) <= 0);
  }

  /** Whether a text was made up. */
  public static boolean isFiller(@Nullable Object value) {
    return value instanceof String text && text.startsWith(SOMETHING);
  }

  /** Some value that an entry needs to be one at all. */
  public Object filler(LocalDate today) {
    return switch (field.type()) {
      case TEXT -> anyText();
      case DATE -> today;
      case YES_NO -> true;
      case COUNT -> anyCount(today);
      case NUMBER -> BigDecimal.ONE;
      case LIST -> List.of(anyText());
    };
  }

  /** Some value for an entry that is to stand beside others. */
  Object fillerBeside(List<@Nullable Object> others, LocalDate today) {
    return field.type() == FieldType.TEXT && !roles.isEmpty()
        ? roles.stream().filter(role -> !others.contains(role)).findFirst().orElse(roles.get(0))
        : filler(today);
  }

  /** A list of one element more, which it does not hold yet: equal ones are read as one. */
  List<String> longer() {
    List<String> longer = new ArrayList<>(list());
    List<String> known = field.choices().isEmpty() ? roles : field.choices();
    longer.add(
        Stream.concat(
                known.stream(), IntStream.iterate(1, i -> i + 1).mapToObj(FieldLocation::another))
            .filter(element -> !longer.contains(element))
            .findFirst()
            .orElseThrow());
    return longer;
  }

  private static String another(int number) {
    return number == 1 ? SOMETHING : SOMETHING + " " + number;
  }

  private int anyCount(LocalDate today) {
    return field.isIn(Unit.YEAR)
        ? today.getYear()
        : field.minimum() == null ? 1 : field.minimum().intValue();
  }

  private String anyText() {
    List<String> known = field.choices().isEmpty() ? roles : field.choices();
    return known.isEmpty() ? SOMETHING : known.get(0);
  }
}

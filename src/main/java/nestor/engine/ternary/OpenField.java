package nestor.engine.ternary;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nestor.engine.ternary.Unknown.AnythingBut;
import nestor.engine.ternary.Unknown.AtLeast;
import nestor.engine.ternary.Unknown.Between;
import nestor.engine.ternary.Unknown.OneOf;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Field of one entry on record whose value is not known, and what conditions compared it with while
 * they were evaluated. From that follow the few values that stand for all: no condition sees a
 * difference between a value and the one that stands for it.
 */
public final class OpenField implements Unknown.Identity {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final String name;
  private final Field field;
  private final Unknown.Range range;
  private final boolean canBeNone;
  private final Set<Compared> compared = new LinkedHashSet<>();

  /** Whether conditions did something else with it than to compare it with values. */
  private boolean reckoned;

  /**
   * A comparison.
   *
   * @param left whether the field stood on the left
   */
  private record Compared(Expression.Comparator operator, boolean left, @Nullable Object with) {
    Ternary of(@Nullable Object value) {
      return left
          ? Comparisons.compare(operator, value, with)
          : Comparisons.compare(operator, with, value);
    }
  }

  /**
   * A field of an entry.
   *
   * @param section the section's name
   * @param entry the number of the entry in its section
   */
  public OpenField(String section, int entry, Field field, Unknown unknown) {
    this.name = section + "[" + entry + "]." + field.name();
    this.field = field;
    this.range = unknown.range();
    this.canBeNone = unknown.doubted() || (!unknown.offRecord() && !(range instanceof OneOf));
  }

  /** The place of the value, such as {@code systems[3].critical}. */
  public String name() {
    return name;
  }

  /** Records that a condition calculated with the value, so that no few values stand for all. */
  void reckoned() {
    reckoned = true;
  }

  /**
   * Records what the value was compared with.
   *
   * @param left whether the field stood on the left
   */
  void compared(Expression.Comparator operator, boolean left, @Nullable Object with) {
    if (with instanceof Unknown other) {
      comparedWith(other, operator, left);
    } else if (operator == Expression.Comparator.STARTS_WITH
        || (with instanceof List<?> && isList())) {
      reckoned = true;
    } else if (with instanceof List<?> list) {
      list.forEach(
          element -> compared.add(new Compared(Expression.Comparator.EQUAL, true, element)));
    } else {
      compared.add(new Compared(operator, left, with));
    }
  }

  private boolean isList() {
    return field.type() == FieldType.LIST;
  }

  private void comparedWith(Unknown other, Expression.Comparator operator, boolean left) {
    Unknown.Range of = other.range();
    if (of instanceof OneOf one) {
      one.options().forEach(option -> compared(operator, left, option));
    } else if (other.field() != null || other.needs().stream().anyMatch(OpenField::isName)) {
      // What it comes to differs with what is supposed.
      reckoned = true;
    } else if (of instanceof AnythingBut but) {
      but.excluded().forEach(value -> compared(Expression.Comparator.EQUAL, true, value));
    } else if (of instanceof Between between) {
      compareWithEnd(between.low(), operator, left);
      compareWithEnd(between.high(), operator, left);
    } else if (of instanceof AtLeast list) {
      compared(operator, left, list.known());
    }
  }

  private void compareWithEnd(
      @Nullable BigDecimal end, Expression.Comparator operator, boolean left) {
    if (end != null) {
      compared(operator, left, end);
      compared(Expression.Comparator.EQUAL, true, end);
    }
  }

  /** Whether a need is the name of such a field. */
  public static boolean isName(String need) {
    return need.indexOf('[') >= 0;
  }

  /** The values that stand for all that it can have; none where no few values do. */
  public List<@Nullable Object> values() {
    if (reckoned || isList()) {
      return List.of();
    }
    Map<List<Ternary.Kind>, @Nullable Object> byAnswers = new LinkedHashMap<>();
    List<@Nullable Object> candidates = new ArrayList<>(candidates());
    if (canBeNone) {
      candidates.add(null);
    }
    for (Object candidate : candidates) {
      List<Ternary.Kind> answers = new ArrayList<>();
      compared.forEach(one -> answers.add(one.of(candidate).kind()));
      byAnswers.putIfAbsent(answers, candidate);
    }
    return new ArrayList<>(byAnswers.values());
  }

  private List<@Nullable Object> candidates() {
    if (range instanceof OneOf one) {
      return one.options();
    }
    return switch (field.type()) {
      case COUNT, NUMBER -> numbers();
      case DATE -> dates();
      case TEXT -> texts();
      default -> List.of();
    };
  }

  private List<@Nullable Object> numbers() {
    TreeSet<BigDecimal> with = new TreeSet<>();
    for (Compared one : compared) {
      if (one.with() instanceof Number number) {
        with.add(Comparisons.number(number));
      }
    }
    Between between = range instanceof Between limits ? limits : new Between(null, null);
    BigDecimal low = between.low();
    BigDecimal high = between.high();
    TreeSet<BigDecimal> ends = new TreeSet<>(with);
    ends.add(low == null ? BigDecimal.ONE : low);
    if (high != null) {
      ends.add(high);
    }
    TreeSet<BigDecimal> all = new TreeSet<>();
    BigDecimal before = null;
    for (BigDecimal end : ends) {
      all.add(end.subtract(BigDecimal.ONE));
      all.add(end);
      all.add(end.add(BigDecimal.ONE));
      // A count is never 3.5, but 3 and 4 lie on its two sides.
      all.add(end.setScale(0, RoundingMode.FLOOR));
      all.add(end.setScale(0, RoundingMode.CEILING));
      if (before != null) {
        all.add(before.add(end).divide(TWO));
      }
      before = end;
    }
    List<@Nullable Object> numbers = new ArrayList<>();
    // Those near to what they are compared with read as what people mean.
    for (BigDecimal number : nearestFirst(all, with)) {
      boolean can =
          (low == null || number.compareTo(low) >= 0)
              && (high == null || number.compareTo(high) <= 0);
      boolean whole = number.stripTrailingZeros().scale() <= 0;
      if (can && (whole || field.type() == FieldType.NUMBER)) {
        numbers.add(field.type() == FieldType.COUNT ? (Object) number.intValue() : number);
      }
    }
    return numbers;
  }

  private static List<BigDecimal> nearestFirst(Set<BigDecimal> numbers, Set<BigDecimal> to) {
    return numbers.stream()
        .sorted(
            Comparator.comparing(
                number ->
                    to.stream()
                        .map(other -> other.subtract(number).abs())
                        .min(Comparator.naturalOrder())
                        .orElse(BigDecimal.ZERO)))
        .toList();
  }

  private List<@Nullable Object> dates() {
    TreeSet<LocalDate> all = new TreeSet<>();
    for (Compared one : compared) {
      if (one.with() instanceof LocalDate date) {
        all.addAll(List.of(date.minusDays(1), date, date.plusDays(1)));
      }
    }
    return all.isEmpty() ? List.of(LocalDate.EPOCH) : new ArrayList<>(all);
  }

  private List<@Nullable Object> texts() {
    Set<Object> excluded = range instanceof AnythingBut but ? but.excluded() : Set.of();
    List<@Nullable Object> texts = new ArrayList<>();
    for (Compared one : compared) {
      if (one.with() instanceof String text && !excluded.contains(text)) {
        texts.add(text);
      }
    }
    String other = "another";
    while (texts.contains(other) || excluded.contains(other)) {
      other += " one";
    }
    texts.add(other);
    return texts;
  }
}

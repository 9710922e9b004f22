package nestor.rulebook.lint;

import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import nestor.rulebook.Threshold;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Operand that a test compares with.
 *
 * @param text what identifies it; the same text is the same value within one match
 * @param literal its value where the rule states it
 * @param isLiteral whether the rule states it, null included
 * @param threshold the threshold that it is read from, or null
 * @param sign how many of the threshold's days lie between today and it: 1 for its number and for
 *     {@code until}, -1 for {@code since}
 * @param today whether it is the day of the advice
 */
record Operand(
    String text,
    @Nullable Object literal,
    boolean isLiteral,
    @Nullable Threshold threshold,
    int sign,
    boolean today) {

  static Operand literal(Expression.Literal literal) {
    return new Operand("literal " + literal.value(), literal.value(), true, null, 0, false);
  }

  static Operand opaque(String text) {
    return new Operand(text, null, false, null, 0, false);
  }

  static Operand day() {
    return new Operand("today", null, false, null, 0, true);
  }

  static Operand of(Threshold threshold, String field) {
    return new Operand(
        threshold.name() + "." + field,
        null,
        false,
        threshold,
        field.equals("since") ? -1 : 1,
        false);
  }

  boolean isNull() {
    return isLiteral && literal == null;
  }

  /**
   * The number that it stands for, days from today for a date, or null where that is not settled.
   *
   * @param dimensions the value of each dimension
   */
  @Nullable BigDecimal number(SortedMap<String, String> dimensions) {
    if (literal instanceof BigDecimal number) {
      return number;
    }
    if (today) {
      return BigDecimal.ZERO;
    }
    Threshold of = threshold;
    if (of == null || of.values().size() > 1) {
      return null;
    }
    BigDecimal number = of.values().firstEntry().getValue();
    for (Threshold.Variant variant : of.variants()) {
      if (variant.value().equals(dimensions.get(variant.dimension()))) {
        number = variant.number();
        break;
      }
    }
    return sign < 0 ? number.negate() : number;
  }

  /** The dimensions that it varies by are added, each with its values. */
  void dimensions(Map<String, java.util.SortedSet<String>> into) {
    if (threshold != null) {
      threshold
          .variants()
          .forEach(
              v ->
                  into.computeIfAbsent(v.dimension(), d -> new java.util.TreeSet<>())
                      .add(v.value()));
    }
  }
}

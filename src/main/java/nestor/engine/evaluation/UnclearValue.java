package nestor.engine.evaluation;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import nestor.engine.ternary.Unknown;
import nestor.evidence.Unclear;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Section;
import org.jspecify.annotations.Nullable;

/**
 * Factory of the unknown values that stand for values which can be read in several ways. A name is
 * one of those that it may stand for, or only itself; what else can be read in several ways may be
 * anything, or nothing.
 */
final class UnclearValue {
  private UnclearValue() {}

  static Unknown of(Section section, Field field, Unclear unclear) {
    SortedSet<String> needs = Unknown.need(section.name() + "." + field.name());
    return switch (field.type()) {
      case TEXT ->
          new Unknown(
              needs,
              names(unclear),
              false,
              new Unknown.Stated(unclear.written(), unclear.written()));
      case LIST ->
          new Unknown(
              needs,
              new Unknown.AtLeast(
                  List.copyOf(unclear.certain()),
                  unclear.readings().isEmpty()
                      ? null
                      : new ArrayList<>(with(unclear, unclear.written().split("; ")))),
              false,
              new Unknown.Stated(written(unclear), unclear.certain()));
      case YES_NO ->
          new Unknown(
              needs,
              new Unknown.OneOf(Arrays.asList(true, false, null)),
              false,
              new Unknown.Stated(unclear.written(), null));
      case COUNT, NUMBER, DATE ->
          new Unknown(
              needs,
              FieldRange.of(field, false),
              false,
              new Unknown.Stated(unclear.written(), taken(field, unclear)));
    };
  }

  private static Unknown.Range names(Unclear unclear) {
    return unclear.readings().isEmpty()
        ? Unknown.ANYTHING
        : new Unknown.OneOf(new ArrayList<>(with(unclear, unclear.written())));
  }

  private static Set<String> with(Unclear unclear, String... written) {
    Set<String> all = new LinkedHashSet<>(unclear.readings());
    all.addAll(List.of(written));
    return all;
  }

  private static String written(Unclear unclear) {
    List<String> all = new ArrayList<>(unclear.certain());
    all.add(unclear.written());
    return String.join(", ", all);
  }

  /** A value that it can be: the first reading, or any where there is none. */
  private static Object taken(Field field, Unclear unclear) {
    for (String reading : unclear.readings()) {
      Object typed = typed(field, reading);
      if (typed != null) {
        return typed;
      }
    }
    if (field.type() == FieldType.DATE) {
      return LocalDate.EPOCH;
    }
    BigDecimal least = field.minimum() == null ? BigDecimal.ZERO : field.minimum();
    return field.type() == FieldType.COUNT ? (Object) least.intValue() : least;
  }

  private static @Nullable Object typed(Field field, String text) {
    try {
      if (field.type() == FieldType.DATE) {
        return LocalDate.parse(text);
      }
      BigDecimal number = new BigDecimal(text);
      boolean fits =
          (field.minimum() == null || number.compareTo(field.minimum()) >= 0)
              && (field.maximum() == null || number.compareTo(field.maximum()) <= 0);
      return !fits
          ? null
          : field.type() == FieldType.COUNT ? (Object) number.intValueExact() : number;
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return null;
    }
  }
}

package nestor.bench;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * The tests of rules that look at one entry, as the cells of other engines' decision tables say
 * them. Dates are numbers of days there.
 *
 * @param entry what stands before the name of a field
 * @param size the function that counts a list
 * @param among a value and the options that it must be among
 */
record TableText(String entry, String size, BiFunction<String, List<String>, String> among) {

  /** What must hold of an entry. */
  String of(EntryRules.EntryRule rule) {
    return rule.tests().stream()
        .map(test -> "(" + of(test.expression(), test.numbers()) + ")")
        .collect(Collectors.joining(" and "));
  }

  private String of(Expression expression, Map<String, Object> numbers) {
    if (expression instanceof Expression.And both) {
      return "(" + of(both.left(), numbers) + " and " + of(both.right(), numbers) + ")";
    } else if (expression instanceof Expression.Or either) {
      return "(" + of(either.left(), numbers) + " or " + of(either.right(), numbers) + ")";
    } else if (expression instanceof Expression.Membership membership) {
      String in =
          among.apply(
              of(membership.value(), numbers),
              membership.options().stream().map(option -> of(option, numbers)).toList());
      return membership.negated() ? "not (" + in + ")" : in;
    } else if (expression instanceof Expression.Comparison comparison) {
      return of(comparison, numbers);
    } else if (expression instanceof Expression.Literal literal) {
      return plain(literal.value());
    } else if (expression instanceof Expression.FieldOf field) {
      return entry + field.field();
    } else if (expression instanceof Expression.Variable variable) {
      return plain(numbers.get(variable.name()));
    } else if (expression instanceof Expression.Size list) {
      return size + "(" + of(list.list(), numbers) + ")";
    }
    throw new IllegalStateException("no expression: " + expression);
  }

  private String of(Expression.Comparison comparison, Map<String, Object> numbers) {
    String left = of(comparison.left(), numbers);
    String right = of(comparison.right(), numbers);
    String plainly = left + " " + comparison.operator().symbol() + " " + right;
    return switch (comparison.operator()) {
      case CONTAINS -> "contains(" + left + ", " + right + ")";
      case NOT_CONTAINS -> "not contains(" + left + ", " + right + ")";
      case EQUAL, NOT_EQUAL -> plainly;
      default ->
          List.of(comparison.left(), comparison.right()).stream()
              .filter(Expression.FieldOf.class::isInstance)
              .map(side -> of(side, numbers) + " != null and ")
              .collect(Collectors.joining("", "(", plainly + ")"));
    };
  }

  private static String plain(@Nullable Object value) {
    if (value instanceof String text) {
      return "\"" + text + "\"";
    }
    if (value instanceof LocalDate date) {
      return String.valueOf(date.toEpochDay());
    }
    return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
  }
}

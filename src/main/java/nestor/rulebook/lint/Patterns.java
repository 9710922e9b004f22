package nestor.rulebook.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Expression;

/** Walks over conditions. */
final class Patterns {
  private Patterns() {}

  /** Every pattern, those of inner conditions included, in the order of the text. */
  static List<Condition.Pattern> of(List<Condition> conditions) {
    List<Condition.Pattern> patterns = new ArrayList<>();
    for (Condition condition : conditions) {
      if (condition instanceof Condition.Pattern pattern) {
        patterns.add(pattern);
      } else {
        patterns.addAll(of(inner(condition)));
      }
    }
    return patterns;
  }

  /** The conditions within one that is no pattern. */
  static List<Condition> inner(Condition condition) {
    if (condition instanceof Condition.Not not) {
      return not.of();
    } else if (condition instanceof Condition.Exists exists) {
      return exists.of();
    } else if (condition instanceof Condition.Accumulate accumulate) {
      return accumulate.over();
    }
    return List.of();
  }

  /** The literal text that a pattern demands of a field, where it demands one. */
  static Optional<String> demanded(Condition.Pattern pattern, String field) {
    for (Condition.Test test : pattern.tests()) {
      if (test.expression() instanceof Expression.Comparison comparison
          && comparison.operator() == Expression.Comparator.EQUAL
          && comparison.left() instanceof Expression.FieldOf of
          && of.field().equals(field)
          && comparison.right() instanceof Expression.Literal literal
          && literal.value() instanceof String text) {
        return Optional.of(text);
      }
    }
    return Optional.empty();
  }

  /** The threshold that a pattern reads, where it is one of a threshold. */
  static Optional<String> threshold(Condition.Pattern pattern) {
    return pattern.type().equals(BuiltInTypes.THRESHOLD)
        ? demanded(pattern, "name")
        : Optional.empty();
  }

  /** Hands over an expression and all within it. */
  static void each(Expression expression, Consumer<Expression> use) {
    use.accept(expression);
    if (expression instanceof Expression.And and) {
      each(and.left(), use);
      each(and.right(), use);
    } else if (expression instanceof Expression.Or or) {
      each(or.left(), use);
      each(or.right(), use);
    } else if (expression instanceof Expression.Comparison comparison) {
      each(comparison.left(), use);
      each(comparison.right(), use);
    } else if (expression instanceof Expression.Membership membership) {
      each(membership.value(), use);
      membership.options().forEach(option -> each(option, use));
    } else if (expression instanceof Expression.Arithmetic arithmetic) {
      each(arithmetic.left(), use);
      each(arithmetic.right(), use);
    } else if (expression instanceof Expression.Size size) {
      each(size.list(), use);
    }
  }
}

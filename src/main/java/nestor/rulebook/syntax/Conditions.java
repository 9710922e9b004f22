package nestor.rulebook.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Questions about conditions whose answer does not depend on their kind. What differs by kind is a
 * {@link Condition.Visitor}.
 */
public final class Conditions {
  private Conditions() {}

  /** Every pattern, those of inner conditions included, in the order of the text. */
  public static List<Condition.Pattern> patterns(List<Condition> conditions) {
    List<Condition.Pattern> patterns = new ArrayList<>();
    for (Condition condition : conditions) {
      condition.asPattern().ifPresent(patterns::add);
      patterns.addAll(patterns(condition.inner()));
    }
    return patterns;
  }

  /** The tests that all hold where this one does: those that {@code &&} joins, else itself. */
  public static List<Expression> conjuncts(Expression test) {
    if (test instanceof Expression.And and) {
      List<Expression> both = new ArrayList<>(conjuncts(and.left()));
      both.addAll(conjuncts(and.right()));
      return both;
    }
    return List.of(test);
  }

  /** Whether the first of several conditions is a pattern of a type that passes. */
  public static boolean startWith(List<Condition> conditions, Predicate<String> type) {
    return !conditions.isEmpty()
        && conditions.get(0).asPattern().filter(pattern -> type.test(pattern.type())).isPresent();
  }

  /**
   * The text that a pattern requires a field to equal, written {@code field == "text"}; empty where
   * it requires none.
   */
  public static Optional<String> requiredText(Condition.Pattern pattern, String field) {
    return requiredLiteral(pattern, field).map(literal -> (String) literal.value());
  }

  /** The literal of {@link #requiredText}, which has a place in the text of the rule. */
  public static Optional<Expression.Literal> requiredLiteral(
      Condition.Pattern pattern, String field) {
    for (Condition.Test test : pattern.tests()) {
      if (test.expression() instanceof Expression.Comparison comparison
          && comparison.operator() == Expression.Comparator.EQUAL
          && comparison.left() instanceof Expression.FieldOf of
          && of.field().equals(field)
          && comparison.right() instanceof Expression.Literal literal
          && literal.value() instanceof String) {
        return Optional.of(literal);
      }
    }
    return Optional.empty();
  }
}

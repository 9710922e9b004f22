package nestor.workbench;

import java.util.Optional;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.Expression.Comparator;

/** The test that holds where another one does not. */
final class Negation {
  private Negation() {}

  /** Empty where the language has no such test. */
  static Optional<Expression> of(Expression test) {
    if (test instanceof Expression.And and) {
      return of(and.left())
          .flatMap(l -> of(and.right()).map(r -> new Expression.Or(l, r, and.position())));
    } else if (test instanceof Expression.Or or) {
      return of(or.left())
          .flatMap(l -> of(or.right()).map(r -> new Expression.And(l, r, or.position())));
    } else if (test instanceof Expression.Membership in) {
      return Optional.of(
          new Expression.Membership(in.value(), in.options(), !in.negated(), in.position()));
    } else if (test instanceof Expression.Comparison comparison) {
      return of(comparison);
    }
    return Optional.empty();
  }

  private static Optional<Expression> of(Expression.Comparison comparison) {
    return opposite(comparison.operator())
        .map(
            operator -> {
              Expression other =
                  new Expression.Comparison(
                      operator, comparison.left(), comparison.right(), comparison.position());
              return comparison.operator().orders()
                      && comparison.left() instanceof Expression.FieldOf
                  ? new Expression.Or(other, missing(comparison), comparison.position())
                  : other;
            });
  }

  /** An order never holds for what is not on record. */
  private static Expression missing(Expression.Comparison comparison) {
    return new Expression.Comparison(
        Comparator.EQUAL,
        comparison.left(),
        new Expression.Literal(null, comparison.position()),
        comparison.position());
  }

  private static Optional<Comparator> opposite(Comparator comparator) {
    return switch (comparator) {
      case EQUAL -> Optional.of(Comparator.NOT_EQUAL);
      case NOT_EQUAL -> Optional.of(Comparator.EQUAL);
      case LESS -> Optional.of(Comparator.AT_LEAST);
      case AT_MOST -> Optional.of(Comparator.GREATER);
      case GREATER -> Optional.of(Comparator.AT_MOST);
      case AT_LEAST -> Optional.of(Comparator.LESS);
      case CONTAINS -> Optional.of(Comparator.NOT_CONTAINS);
      case NOT_CONTAINS -> Optional.of(Comparator.CONTAINS);
      case MEMBER_OF -> Optional.of(Comparator.NOT_MEMBER_OF);
      case NOT_MEMBER_OF -> Optional.of(Comparator.MEMBER_OF);
      case STARTS_WITH -> Optional.empty();
    };
  }
}

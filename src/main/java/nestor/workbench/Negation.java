package nestor.workbench;

import java.util.Optional;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.Expression.Comparator;

/** Negation of a test. */
final class Negation {
  private static final Opposite OPPOSITE = new Opposite();

  private Negation() {}

  /** Empty where the language has no such test. */
  static Optional<Expression> of(Expression test) {
    return test.accept(OPPOSITE);
  }

  private static final class Opposite implements Expression.TestVisitor<Optional<Expression>> {
    @Override
    public Optional<Expression> visitAnd(Expression.And and) {
      return of(and.left())
          .flatMap(l -> of(and.right()).map(r -> new Expression.Or(l, r, and.position())));
    }

    @Override
    public Optional<Expression> visitOr(Expression.Or or) {
      return of(or.left())
          .flatMap(l -> of(or.right()).map(r -> new Expression.And(l, r, or.position())));
    }

    @Override
    public Optional<Expression> visitMembership(Expression.Membership in) {
      return Optional.of(
          new Expression.Membership(in.value(), in.options(), !in.negated(), in.position()));
    }

    @Override
    public Optional<Expression> visitComparison(Expression.Comparison comparison) {
      return opposite(comparison);
    }

    @Override
    public Optional<Expression> visitValue(Expression value) {
      return Optional.empty();
    }
  }

  private static Optional<Expression> opposite(Expression.Comparison comparison) {
    return comparison
        .operator()
        .opposite()
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
}

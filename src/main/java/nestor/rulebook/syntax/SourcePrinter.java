package nestor.rulebook.syntax;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Conditions as a rule writes them. */
public final class SourcePrinter {
  private SourcePrinter() {}

  public static String of(Expression expression) {
    if (expression instanceof Expression.Literal literal) {
      return literal(literal);
    } else if (expression instanceof Expression.FieldOf field) {
      return field.field();
    } else if (expression instanceof Expression.Variable variable) {
      return variable.name();
    } else if (expression instanceof Expression.VariableField member) {
      return member.variable() + "." + member.field();
    } else if (expression instanceof Expression.Size size) {
      return of(size.list()) + ".size";
    } else if (expression instanceof Expression.Arithmetic arithmetic) {
      return side(arithmetic.left()) + " " + arithmetic.operator() + " " + side(arithmetic.right());
    } else if (expression instanceof Expression.Comparison comparison) {
      return of(comparison.left())
          + " "
          + comparison.operator().symbol()
          + " "
          + of(comparison.right());
    } else if (expression instanceof Expression.Membership membership) {
      return of(membership.value())
          + (membership.negated() ? " not in (" : " in (")
          + membership.options().stream().map(SourcePrinter::of).collect(Collectors.joining(", "))
          + ")";
    } else if (expression instanceof Expression.And and) {
      return side(and.left()) + " && " + side(and.right());
    } else if (expression instanceof Expression.Or or) {
      return side(or.left()) + " || " + side(or.right());
    }
    throw new IllegalStateException("no expression: " + expression);
  }

  /** The first type of a group, with dots for the rest. */
  public static String of(List<Condition> group) {
    if (group.isEmpty()) {
      return "()";
    }
    Condition first = group.get(0);
    if (first instanceof Condition.Pattern pattern) {
      return pattern.type() + (group.size() > 1 ? " and ..." : "");
    }
    return "(...)";
  }

  /** A condition on one line, without the variables that it binds. */
  public static String of(Condition condition) {
    if (condition instanceof Condition.Pattern pattern) {
      return pattern.type()
          + pattern.tests().stream()
              .filter(test -> test.binding() == null)
              .map(test -> of(test.expression()))
              .collect(Collectors.joining(", ", "(", ")"));
    } else if (condition instanceof Condition.Not absence) {
      return "not " + all(absence.of());
    } else if (condition instanceof Condition.Exists presence) {
      return "exists " + all(presence.of());
    }
    Condition.Accumulate accumulate = (Condition.Accumulate) condition;
    return "accumulate("
        + accumulate.over().stream().map(SourcePrinter::of).collect(Collectors.joining(" and "))
        + accumulate.tests().stream()
            .map(SourcePrinter::of)
            .collect(Collectors.joining(", ", "; ", ")"));
  }

  private static String all(List<Condition> group) {
    return group.size() == 1
        ? of(group.get(0))
        : group.stream().map(SourcePrinter::of).collect(Collectors.joining(" and ", "(", ")"));
  }

  private static String side(Expression expression) {
    boolean compound =
        expression instanceof Expression.And
            || expression instanceof Expression.Or
            || expression instanceof Expression.Arithmetic;
    return compound ? "(" + of(expression) + ")" : of(expression);
  }

  private static String literal(Expression.Literal literal) {
    Object value = literal.value();
    if (value instanceof String text) {
      return "\"" + text + "\"";
    }
    return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
  }
}

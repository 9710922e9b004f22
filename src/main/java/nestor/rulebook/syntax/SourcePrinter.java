package nestor.rulebook.syntax;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Printer of conditions and expressions on one line, as a rule writes them. Whole files with their
 * comments are laid out by {@link DrlFormatter}; for people conditions are worded by {@code
 * ConditionText}.
 */
public final class SourcePrinter {
  private static final Expression.Visitor<String> EXPRESSIONS = new ExpressionPrinter();

  private SourcePrinter() {}

  public static String of(Expression expression) {
    return expression.accept(EXPRESSIONS);
  }

  /** The first type of a group, with dots for the rest. */
  public static String of(List<Condition> group) {
    if (group.isEmpty()) {
      return "()";
    }
    return group
        .get(0)
        .asPattern()
        .map(pattern -> pattern.type() + (group.size() > 1 ? " and ..." : ""))
        .orElse("(...)");
  }

  /** A condition on one line, without the variables that it binds. */
  public static String of(Condition condition) {
    return condition.match(
        pattern ->
            pattern.type()
                + pattern.tests().stream()
                    .filter(test -> test.binding() == null)
                    .map(test -> of(test.expression()))
                    .collect(Collectors.joining(", ", "(", ")")),
        not -> "not " + all(not.of()),
        exists -> "exists " + all(exists.of()),
        accumulate ->
            "accumulate("
                + accumulate.over().stream()
                    .map(SourcePrinter::of)
                    .collect(Collectors.joining(" and "))
                + accumulate.tests().stream()
                    .map(SourcePrinter::of)
                    .collect(Collectors.joining(", ", "; ", ")")));
  }

  private static String all(List<Condition> group) {
    return group.size() == 1
        ? of(group.get(0))
        : group.stream().map(SourcePrinter::of).collect(Collectors.joining(" and ", "(", ")"));
  }

  private static class ExpressionPrinter implements Expression.Visitor<String> {
    @Override
    public String visitLiteral(Expression.Literal literal) {
      Object value = literal.value();
      if (value instanceof String text) {
        return "\"" + text + "\"";
      }
      return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }

    @Override
    public String visitField(Expression.FieldOf field) {
      return field.field();
    }

    @Override
    public String visitVariable(Expression.Variable variable) {
      return variable.name();
    }

    @Override
    public String visitVariableField(Expression.VariableField member) {
      return member.variable() + "." + member.field();
    }

    @Override
    public String visitSize(Expression.Size size) {
      return of(size.list()) + ".size";
    }

    @Override
    public String visitArithmetic(Expression.Arithmetic arithmetic) {
      return operand(arithmetic.left())
          + " "
          + arithmetic.operator()
          + " "
          + operand(arithmetic.right());
    }

    @Override
    public String visitComparison(Expression.Comparison comparison) {
      return of(comparison.left())
          + " "
          + comparison.operator().symbol()
          + " "
          + of(comparison.right());
    }

    @Override
    public String visitMembership(Expression.Membership membership) {
      return of(membership.value())
          + (membership.negated() ? " not in (" : " in (")
          + membership.options().stream().map(SourcePrinter::of).collect(Collectors.joining(", "))
          + ")";
    }

    @Override
    public String visitAnd(Expression.And and) {
      return operand(and.left()) + " && " + operand(and.right());
    }

    @Override
    public String visitOr(Expression.Or or) {
      return operand(or.left()) + " || " + operand(or.right());
    }

    private static String operand(Expression expression) {
      return expression.accept(new OperandPrinter());
    }
  }

  /** Printer of operands: an operator of their own puts them in parentheses, unless it compares. */
  private static final class OperandPrinter extends ExpressionPrinter {
    @Override
    public String visitArithmetic(Expression.Arithmetic arithmetic) {
      return "(" + super.visitArithmetic(arithmetic) + ")";
    }

    @Override
    public String visitAnd(Expression.And and) {
      return "(" + super.visitAnd(and) + ")";
    }

    @Override
    public String visitOr(Expression.Or or) {
      return "(" + super.visitOr(or) + ")";
    }
  }
}

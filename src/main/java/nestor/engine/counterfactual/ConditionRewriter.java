package nestor.engine.counterfactual;

import java.util.List;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Condition.Exists;
import nestor.rulebook.syntax.Condition.Not;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Substitution of variables in conditions; whatever names none of them stays as it is. It only
 * rewrites; {@link PartialMatches} finds what the variables stand for.
 */
abstract class ConditionRewriter implements Expression.Visitor<Expression> {

  /** Name of a variable that is bound here. */
  abstract String binding(String variable);

  List<Condition> all(List<Condition> conditions) {
    return conditions.stream().map(this::of).toList();
  }

  Condition of(Condition condition) {
    return condition.match(
        pattern ->
            new Pattern(
                pattern.binding() == null ? null : binding(pattern.binding()),
                pattern.type(),
                pattern.tests().stream().map(this::of).toList(),
                pattern.from() == null ? null : of(pattern.from()),
                pattern.position()),
        not -> new Not(all(not.of()), not.position()),
        exists -> new Exists(all(exists.of()), exists.position()),
        accumulate ->
            new Accumulate(
                all(accumulate.over()),
                accumulate.functions().stream().map(this::of).toList(),
                accumulate.tests().stream().map(this::of).toList(),
                accumulate.position()));
  }

  private Condition.Test of(Condition.Test test) {
    return new Condition.Test(
        test.binding() == null ? null : binding(test.binding()),
        of(test.expression()),
        test.position());
  }

  private Condition.Function of(Condition.Function function) {
    @Nullable Expression argument = function.argument();
    return new Condition.Function(
        binding(function.binding()),
        function.name(),
        argument == null ? null : of(argument),
        function.position());
  }

  Expression of(Expression expression) {
    return expression.accept(this);
  }

  @Override
  public Expression visitLiteral(Expression.Literal literal) {
    return literal;
  }

  @Override
  public Expression visitField(Expression.FieldOf field) {
    return field;
  }

  @Override
  public Expression visitSize(Expression.Size size) {
    return size.mapChildren(this::of);
  }

  @Override
  public Expression visitArithmetic(Expression.Arithmetic arithmetic) {
    return arithmetic.mapChildren(this::of);
  }

  @Override
  public Expression visitComparison(Expression.Comparison comparison) {
    return comparison.mapChildren(this::of);
  }

  @Override
  public Expression visitMembership(Expression.Membership membership) {
    return membership.mapChildren(this::of);
  }

  @Override
  public Expression visitAnd(Expression.And and) {
    return and.mapChildren(this::of);
  }

  @Override
  public Expression visitOr(Expression.Or or) {
    return or.mapChildren(this::of);
  }
}

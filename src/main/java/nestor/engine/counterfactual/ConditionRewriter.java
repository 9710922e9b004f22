package nestor.engine.counterfactual;

import java.util.List;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Condition.Exists;
import nestor.rulebook.syntax.Condition.Not;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/** Conditions with other variables; what does not name a variable stays as it is. */
public abstract class ConditionRewriter {

  /** What stands in the place of an expression that has no parts. */
  public abstract Expression leaf(Expression leaf);

  /** What a variable that is bound here is called. */
  public abstract String binding(String variable);

  List<Condition> all(List<Condition> conditions) {
    return conditions.stream().map(this::of).toList();
  }

  Condition of(Condition condition) {
    if (condition instanceof Pattern pattern) {
      return new Pattern(
          pattern.binding() == null ? null : binding(pattern.binding()),
          pattern.type(),
          pattern.tests().stream().map(this::of).toList(),
          pattern.from() == null ? null : of(pattern.from()),
          pattern.position());
    }
    if (condition instanceof Not not) {
      return new Not(all(not.of()), not.position());
    }
    if (condition instanceof Exists exists) {
      return new Exists(all(exists.of()), exists.position());
    }
    Accumulate accumulate = (Accumulate) condition;
    return new Accumulate(
        all(accumulate.over()),
        accumulate.functions().stream().map(this::of).toList(),
        accumulate.tests().stream().map(this::of).toList(),
        accumulate.position());
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

  public Expression of(Expression expression) {
    if (expression instanceof Expression.And and) {
      return new Expression.And(of(and.left()), of(and.right()), and.position());
    }
    if (expression instanceof Expression.Or or) {
      return new Expression.Or(of(or.left()), of(or.right()), or.position());
    }
    if (expression instanceof Expression.Comparison comparison) {
      return new Expression.Comparison(
          comparison.operator(),
          of(comparison.left()),
          of(comparison.right()),
          comparison.position());
    }
    if (expression instanceof Expression.Membership membership) {
      return new Expression.Membership(
          of(membership.value()),
          membership.options().stream().map(this::of).toList(),
          membership.negated(),
          membership.position());
    }
    if (expression instanceof Expression.Arithmetic arithmetic) {
      return new Expression.Arithmetic(
          arithmetic.operator(),
          of(arithmetic.left()),
          of(arithmetic.right()),
          arithmetic.position());
    }
    if (expression instanceof Expression.Size size) {
      return new Expression.Size(of(size.list()), size.position());
    }
    return leaf(expression);
  }
}

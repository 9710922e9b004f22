package nestor.reasoning;

import java.util.List;
import nestor.rulebook.language.Condition;
import nestor.rulebook.language.Condition.Absence;
import nestor.rulebook.language.Condition.Aggregate;
import nestor.rulebook.language.Condition.Pattern;
import nestor.rulebook.language.Condition.Presence;
import nestor.rulebook.language.Expression;
import org.jspecify.annotations.Nullable;

/** Conditions with other variables; what does not name a variable stays as it is. */
abstract class Rewriting {

  /** What stands in the place of an expression that has no parts. */
  abstract Expression leaf(Expression leaf);

  /** What a variable that is bound here is called. */
  abstract String binding(String variable);

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
          pattern.place());
    }
    if (condition instanceof Absence absence) {
      return new Absence(all(absence.of()), absence.place());
    }
    if (condition instanceof Presence presence) {
      return new Presence(all(presence.of()), presence.place());
    }
    Aggregate aggregate = (Aggregate) condition;
    return new Aggregate(
        all(aggregate.over()),
        aggregate.functions().stream().map(this::of).toList(),
        aggregate.tests().stream().map(this::of).toList(),
        aggregate.place());
  }

  private Condition.Test of(Condition.Test test) {
    return new Condition.Test(
        test.binding() == null ? null : binding(test.binding()),
        of(test.expression()),
        test.place());
  }

  private Condition.Function of(Condition.Function function) {
    @Nullable Expression argument = function.argument();
    return new Condition.Function(
        binding(function.binding()),
        function.name(),
        argument == null ? null : of(argument),
        function.place());
  }

  Expression of(Expression expression) {
    if (expression instanceof Expression.Both both) {
      return new Expression.Both(of(both.left()), of(both.right()), both.place());
    }
    if (expression instanceof Expression.Either either) {
      return new Expression.Either(of(either.left()), of(either.right()), either.place());
    }
    if (expression instanceof Expression.Comparison comparison) {
      return new Expression.Comparison(
          comparison.operator(), of(comparison.left()), of(comparison.right()), comparison.place());
    }
    if (expression instanceof Expression.Membership membership) {
      return new Expression.Membership(
          of(membership.value()),
          membership.options().stream().map(this::of).toList(),
          membership.negated(),
          membership.place());
    }
    if (expression instanceof Expression.Arithmetic arithmetic) {
      return new Expression.Arithmetic(
          arithmetic.operator(), of(arithmetic.left()), of(arithmetic.right()), arithmetic.place());
    }
    if (expression instanceof Expression.Size size) {
      return new Expression.Size(of(size.list()), size.place());
    }
    return leaf(expression);
  }
}

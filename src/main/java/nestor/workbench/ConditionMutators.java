package nestor.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Condition.Exists;
import nestor.rulebook.syntax.Condition.Not;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.Expression.Comparator;
import nestor.rulebook.syntax.SourcePrinter;

/**
 * Mutators of conditions: every small way to get one wrong. For numbers of thresholds use {@link
 * ThresholdMutators}; {@link MutationTesting} tries both.
 */
final class ConditionMutators {
  private static final ExpressionMutators OF_EXPRESSIONS = new ExpressionMutators();

  private ConditionMutators() {}

  static List<Mutant<List<Condition>>> of(List<Condition> conditions) {
    return Mutant.ofEach(conditions, ConditionMutators::of);
  }

  private static List<Mutant<Condition>> of(Condition condition) {
    return condition.match(
        // Which threshold a rule reads is no test; thresholds are moved instead.
        pattern -> pattern.type().equals(BuiltInTypes.THRESHOLD) ? List.of() : patterns(pattern),
        not ->
            quantified(
                not,
                "not ",
                "exists ",
                new Exists(not.of(), not.position()),
                changed -> new Not(changed, not.position())),
        exists ->
            quantified(
                exists,
                "exists ",
                "not ",
                new Not(exists.of(), exists.position()),
                changed -> new Exists(changed, exists.position())),
        ConditionMutators::aggregates);
  }

  private static List<Mutant<Condition>> quantified(
      Condition condition,
      String quantifier,
      String otherQuantifier,
      Condition opposite,
      Function<List<Condition>, Condition> withInner) {
    String text = SourcePrinter.of(condition.inner());
    List<Mutant<Condition>> changes = new ArrayList<>();
    changes.add(
        new Mutant<>(condition.position(), quantifier + text, otherQuantifier + text, opposite));
    of(condition.inner()).forEach(change -> changes.add(change.in(withInner)));
    return changes;
  }

  private static List<Mutant<Condition>> patterns(Pattern pattern) {
    List<Mutant<Condition>> changes = new ArrayList<>();
    for (int i = 0; i < pattern.tests().size(); i++) {
      Condition.Test test = pattern.tests().get(i);
      if (test.binding() == null) {
        changes.add(
            new Mutant<>(
                test.position(),
                SourcePrinter.of(test.expression()),
                "",
                pattern.withTests(Mutant.without(pattern.tests(), i))));
      }
    }
    Mutant.ofEach(pattern.tests(), ConditionMutators::of)
        .forEach(c -> changes.add(c.in(pattern::withTests)));
    return changes;
  }

  private static List<Mutant<Condition.Test>> of(Condition.Test test) {
    return test.binding() != null
        ? List.of()
        : of(test.expression()).stream()
            .map(c -> c.in(expression -> new Condition.Test(null, expression, test.position())))
            .toList();
  }

  private static List<Mutant<Condition>> aggregates(Accumulate accumulate) {
    List<Mutant<Condition>> changes = new ArrayList<>();
    of(accumulate.over()).forEach(c -> changes.add(c.in(accumulate::withOver)));
    List<Mutant<List<Expression>>> tests = new ArrayList<>();
    for (int i = 0; i < accumulate.tests().size(); i++) {
      Expression test = accumulate.tests().get(i);
      tests.add(
          new Mutant<>(
              test.position(), SourcePrinter.of(test), "", Mutant.without(accumulate.tests(), i)));
    }
    tests.addAll(Mutant.ofEach(accumulate.tests(), ConditionMutators::of));
    tests.forEach(c -> changes.add(c.in(accumulate::withTests)));
    return changes;
  }

  private static List<Mutant<Expression>> of(Expression expression) {
    return expression.accept(OF_EXPRESSIONS);
  }

  private static final class ExpressionMutators
      implements Expression.TestVisitor<List<Mutant<Expression>>> {
    @Override
    public List<Mutant<Expression>> visitComparison(Expression.Comparison comparison) {
      List<Mutant<Expression>> changes = new ArrayList<>();
      for (Comparator other : others(comparison.operator())) {
        changes.add(
            change(
                comparison,
                new Expression.Comparison(
                    other, comparison.left(), comparison.right(), comparison.position())));
      }
      return changes;
    }

    @Override
    public List<Mutant<Expression>> visitMembership(Expression.Membership in) {
      return List.of(
          change(
              in,
              new Expression.Membership(in.value(), in.options(), !in.negated(), in.position())));
    }

    @Override
    public List<Mutant<Expression>> visitAnd(Expression.And and) {
      List<Mutant<Expression>> changes = new ArrayList<>();
      changes.add(change(and, new Expression.Or(and.left(), and.right(), and.position())));
      of(and.left())
          .forEach(c -> changes.add(c.in(l -> new Expression.And(l, and.right(), and.position()))));
      of(and.right())
          .forEach(c -> changes.add(c.in(r -> new Expression.And(and.left(), r, and.position()))));
      return changes;
    }

    @Override
    public List<Mutant<Expression>> visitOr(Expression.Or or) {
      List<Mutant<Expression>> changes = new ArrayList<>();
      changes.add(change(or, new Expression.And(or.left(), or.right(), or.position())));
      of(or.left())
          .forEach(c -> changes.add(c.in(l -> new Expression.Or(l, or.right(), or.position()))));
      of(or.right())
          .forEach(c -> changes.add(c.in(r -> new Expression.Or(or.left(), r, or.position()))));
      return changes;
    }

    @Override
    public List<Mutant<Expression>> visitValue(Expression value) {
      return List.of();
    }
  }

  private static Mutant<Expression> change(Expression was, Expression instead) {
    return new Mutant<>(was.position(), SourcePrinter.of(was), SourcePrinter.of(instead), instead);
  }

  private static List<Comparator> others(Comparator comparator) {
    return switch (comparator) {
      case EQUAL -> List.of(Comparator.NOT_EQUAL);
      case NOT_EQUAL -> List.of(Comparator.EQUAL);
      case LESS -> List.of(Comparator.AT_MOST, Comparator.GREATER);
      case AT_MOST -> List.of(Comparator.LESS, Comparator.AT_LEAST);
      case GREATER -> List.of(Comparator.AT_LEAST, Comparator.LESS);
      case AT_LEAST -> List.of(Comparator.GREATER, Comparator.AT_MOST);
      case CONTAINS -> List.of(Comparator.NOT_CONTAINS);
      case NOT_CONTAINS -> List.of(Comparator.CONTAINS);
      case MEMBER_OF -> List.of(Comparator.NOT_MEMBER_OF);
      case NOT_MEMBER_OF -> List.of(Comparator.MEMBER_OF);
      case STARTS_WITH -> List.of();
    };
  }
}

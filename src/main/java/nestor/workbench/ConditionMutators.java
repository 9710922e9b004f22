package nestor.workbench;

import java.util.ArrayList;
import java.util.List;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Condition.Exists;
import nestor.rulebook.syntax.Condition.Not;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.Expression.Comparator;
import nestor.rulebook.syntax.SourcePrinter;

/** Every small way to get conditions wrong. */
final class ConditionMutators {
  private ConditionMutators() {}

  static List<Mutant<List<Condition>>> of(List<Condition> conditions) {
    return Mutant.ofEach(conditions, ConditionMutators::of);
  }

  private static List<Mutant<Condition>> of(Condition condition) {
    List<Mutant<Condition>> changes = new ArrayList<>();
    if (condition instanceof Pattern pattern) {
      // Which threshold a rule reads is no test; thresholds are moved instead.
      if (!pattern.type().equals(BuiltInTypes.THRESHOLD)) {
        patterns(pattern, changes);
      }
    } else if (condition instanceof Not absence) {
      String what = SourcePrinter.of(absence.of());
      changes.add(
          new Mutant<>(
              absence.position(),
              "not " + what,
              "exists " + what,
              new Exists(absence.of(), absence.position())));
      of(absence.of()).forEach(c -> changes.add(c.in(of -> new Not(of, absence.position()))));
    } else if (condition instanceof Exists presence) {
      String what = SourcePrinter.of(presence.of());
      changes.add(
          new Mutant<>(
              presence.position(),
              "exists " + what,
              "not " + what,
              new Not(presence.of(), presence.position())));
      of(presence.of()).forEach(c -> changes.add(c.in(of -> new Exists(of, presence.position()))));
    } else if (condition instanceof Accumulate accumulate) {
      aggregates(accumulate, changes);
    }
    return changes;
  }

  private static void patterns(Pattern pattern, List<Mutant<Condition>> changes) {
    for (int i = 0; i < pattern.tests().size(); i++) {
      Condition.Test test = pattern.tests().get(i);
      if (test.binding() == null) {
        changes.add(
            new Mutant<>(
                test.position(),
                SourcePrinter.of(test.expression()),
                "",
                with(pattern, Mutant.without(pattern.tests(), i))));
      }
    }
    Mutant.ofEach(pattern.tests(), ConditionMutators::of)
        .forEach(c -> changes.add(c.in(tests -> with(pattern, tests))));
  }

  private static Condition with(Pattern pattern, List<Condition.Test> tests) {
    return new Pattern(
        pattern.binding(), pattern.type(), tests, pattern.from(), pattern.position());
  }

  private static List<Mutant<Condition.Test>> of(Condition.Test test) {
    return test.binding() != null
        ? List.of()
        : of(test.expression()).stream()
            .map(c -> c.in(expression -> new Condition.Test(null, expression, test.position())))
            .toList();
  }

  private static void aggregates(Accumulate accumulate, List<Mutant<Condition>> changes) {
    of(accumulate.over())
        .forEach(
            c ->
                changes.add(
                    c.in(
                        over ->
                            new Accumulate(
                                over,
                                accumulate.functions(),
                                accumulate.tests(),
                                accumulate.position()))));
    List<Mutant<List<Expression>>> tests = new ArrayList<>();
    for (int i = 0; i < accumulate.tests().size(); i++) {
      Expression test = accumulate.tests().get(i);
      tests.add(
          new Mutant<>(
              test.position(), SourcePrinter.of(test), "", Mutant.without(accumulate.tests(), i)));
    }
    tests.addAll(Mutant.ofEach(accumulate.tests(), ConditionMutators::of));
    tests.forEach(
        c ->
            changes.add(
                c.in(
                    changed ->
                        new Accumulate(
                            accumulate.over(),
                            accumulate.functions(),
                            changed,
                            accumulate.position()))));
  }

  private static List<Mutant<Expression>> of(Expression expression) {
    List<Mutant<Expression>> changes = new ArrayList<>();
    if (expression instanceof Expression.Comparison comparison) {
      for (Comparator other : others(comparison.operator())) {
        changes.add(
            change(
                expression,
                new Expression.Comparison(
                    other, comparison.left(), comparison.right(), comparison.position())));
      }
    } else if (expression instanceof Expression.Membership in) {
      changes.add(
          change(
              expression,
              new Expression.Membership(in.value(), in.options(), !in.negated(), in.position())));
    } else if (expression instanceof Expression.And and) {
      changes.add(change(expression, new Expression.Or(and.left(), and.right(), and.position())));
      of(and.left())
          .forEach(c -> changes.add(c.in(l -> new Expression.And(l, and.right(), and.position()))));
      of(and.right())
          .forEach(c -> changes.add(c.in(r -> new Expression.And(and.left(), r, and.position()))));
    } else if (expression instanceof Expression.Or or) {
      changes.add(change(expression, new Expression.And(or.left(), or.right(), or.position())));
      of(or.left())
          .forEach(c -> changes.add(c.in(l -> new Expression.Or(l, or.right(), or.position()))));
      of(or.right())
          .forEach(c -> changes.add(c.in(r -> new Expression.Or(or.left(), r, or.position()))));
    }
    return changes;
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

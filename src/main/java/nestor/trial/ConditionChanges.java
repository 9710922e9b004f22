package nestor.trial;

import java.util.ArrayList;
import java.util.List;
import nestor.rulebook.EngineFacts;
import nestor.rulebook.language.Condition;
import nestor.rulebook.language.Condition.Absence;
import nestor.rulebook.language.Condition.Aggregate;
import nestor.rulebook.language.Condition.Pattern;
import nestor.rulebook.language.Condition.Presence;
import nestor.rulebook.language.Expression;
import nestor.rulebook.language.Expression.Comparator;
import nestor.rulebook.language.Written;

/** Every small way to get conditions wrong. */
final class ConditionChanges {
  private ConditionChanges() {}

  static List<Change<List<Condition>>> of(List<Condition> conditions) {
    return Change.ofEach(conditions, ConditionChanges::of);
  }

  private static List<Change<Condition>> of(Condition condition) {
    List<Change<Condition>> changes = new ArrayList<>();
    if (condition instanceof Pattern pattern) {
      // Which threshold a rule reads is no test; thresholds are moved instead.
      if (!pattern.type().equals(EngineFacts.THRESHOLD)) {
        patterns(pattern, changes);
      }
    } else if (condition instanceof Absence absence) {
      String what = Written.of(absence.of());
      changes.add(
          new Change<>(
              absence.place(),
              "not " + what,
              "exists " + what,
              new Presence(absence.of(), absence.place())));
      of(absence.of()).forEach(c -> changes.add(c.in(of -> new Absence(of, absence.place()))));
    } else if (condition instanceof Presence presence) {
      String what = Written.of(presence.of());
      changes.add(
          new Change<>(
              presence.place(),
              "exists " + what,
              "not " + what,
              new Absence(presence.of(), presence.place())));
      of(presence.of()).forEach(c -> changes.add(c.in(of -> new Presence(of, presence.place()))));
    } else if (condition instanceof Aggregate aggregate) {
      aggregates(aggregate, changes);
    }
    return changes;
  }

  private static void patterns(Pattern pattern, List<Change<Condition>> changes) {
    for (int i = 0; i < pattern.tests().size(); i++) {
      Condition.Test test = pattern.tests().get(i);
      if (test.binding() == null) {
        changes.add(
            new Change<>(
                test.place(),
                Written.of(test.expression()),
                "",
                with(pattern, Change.without(pattern.tests(), i))));
      }
    }
    Change.ofEach(pattern.tests(), ConditionChanges::of)
        .forEach(c -> changes.add(c.in(tests -> with(pattern, tests))));
  }

  private static Condition with(Pattern pattern, List<Condition.Test> tests) {
    return new Pattern(pattern.binding(), pattern.type(), tests, pattern.from(), pattern.place());
  }

  private static List<Change<Condition.Test>> of(Condition.Test test) {
    return test.binding() != null
        ? List.of()
        : of(test.expression()).stream()
            .map(c -> c.in(expression -> new Condition.Test(null, expression, test.place())))
            .toList();
  }

  private static void aggregates(Aggregate aggregate, List<Change<Condition>> changes) {
    of(aggregate.over())
        .forEach(
            c ->
                changes.add(
                    c.in(
                        over ->
                            new Aggregate(
                                over,
                                aggregate.functions(),
                                aggregate.tests(),
                                aggregate.place()))));
    List<Change<List<Expression>>> tests = new ArrayList<>();
    for (int i = 0; i < aggregate.tests().size(); i++) {
      Expression test = aggregate.tests().get(i);
      tests.add(
          new Change<>(test.place(), Written.of(test), "", Change.without(aggregate.tests(), i)));
    }
    tests.addAll(Change.ofEach(aggregate.tests(), ConditionChanges::of));
    tests.forEach(
        c ->
            changes.add(
                c.in(
                    changed ->
                        new Aggregate(
                            aggregate.over(), aggregate.functions(), changed, aggregate.place()))));
  }

  private static List<Change<Expression>> of(Expression expression) {
    List<Change<Expression>> changes = new ArrayList<>();
    if (expression instanceof Expression.Comparison comparison) {
      for (Comparator other : others(comparison.operator())) {
        changes.add(
            change(
                expression,
                new Expression.Comparison(
                    other, comparison.left(), comparison.right(), comparison.place())));
      }
    } else if (expression instanceof Expression.Membership in) {
      changes.add(
          change(
              expression,
              new Expression.Membership(in.value(), in.options(), !in.negated(), in.place())));
    } else if (expression instanceof Expression.Both both) {
      changes.add(
          change(expression, new Expression.Either(both.left(), both.right(), both.place())));
      of(both.left())
          .forEach(c -> changes.add(c.in(l -> new Expression.Both(l, both.right(), both.place()))));
      of(both.right())
          .forEach(c -> changes.add(c.in(r -> new Expression.Both(both.left(), r, both.place()))));
    } else if (expression instanceof Expression.Either either) {
      changes.add(
          change(expression, new Expression.Both(either.left(), either.right(), either.place())));
      of(either.left())
          .forEach(
              c ->
                  changes.add(c.in(l -> new Expression.Either(l, either.right(), either.place()))));
      of(either.right())
          .forEach(
              c -> changes.add(c.in(r -> new Expression.Either(either.left(), r, either.place()))));
    }
    return changes;
  }

  private static Change<Expression> change(Expression was, Expression instead) {
    return new Change<>(was.place(), Written.of(was), Written.of(instead), instead);
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

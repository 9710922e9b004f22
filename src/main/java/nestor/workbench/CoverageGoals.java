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
import nestor.rulebook.syntax.SourcePrinter;
import nestor.workbench.CoverageGoal.Outcome;

/**
 * Coverage goals of one rule's conditions. For changes that no scenario notices use {@link
 * Mutant}s.
 */
final class CoverageGoals {
  private final List<CoverageGoal> ofTests = new ArrayList<>();
  private final ThresholdGoals ofThresholds = new ThresholdGoals();

  CoverageGoals(List<Condition> conditions) {
    group(List.of(), conditions);
  }

  /** Whether each test can be true, and false. */
  List<CoverageGoal> ofTests() {
    return ofTests;
  }

  /** Whether each threshold is met exactly, just missed and just passed. */
  List<CoverageGoal> ofThresholds() {
    return ofThresholds.goals();
  }

  private void group(List<Condition> before, List<Condition> conditions) {
    List<Condition> prefix = new ArrayList<>(before);
    for (Condition condition : conditions) {
      condition.visit(
          pattern -> pattern(prefix, pattern),
          not -> {
            twoWays("not " + SourcePrinter.of(not.of()), prefix, not, opposite(not));
            group(prefix, not.of());
          },
          exists -> {
            twoWays("exists " + SourcePrinter.of(exists.of()), prefix, exists, opposite(exists));
            group(prefix, exists.of());
          },
          accumulate -> {
            group(prefix, accumulate.over());
            aggregate(prefix, accumulate);
          });
      prefix.add(condition);
    }
  }

  private static Condition opposite(Not not) {
    return new Exists(not.of(), not.position());
  }

  private static Condition opposite(Exists exists) {
    return new Not(exists.of(), exists.position());
  }

  private void twoWays(
      String subject, List<Condition> prefix, Condition holds, Condition holdsNot) {
    ofTests.add(
        new CoverageGoal(subject, Outcome.TRUE, TestPlace.append(prefix, holds), holds.position()));
    ofTests.add(
        new CoverageGoal(
            subject, Outcome.FALSE, TestPlace.append(prefix, holdsNot), holds.position()));
  }

  private void pattern(List<Condition> prefix, Pattern pattern) {
    if (pattern.type().equals(BuiltInTypes.THRESHOLD)) {
      ofThresholds.bind(pattern);
      return;
    }
    List<Condition.Test> before = new ArrayList<>();
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null) {
        add(
            test.expression(),
            new TestPlace(
                prefix,
                tried -> {
                  List<Condition.Test> tests = new ArrayList<>(before);
                  tests.add(new Condition.Test(null, tried, test.position()));
                  return pattern.withTests(List.copyOf(tests));
                },
                test.expression().position()));
      }
      before.add(test);
    }
  }

  private void aggregate(List<Condition> prefix, Accumulate accumulate) {
    List<Expression> before = new ArrayList<>();
    for (Expression test : accumulate.tests()) {
      add(
          test,
          new TestPlace(
              prefix,
              tried -> {
                List<Expression> tests = new ArrayList<>(before);
                tests.add(tried);
                return accumulate.withTests(List.copyOf(tests));
              },
              test.position()));
      before.add(test);
    }
  }

  private void add(Expression test, TestPlace place) {
    String subject = SourcePrinter.of(test);
    ofTests.add(new CoverageGoal(subject, Outcome.TRUE, place.with(test), place.position()));
    Negation.of(test)
        .map(not -> new CoverageGoal(subject, Outcome.FALSE, place.with(not), place.position()))
        .ifPresent(ofTests::add);
    if (test instanceof Expression.Comparison comparison && comparison.operator().orders()) {
      ofThresholds.add(comparison, place);
    }
  }
}

package nestor.workbench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import nestor.diagnostics.SourcePosition;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Threshold;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Condition.Exists;
import nestor.rulebook.syntax.Condition.Not;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.Expression.Comparator;
import nestor.rulebook.syntax.SourcePrinter;
import nestor.workbench.CoverageGoal.Outcome;
import org.jspecify.annotations.Nullable;

/** The probes of one rule's conditions. */
final class CoverageGoals {
  /** After the name of a threshold: the threshold that lies one step below it. */
  static final String STEP_BELOW = "/a step below";

  /** After the name of a threshold: the threshold that lies one step above it. */
  static final String STEP_ABOVE = "/a step above";

  private static final String BELOW = "$probeBelow";
  private static final String ABOVE = "$probeAbove";

  private final List<CoverageGoal> ofTests = new ArrayList<>();
  private final List<CoverageGoal> ofThresholds = new ArrayList<>();
  private final Map<String, Read> thresholds = new HashMap<>();

  /** A threshold and which of its values a variable is bound to. */
  private record Read(String threshold, Expression.FieldOf field) {}

  CoverageGoals(List<Condition> conditions) {
    group(List.of(), conditions);
  }

  /** Whether each test can be true, and false. */
  List<CoverageGoal> ofTests() {
    return ofTests;
  }

  /** Whether each threshold is met exactly, just missed and just passed. */
  List<CoverageGoal> ofThresholds() {
    return ofThresholds;
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
    ofTests.add(new CoverageGoal(subject, Outcome.TRUE, with(prefix, holds), holds.position()));
    ofTests.add(new CoverageGoal(subject, Outcome.FALSE, with(prefix, holdsNot), holds.position()));
  }

  private void pattern(List<Condition> prefix, Pattern pattern) {
    if (pattern.type().equals(BuiltInTypes.THRESHOLD)) {
      reads(pattern);
      return;
    }
    List<Condition.Test> before = new ArrayList<>();
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null) {
        tests(
            prefix,
            test.expression(),
            tried -> {
              List<Condition.Test> tests = new ArrayList<>(before);
              tests.add(new Condition.Test(null, tried, test.position()));
              return pattern.withTests(List.copyOf(tests));
            });
      }
      before.add(test);
    }
  }

  private void reads(Pattern pattern) {
    String name = Threshold.nameIn(pattern).orElse(null);
    for (Condition.Test test : pattern.tests()) {
      if (name != null
          && test.binding() != null
          && test.expression() instanceof Expression.FieldOf field) {
        thresholds.put(test.binding(), new Read(name, field));
      }
    }
  }

  private void aggregate(List<Condition> prefix, Accumulate accumulate) {
    List<Expression> before = new ArrayList<>();
    for (Expression test : accumulate.tests()) {
      tests(
          prefix,
          test,
          tried -> {
            List<Expression> tests = new ArrayList<>(before);
            tests.add(tried);
            return accumulate.withTests(List.copyOf(tests));
          });
      before.add(test);
    }
  }

  private void tests(
      List<Condition> prefix, Expression test, Function<Expression, Condition> condition) {
    String subject = SourcePrinter.of(test);
    ofTests.add(
        new CoverageGoal(
            subject, Outcome.TRUE, with(prefix, condition.apply(test)), test.position()));
    Negation.of(test)
        .ifPresent(
            not ->
                ofTests.add(
                    new CoverageGoal(
                        subject,
                        Outcome.FALSE,
                        with(prefix, condition.apply(not)),
                        test.position())));
    sides(prefix, test, condition);
  }

  private void sides(
      List<Condition> prefix, Expression test, Function<Expression, Condition> condition) {
    if (!(test instanceof Expression.Comparison comparison) || !comparison.operator().orders()) {
      return;
    }
    Read right = read(comparison.right());
    Read left = read(comparison.left());
    if (right != null && left == null) {
      plain(prefix, comparison.left(), comparison.right(), right, test.position(), condition);
    } else if (left != null && right == null) {
      plain(prefix, comparison.right(), comparison.left(), left, test.position(), condition);
    } else {
      calculated(prefix, comparison, condition);
    }
  }

  private @Nullable Read read(Expression expression) {
    return expression instanceof Expression.Variable variable
        ? thresholds.get(variable.name())
        : null;
  }

  /** A value that is compared with a threshold as it stands. */
  private void plain(
      List<Condition> prefix,
      Expression value,
      Expression limit,
      Read read,
      SourcePosition position,
      Function<Expression, Condition> condition) {
    // The day that lies a number of days back is later where the number is less.
    boolean since = read.field().field().equals("since");
    Comparator less = since ? Comparator.GREATER : Comparator.LESS;
    Comparator notLess = since ? Comparator.AT_MOST : Comparator.AT_LEAST;
    Comparator more = since ? Comparator.LESS : Comparator.GREATER;
    Comparator notMore = since ? Comparator.AT_LEAST : Comparator.AT_MOST;
    ofThresholds.add(
        new CoverageGoal(
            read.threshold(),
            Outcome.AT,
            with(prefix, condition.apply(compare(Comparator.EQUAL, value, limit, position))),
            position));
    side(
        Outcome.JUST_BELOW,
        less,
        notLess,
        BELOW,
        STEP_BELOW,
        prefix,
        value,
        limit,
        read,
        position,
        condition);
    side(
        Outcome.JUST_ABOVE,
        more,
        notMore,
        ABOVE,
        STEP_ABOVE,
        prefix,
        value,
        limit,
        read,
        position,
        condition);
  }

  private void side(
      Outcome outcome,
      Comparator beyond,
      Comparator within,
      String variable,
      String step,
      List<Condition> prefix,
      Expression value,
      Expression limit,
      Read read,
      SourcePosition position,
      Function<Expression, Condition> condition) {
    List<Condition> probe = new ArrayList<>(prefix);
    probe.add(threshold(read, step, variable, position));
    probe.add(
        condition.apply(
            new Expression.And(
                compare(beyond, value, limit, position),
                compare(within, value, new Expression.Variable(variable, position), position),
                position)));
    ofThresholds.add(new CoverageGoal(read.threshold(), outcome, List.copyOf(probe), position));
  }

  private static Condition threshold(
      Read read, String step, String variable, SourcePosition position) {
    return new Pattern(
        null,
        BuiltInTypes.THRESHOLD,
        List.of(
            new Condition.Test(
                null,
                compare(
                    Comparator.EQUAL,
                    new Expression.FieldOf("name", position),
                    new Expression.Literal(read.threshold() + step, position),
                    position),
                position),
            new Condition.Test(variable, read.field(), position)),
        null,
        position);
  }

  /** A share, for which no data need lie within a step of the limit: any distance will do. */
  private void calculated(
      List<Condition> prefix,
      Expression.Comparison comparison,
      Function<Expression, Condition> condition) {
    for (Map.Entry<String, Read> known : new TreeMap<>(thresholds).entrySet()) {
      if (SourcePrinter.of(comparison).contains(known.getKey())) {
        calculated(prefix, comparison, known.getValue(), Outcome.AT, Comparator.EQUAL, condition);
        calculated(
            prefix, comparison, known.getValue(), Outcome.JUST_BELOW, Comparator.LESS, condition);
        calculated(
            prefix,
            comparison,
            known.getValue(),
            Outcome.JUST_ABOVE,
            Comparator.GREATER,
            condition);
        return;
      }
    }
  }

  private void calculated(
      List<Condition> prefix,
      Expression.Comparison comparison,
      Read read,
      Outcome outcome,
      Comparator operator,
      Function<Expression, Condition> condition) {
    Expression tried =
        compare(operator, comparison.left(), comparison.right(), comparison.position());
    ofThresholds.add(
        new CoverageGoal(
            read.threshold(),
            outcome,
            with(prefix, condition.apply(tried)),
            comparison.position()));
  }

  private static Expression compare(
      Comparator operator, Expression left, Expression right, SourcePosition position) {
    return new Expression.Comparison(operator, left, right, position);
  }

  private static List<Condition> with(List<Condition> prefix, Condition last) {
    List<Condition> all = new ArrayList<>(prefix);
    all.add(last);
    return List.copyOf(all);
  }
}

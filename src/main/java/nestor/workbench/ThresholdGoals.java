package nestor.workbench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.diagnostics.SourcePosition;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Threshold;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.Expression.Comparator;
import nestor.rulebook.syntax.SourcePrinter;
import nestor.workbench.CoverageGoal.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The coverage goals of the thresholds that the tests of one rule compare with: a value at the
 * threshold, and values within one step of it on each side.
 */
final class ThresholdGoals {
  /** After the name of a threshold: the threshold that lies one step below it. */
  static final String STEP_BELOW = "/a step below";

  /** After the name of a threshold: the threshold that lies one step above it. */
  static final String STEP_ABOVE = "/a step above";

  private static final String STEP = "$step";

  private final List<CoverageGoal> goals = new ArrayList<>();
  private final Map<String, BoundThreshold> bound = new HashMap<>();

  /** A threshold and which of its values a variable is bound to. */
  private record BoundThreshold(String name, Expression.FieldOf field) {
    /** Whether it is a day that many days back, which is later where the number is less. */
    boolean isReversed() {
      return field.field().equals("since");
    }
  }

  List<CoverageGoal> goals() {
    return List.copyOf(goals);
  }

  /** Learns which variables a pattern binds to which threshold. */
  void bind(Condition.Pattern pattern) {
    String name = Threshold.nameIn(pattern).orElse(null);
    for (Condition.Test test : pattern.tests()) {
      if (name != null
          && test.binding() != null
          && test.expression() instanceof Expression.FieldOf field) {
        bound.put(test.binding(), new BoundThreshold(name, field));
      }
    }
  }

  /** Adds the goals of a test that orders two values, where a threshold is one or part of one. */
  void add(Expression.Comparison comparison, TestPlace place) {
    BoundThreshold right = bound(comparison.right());
    BoundThreshold left = bound(comparison.left());
    if (right != null && left == null) {
      addPlain(right, comparison.left(), comparison.right(), place);
    } else if (left != null && right == null) {
      addPlain(left, comparison.right(), comparison.left(), place);
    } else {
      addCalculated(comparison, place);
    }
  }

  private @Nullable BoundThreshold bound(Expression expression) {
    return expression instanceof Expression.Variable variable ? bound.get(variable.name()) : null;
  }

  private void add(BoundThreshold threshold, Outcome outcome, List<Condition> when, TestPlace at) {
    goals.add(new CoverageGoal(threshold.name(), outcome, when, at.position()));
  }

  /** A value that is compared with a threshold as it stands. */
  private void addPlain(
      BoundThreshold threshold, Expression value, Expression limit, TestPlace place) {
    Expression at = compare(Comparator.EQUAL, value, limit, place);
    add(threshold, Outcome.AT, place.with(at), place);
    Comparator below = threshold.isReversed() ? Comparator.GREATER : Comparator.LESS;
    Comparator above = threshold.isReversed() ? Comparator.LESS : Comparator.GREATER;
    for (Outcome outcome : List.of(Outcome.JUST_BELOW, Outcome.JUST_ABOVE)) {
      boolean isBelow = outcome == Outcome.JUST_BELOW;
      Comparator beyond = isBelow ? below : above;
      Comparator notBeyond = beyond.opposite().orElseThrow();
      Expression step = new Expression.Variable(STEP, place.position());
      Expression withinStep =
          new Expression.And(
              compare(beyond, value, limit, place),
              compare(notBeyond, value, step, place),
              place.position());
      Condition bindsStep = bindStep(threshold, isBelow ? STEP_BELOW : STEP_ABOVE, place);
      add(threshold, outcome, place.after(bindsStep).with(withinStep), place);
    }
  }

  /** A pattern that binds the threshold that lies one step beside another. */
  private static Condition bindStep(BoundThreshold threshold, String step, TestPlace place) {
    SourcePosition position = place.position();
    Expression name = new Expression.Literal(threshold.name() + step, position);
    Expression hasName =
        compare(Comparator.EQUAL, new Expression.FieldOf("name", position), name, place);
    return new Condition.Pattern(
        null,
        BuiltInTypes.THRESHOLD,
        List.of(
            new Condition.Test(null, hasName, position),
            new Condition.Test(STEP, threshold.field(), position)),
        null,
        position);
  }

  /** A share, for which no data need lie within a step of the threshold: any distance will do. */
  private void addCalculated(Expression.Comparison comparison, TestPlace place) {
    for (Map.Entry<String, BoundThreshold> known : new TreeMap<>(bound).entrySet()) {
      if (SourcePrinter.of(comparison).contains(known.getKey())) {
        addCalculated(known.getValue(), Outcome.AT, Comparator.EQUAL, comparison, place);
        addCalculated(known.getValue(), Outcome.JUST_BELOW, Comparator.LESS, comparison, place);
        addCalculated(known.getValue(), Outcome.JUST_ABOVE, Comparator.GREATER, comparison, place);
        return;
      }
    }
  }

  private void addCalculated(
      BoundThreshold threshold,
      Outcome outcome,
      Comparator operator,
      Expression.Comparison comparison,
      TestPlace place) {
    Expression test = compare(operator, comparison.left(), comparison.right(), place);
    add(threshold, outcome, place.with(test), place);
  }

  private static Expression compare(
      Comparator operator, Expression left, Expression right, TestPlace place) {
    return new Expression.Comparison(operator, left, right, place.position());
  }
}

package nestor.reasoning;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import nestor.rulebook.language.Condition;
import nestor.rulebook.language.Condition.Absence;
import nestor.rulebook.language.Condition.Aggregate;
import nestor.rulebook.language.Condition.Pattern;
import nestor.rulebook.language.Condition.Presence;
import nestor.rulebook.language.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates conditions on what is known and what could be. A condition's own text is the only
 * description of what it reads, so what would settle it follows from the text.
 */
final class Evaluation {
  private static final int LOOK_AT_THE_CLOCK = 1024;

  private final Knowledge knowledge;
  private final Limits limits;
  private String rule = "";
  private long since;
  private boolean timed;
  private int depth;
  private long tried;
  private long mostTried;
  private String mostTriedBy = "";

  Evaluation(Knowledge knowledge, Limits limits) {
    this.knowledge = knowledge;
    this.limits = limits;
  }

  /** From now on it is this rule that is tried, and whose time runs. */
  void begin(String rule) {
    this.rule = rule;
    this.since = System.nanoTime();
    this.timed = true;
  }

  /**
   * A way to satisfy conditions, now or with data that is missing.
   *
   * @param truth yes, or what it depends on
   * @param matched the facts (or elements of a list) that the patterns matched, in their order
   */
  record Solution(Bindings bindings, Truth truth, List<Object> matched) {

    /** The facts that the patterns matched. */
    List<Fact> facts() {
      return matched.stream().filter(Fact.class::isInstance).map(Fact.class::cast).toList();
    }

    /** The same for the same matches, however they were found. */
    String key() {
      StringBuilder key = new StringBuilder();
      for (Object match : matched) {
        key.append(match instanceof Fact fact ? fact.key() : match).append('|');
      }
      return key.toString();
    }
  }

  /** All ways to satisfy the conditions. */
  List<Solution> solve(List<Condition> conditions) {
    return solve(conditions, Bindings.NONE);
  }

  List<Solution> solve(List<Condition> conditions, Bindings bindings) {
    List<Solution> solutions = new ArrayList<>();
    if (depth == 0) {
      tried = 0;
    }
    depth++;
    try {
      solve(
          conditions,
          0,
          new Solution(bindings, Truth.YES, List.of()),
          solution -> {
            if (solutions.size() == limits.matches()) {
              throw RunawayRule.matches(rule, limits.matches());
            }
            solutions.add(solution);
          });
    } finally {
      depth--;
    }
    if (depth == 0 && tried > mostTried) {
      mostTried = tried;
      mostTriedBy = rule;
    }
    return solutions;
  }

  /** The rule that tried the most combinations so far. */
  String busiest() {
    return mostTriedBy;
  }

  /** The ways to satisfy what another rule derives from, in the course of the present one. */
  List<Solution> solveFor(String derivation, List<Condition> conditions) {
    String before = rule;
    rule = derivation;
    List<Solution> solutions = solve(conditions);
    rule = before;
    return solutions;
  }

  /** Counts one combination of entries. */
  private void tryOne() {
    if (++tried > limits.combinations()) {
      throw RunawayRule.combinations(rule, limits.combinations());
    }
    if (timed
        && tried % LOOK_AT_THE_CLOCK == 0
        && System.nanoTime() - since > limits.deadline().toNanos()) {
      throw RunawayRule.time(rule, limits.deadline().toSeconds());
    }
  }

  private void solve(List<Condition> conditions, int at, Solution soFar, Consumer<Solution> found) {
    if (at == conditions.size()) {
      found.accept(soFar);
      return;
    }
    Condition condition = conditions.get(at);
    if (condition instanceof Pattern pattern) {
      match(pattern, soFar, next -> solve(conditions, at + 1, next, found));
      return;
    }
    Solution next;
    if (condition instanceof Aggregate aggregate) {
      next = aggregate(aggregate, soFar);
    } else {
      Truth holds =
          condition instanceof Presence presence
              ? any(presence.of(), soFar.bindings())
              : any(((Absence) condition).of(), soFar.bindings()).not();
      next = new Solution(soFar.bindings(), soFar.truth().and(holds), soFar.matched());
    }
    if (!next.truth().isNo()) {
      solve(conditions, at + 1, next, found);
    }
  }

  private Truth any(List<Condition> conditions, Bindings bindings) {
    Truth any = Truth.NO;
    for (Solution solution : solve(conditions, bindings)) {
      any = any.or(solution.truth());
      if (any.isYes()) {
        break;
      }
    }
    return any;
  }

  private Solution aggregate(Aggregate aggregate, Solution soFar) {
    List<Solution> over = solve(aggregate.over(), soFar.bindings());
    Bindings bindings = soFar.bindings();
    Truth truth = soFar.truth();
    for (Condition.Function function : aggregate.functions()) {
      Object result = Aggregation.of(function, over, this);
      if (result == null) {
        return new Solution(bindings, Truth.NO, soFar.matched());
      }
      bindings = bindings.with(function.binding(), result);
    }
    for (Expression test : aggregate.tests()) {
      truth = truth.and(truth(test, null, bindings));
    }
    return new Solution(bindings, truth, soFar.matched());
  }

  private void match(Pattern pattern, Solution soFar, Consumer<Solution> next) {
    if (pattern.from() != null) {
      elements(pattern, pattern.from(), soFar, next);
      return;
    }
    for (Fact fact : candidates(pattern, soFar.bindings())) {
      tryOne();
      Bindings bindings = soFar.bindings();
      Truth truth = soFar.truth().and(fact.existence());
      for (Condition.Test test : pattern.tests()) {
        if (test.binding() != null) {
          bindings = bindings.with(test.binding(), value(test.expression(), fact, bindings));
        } else {
          truth = truth.and(truth(test.expression(), fact, bindings));
          if (truth.isNo()) {
            break;
          }
        }
      }
      if (!truth.isNo()) {
        next.accept(
            new Solution(bind(pattern, fact, bindings), truth, with(soFar.matched(), fact)));
      }
    }
  }

  /**
   * The facts that can match: where a field must equal a known text, those that have it or could
   * have it.
   */
  private List<Fact> candidates(Pattern pattern, Bindings bindings) {
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null
          && test.expression() instanceof Expression.Comparison comparison
          && comparison.operator() == Expression.Comparator.EQUAL
          && comparison.left() instanceof Expression.FieldOf field
          && !field.field().equals("this")
          && isKnownBefore(comparison.right(), bindings)
          && value(comparison.right(), null, bindings) instanceof String text) {
        return knowledge.facts(pattern.type(), field.field(), text);
      }
    }
    return knowledge.facts(pattern.type());
  }

  /** A variable that the same pattern binds is not known before the pattern is matched. */
  private static boolean isKnownBefore(Expression expression, Bindings bindings) {
    return expression instanceof Expression.Literal
        || (expression instanceof Expression.Variable variable && bindings.holds(variable.name()));
  }

  private void elements(Pattern pattern, Expression from, Solution soFar, Consumer<Solution> next) {
    Object list = value(from, null, soFar.bindings());
    List<Object> elements = new ArrayList<>();
    Truth there = Truth.YES;
    if (list instanceof List<?> known) {
      elements.addAll(known);
    } else if (list instanceof Unknown unknown) {
      elements.add(new Unknown(unknown.needs(), Unknown.ANYTHING, false));
      there = unknown.open();
    }
    for (Object element : elements) {
      tryOne();
      Truth truth = soFar.truth().and(there);
      for (Condition.Test test : pattern.tests()) {
        truth = truth.and(truth(test.expression(), element, soFar.bindings()));
      }
      if (!truth.isNo()) {
        next.accept(
            new Solution(
                bind(pattern, element, soFar.bindings()), truth, with(soFar.matched(), element)));
      }
    }
  }

  private static Bindings bind(Pattern pattern, Object matched, Bindings bindings) {
    return pattern.binding() == null ? bindings : bindings.with(pattern.binding(), matched);
  }

  private static List<Object> with(List<Object> matched, Object next) {
    List<Object> more = new ArrayList<>(matched);
    more.add(next);
    return more;
  }

  /** Whether a test holds. */
  Truth truth(Expression expression, @Nullable Object subject, Bindings bindings) {
    if (expression instanceof Expression.Both both) {
      Truth left = truth(both.left(), subject, bindings);
      return left.isNo() ? left : left.and(truth(both.right(), subject, bindings));
    }
    if (expression instanceof Expression.Either either) {
      Truth left = truth(either.left(), subject, bindings);
      return left.isYes() ? left : left.or(truth(either.right(), subject, bindings));
    }
    if (expression instanceof Expression.Comparison comparison) {
      return Comparisons.compare(
          comparison.operator(),
          identity(value(comparison.left(), subject, bindings)),
          identity(value(comparison.right(), subject, bindings)));
    }
    if (expression instanceof Expression.Membership membership) {
      Object value = value(membership.value(), subject, bindings);
      Truth in = Truth.NO;
      for (Expression option : membership.options()) {
        in =
            in.or(
                Comparisons.compare(
                    Expression.Comparator.EQUAL, value, value(option, subject, bindings)));
      }
      return membership.negated() ? in.not() : in;
    }
    throw new IllegalStateException("no test: " + expression);
  }

  /** Facts are compared by what they are, and what an absent section could hold may be anything. */
  private static @Nullable Object identity(@Nullable Object value) {
    if (value instanceof Fact fact) {
      return fact.isOpen()
          ? new Unknown(fact.existence().needs(), Unknown.ANYTHING, false)
          : fact.key();
    }
    return value;
  }

  /**
   * The value of an expression: a value, an {@link Unknown}, a {@link Fact}, or null for none on
   * record.
   */
  @Nullable Object value(Expression expression, @Nullable Object subject, Bindings bindings) {
    if (expression instanceof Expression.Literal literal) {
      return literal.value();
    }
    if (expression instanceof Expression.FieldOf field) {
      return subject instanceof Fact fact && !field.field().equals("this")
          ? fact.value(field.field())
          : subject;
    }
    if (expression instanceof Expression.Variable variable) {
      return bindings.get(variable.name());
    }
    if (expression instanceof Expression.VariableField member) {
      return bindings.get(member.variable()) instanceof Fact fact
          ? fact.value(member.field())
          : null;
    }
    if (expression instanceof Expression.Size size) {
      Object list = value(size.list(), subject, bindings);
      return list instanceof List<?> known
          ? (Object) known.size()
          : list instanceof Unknown unknown
              ? new Unknown(
                  unknown.needs(), new Unknown.Between(java.math.BigDecimal.ZERO, null), false)
              : Integer.valueOf(0);
    }
    if (expression instanceof Expression.Arithmetic arithmetic) {
      Object left = value(arithmetic.left(), subject, bindings);
      Object right = value(arithmetic.right(), subject, bindings);
      if (left == null || right == null) {
        throw new IllegalStateException(
            "the rulebook's check lets a missing number into " + arithmetic);
      }
      return Amounts.calculate(arithmetic.operator(), left, right);
    }
    throw new IllegalStateException("no value: " + expression);
  }
}

package nestor.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import nestor.rulebook.EngineFacts;
import nestor.rulebook.language.Condition;
import nestor.rulebook.language.Condition.Absence;
import nestor.rulebook.language.Condition.Aggregate;
import nestor.rulebook.language.Condition.Pattern;
import nestor.rulebook.language.Condition.Presence;
import nestor.rulebook.language.Expression;
import nestor.rulebook.language.Expression.Comparator;
import nestor.rulebook.language.Place;
import nestor.rulebook.language.Written;
import org.jspecify.annotations.Nullable;

/** The probes of one rule's conditions. */
final class Probes {
  /** After the name of a threshold: the threshold that lies one step below it. */
  static final String STEP_BELOW = "/a step below";

  /** After the name of a threshold: the threshold that lies one step above it. */
  static final String STEP_ABOVE = "/a step above";

  private static final String BELOW = "$probeBelow";
  private static final String ABOVE = "$probeAbove";

  private final List<Probe> ofTests = new ArrayList<>();
  private final List<Probe> ofThresholds = new ArrayList<>();
  private final Map<String, Read> thresholds = new HashMap<>();

  /** A threshold and which of its values a variable is bound to. */
  private record Read(String threshold, Expression.FieldOf field) {}

  Probes(List<Condition> conditions) {
    group(List.of(), conditions);
  }

  /** Whether each test can be true, and false. */
  List<Probe> ofTests() {
    return ofTests;
  }

  /** Whether each threshold is met exactly, just missed and just passed. */
  List<Probe> ofThresholds() {
    return ofThresholds;
  }

  private void group(List<Condition> before, List<Condition> conditions) {
    List<Condition> prefix = new ArrayList<>(before);
    for (Condition condition : conditions) {
      if (condition instanceof Pattern pattern) {
        pattern(prefix, pattern);
      } else if (condition instanceof Absence absence) {
        twoWays("not " + Written.of(absence.of()), prefix, absence, opposite(absence));
        group(prefix, absence.of());
      } else if (condition instanceof Presence presence) {
        twoWays("exists " + Written.of(presence.of()), prefix, presence, opposite(presence));
        group(prefix, presence.of());
      } else if (condition instanceof Aggregate aggregate) {
        group(prefix, aggregate.over());
        aggregate(prefix, aggregate);
      }
      prefix.add(condition);
    }
  }

  private static Condition opposite(Absence absence) {
    return new Presence(absence.of(), absence.place());
  }

  private static Condition opposite(Presence presence) {
    return new Absence(presence.of(), presence.place());
  }

  private void twoWays(
      String subject, List<Condition> prefix, Condition holds, Condition holdsNot) {
    ofTests.add(new Probe(subject, "true", with(prefix, holds), holds.place()));
    ofTests.add(new Probe(subject, "false", with(prefix, holdsNot), holds.place()));
  }

  private void pattern(List<Condition> prefix, Pattern pattern) {
    if (pattern.type().equals(EngineFacts.THRESHOLD)) {
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
              tests.add(new Condition.Test(null, tried, test.place()));
              return new Pattern(
                  pattern.binding(),
                  pattern.type(),
                  List.copyOf(tests),
                  pattern.from(),
                  pattern.place());
            });
      }
      before.add(test);
    }
  }

  private void reads(Pattern pattern) {
    @Nullable String name = null;
    for (Condition.Test test : pattern.tests()) {
      if (test.expression() instanceof Expression.Comparison comparison
          && comparison.right() instanceof Expression.Literal literal) {
        name = String.valueOf(literal.value());
      }
    }
    for (Condition.Test test : pattern.tests()) {
      if (name != null
          && test.binding() != null
          && test.expression() instanceof Expression.FieldOf field) {
        thresholds.put(test.binding(), new Read(name, field));
      }
    }
  }

  private void aggregate(List<Condition> prefix, Aggregate aggregate) {
    List<Expression> before = new ArrayList<>();
    for (Expression test : aggregate.tests()) {
      tests(
          prefix,
          test,
          tried -> {
            List<Expression> tests = new ArrayList<>(before);
            tests.add(tried);
            return new Aggregate(
                aggregate.over(), aggregate.functions(), List.copyOf(tests), aggregate.place());
          });
      before.add(test);
    }
  }

  private void tests(
      List<Condition> prefix, Expression test, Function<Expression, Condition> condition) {
    String subject = Written.of(test);
    ofTests.add(new Probe(subject, "true", with(prefix, condition.apply(test)), test.place()));
    Negation.of(test)
        .ifPresent(
            not ->
                ofTests.add(
                    new Probe(subject, "false", with(prefix, condition.apply(not)), test.place())));
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
      plain(prefix, comparison.left(), comparison.right(), right, test.place(), condition);
    } else if (left != null && right == null) {
      plain(prefix, comparison.right(), comparison.left(), left, test.place(), condition);
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
      Place place,
      Function<Expression, Condition> condition) {
    // The day that lies a number of days back is later where the number is less.
    boolean since = read.field().field().equals("since");
    Comparator less = since ? Comparator.GREATER : Comparator.LESS;
    Comparator notLess = since ? Comparator.AT_MOST : Comparator.AT_LEAST;
    Comparator more = since ? Comparator.LESS : Comparator.GREATER;
    Comparator notMore = since ? Comparator.AT_LEAST : Comparator.AT_MOST;
    ofThresholds.add(
        new Probe(
            read.threshold(),
            "at",
            with(prefix, condition.apply(compare(Comparator.EQUAL, value, limit, place))),
            place));
    side("below", less, notLess, BELOW, STEP_BELOW, prefix, value, limit, read, place, condition);
    side("above", more, notMore, ABOVE, STEP_ABOVE, prefix, value, limit, read, place, condition);
  }

  private void side(
      String way,
      Comparator beyond,
      Comparator within,
      String variable,
      String step,
      List<Condition> prefix,
      Expression value,
      Expression limit,
      Read read,
      Place place,
      Function<Expression, Condition> condition) {
    List<Condition> probe = new ArrayList<>(prefix);
    probe.add(threshold(read, step, variable, place));
    probe.add(
        condition.apply(
            new Expression.Both(
                compare(beyond, value, limit, place),
                compare(within, value, new Expression.Variable(variable, place), place),
                place)));
    ofThresholds.add(new Probe(read.threshold(), way, List.copyOf(probe), place));
  }

  private static Condition threshold(Read read, String step, String variable, Place place) {
    return new Pattern(
        null,
        EngineFacts.THRESHOLD,
        List.of(
            new Condition.Test(
                null,
                compare(
                    Comparator.EQUAL,
                    new Expression.FieldOf("name", place),
                    new Expression.Literal(read.threshold() + step, place),
                    place),
                place),
            new Condition.Test(variable, read.field(), place)),
        null,
        place);
  }

  /** A share, for which no data need lie within a step of the limit: any distance will do. */
  private void calculated(
      List<Condition> prefix,
      Expression.Comparison comparison,
      Function<Expression, Condition> condition) {
    for (Map.Entry<String, Read> known : new java.util.TreeMap<>(thresholds).entrySet()) {
      if (Written.of(comparison).contains(known.getKey())) {
        Map<String, Comparator> ways =
            Map.of("at", Comparator.EQUAL, "below", Comparator.LESS, "above", Comparator.GREATER);
        for (String way : List.of("at", "below", "above")) {
          ofThresholds.add(
              new Probe(
                  known.getValue().threshold(),
                  way,
                  with(
                      prefix,
                      condition.apply(
                          compare(
                              java.util.Objects.requireNonNull(ways.get(way)),
                              comparison.left(),
                              comparison.right(),
                              comparison.place()))),
                  comparison.place()));
        }
        return;
      }
    }
  }

  private static Expression compare(
      Comparator operator, Expression left, Expression right, Place place) {
    return new Expression.Comparison(operator, left, right, place);
  }

  private static List<Condition> with(List<Condition> prefix, Condition last) {
    List<Condition> all = new ArrayList<>(prefix);
    all.add(last);
    return List.copyOf(all);
  }
}

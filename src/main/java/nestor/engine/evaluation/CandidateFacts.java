package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.List;
import nestor.engine.evaluation.CompiledExpressions.Reading;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Conditions;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.Expression.Comparator;
import nestor.rulebook.syntax.ValueSource;
import org.jspecify.annotations.Nullable;

/**
 * Selection of the facts that a pattern could match, by the test that leaves the fewest, in
 * whatever order the tests are written. Every fact that does match is among them.
 */
final class CandidateFacts {
  /** So few facts are looked through sooner than fewer are looked for. */
  private static final int FEW = 8;

  private final String type;
  private final boolean isThreshold;
  private final Lookup[] equal;
  private final Lookup[] ordered;

  private CandidateFacts(String type, Lookup[] equal, Lookup[] ordered) {
    this.type = type;
    this.isThreshold = type.equals(BuiltInTypes.THRESHOLD);
    this.equal = equal;
    this.ordered = ordered;
  }

  /**
   * The candidates for a pattern.
   *
   * @param inAnyOrder whether they may come in another order than the facts
   */
  static CandidateFacts of(Pattern pattern, boolean inAnyOrder) {
    List<Lookup> equal = new ArrayList<>();
    List<Lookup> ordered = new ArrayList<>();
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null) {
        Conditions.conjuncts(test.expression()).forEach(part -> collect(part, equal, ordered));
      }
    }
    return new CandidateFacts(
        pattern.type(),
        equal.toArray(Lookup[]::new),
        inAnyOrder ? ordered.toArray(Lookup[]::new) : new Lookup[0]);
  }

  private static void collect(Expression test, List<Lookup> equal, List<Lookup> ordered) {
    if (test instanceof Expression.Comparison comparison) {
      Comparator operator = comparison.operator();
      boolean greater = operator == Comparator.GREATER || operator == Comparator.AT_LEAST;
      List<Lookup> into =
          operator == Comparator.EQUAL ? equal : operator.orders() ? ordered : new ArrayList<>();
      Lookup lookup = Lookup.of(comparison.left(), comparison.right(), greater);
      if (lookup == null) {
        lookup = Lookup.of(comparison.right(), comparison.left(), !greater);
      }
      if (lookup != null) {
        into.add(lookup);
      }
    }
  }

  /** The facts that can match where variables are bound so. */
  List<Fact> in(FactSource facts, Bindings bindings) {
    if (!isThreshold) {
      // Thresholds are made when they are asked for by their names.
      List<Fact> all = facts.facts(type);
      if (all.size() <= FEW) {
        return all;
      }
    }
    List<Fact> fewest = null;
    String by = null;
    Object as = "";
    for (Lookup lookup : equal) {
      Object value = FactIndex.key(lookup.known(bindings));
      if (value != null) {
        List<Fact> some = facts.facts(type, lookup.field, value);
        if (fewest == null || some.size() < fewest.size()) {
          fewest = some;
          by = lookup.field;
          as = value;
        }
        if (fewest.size() <= FEW) {
          return fewest;
        }
      }
    }
    List<Fact> all = fewest == null ? facts.facts(type) : fewest;
    if (all.size() > FEW) {
      for (Lookup lookup : ordered) {
        Object value = SortedFactIndex.value(lookup.known(bindings));
        if (value != null) {
          return facts.beyond(type, by, as, lookup.field, lookup.greater, value);
        }
      }
    }
    return all;
  }

  /**
   * A test of a field against a value which may be known before the pattern is matched.
   *
   * @param variable what the value is read of; null where it is written
   * @param greater whether the field is to be greater, where the test orders
   */
  private record Lookup(String field, @Nullable String variable, Reading value, boolean greater) {

    static @Nullable Lookup of(Expression field, Expression value, boolean greater) {
      if (!(field instanceof Expression.FieldOf of) || of.field().equals("this")) {
        return null;
      }
      String variable = ValueSource.of(value).map(ValueSource::variable).orElse(null);
      return variable != null || value instanceof Expression.Literal
          ? new Lookup(of.field(), variable, CompiledExpressions.reading(value), greater)
          : null;
    }

    /** The value; null where the pattern itself binds what it is made of, or where it is none. */
    @Nullable Object known(Bindings bindings) {
      return variable == null || bindings.holds(variable) ? value.of(null, bindings) : null;
    }
  }
}

package nestor.engine.evaluation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import nestor.engine.evaluation.CompiledExpressions.Reading;
import nestor.engine.ternary.Comparisons;
import nestor.engine.ternary.Unknown;
import nestor.engine.ternary.Unknown.AnythingBut;
import nestor.engine.ternary.Unknown.AtLeast;
import nestor.engine.ternary.Unknown.Between;
import nestor.engine.ternary.Unknown.OneMatch;
import nestor.engine.ternary.Unknown.OneOf;
import nestor.rulebook.syntax.Conditions;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.Expression.Comparator;
import nestor.rulebook.syntax.ValueSource;
import org.jspecify.annotations.Nullable;

/**
 * Knowledge that a test gives of a value which is not known: in a way to satisfy conditions the
 * test holds, so the value is one for which it does. That is so for facts that could be there; of
 * the fields that entries on record leave open, {@link CaseSplit} tries the values.
 */
final class Narrowing {
  private static final int MOST_OPTIONS = 100;

  private final List<Part> parts;

  private Narrowing(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * One comparison.
   *
   * @param source where what is compared is read
   * @param others what it is compared with; several where it is one of them
   */
  private record Part(
      ValueSource source, Reading value, Comparator operator, List<Reading> others) {}

  /** A way to satisfy conditions, as far as it was followed. */
  static final class Way {
    Fact fact;
    Bindings bindings;
    @Nullable Matched matched;

    /** Whether more is known of something else than of the fact that is matched now. */
    boolean further;

    Way(Fact fact, Bindings bindings, @Nullable Matched matched) {
      this.fact = fact;
      this.bindings = bindings;
      this.matched = matched;
    }

    private void replace(UnaryOperator<@Nullable Object> replacement) {
      if (replacement.apply(fact) instanceof Fact changed) {
        fact = changed;
      }
      bindings = bindings.replacing(replacement);
      matched = matched == null ? null : matched.replacing(replacement);
      further = true;
    }
  }

  /**
   * Returns the knowledge that a test gives where it holds; null where it gives none that matters.
   *
   * @param readAgain the fields of the fact that is matched which are read elsewhere, too
   */
  static @Nullable Narrowing of(Expression test, Set<String> readAgain) {
    List<Part> parts = new ArrayList<>();
    Conditions.conjuncts(test).forEach(one -> parts.addAll(one.accept(new Parts())));
    parts.removeIf(
        part -> part.source.isOfMatchedFact() && !readAgain.contains(part.source.field()));
    return parts.isEmpty() ? null : new Narrowing(List.copyOf(parts));
  }

  /** The parts of one test that is no conjunction. */
  private static final class Parts implements Expression.TestVisitor<List<Part>> {
    @Override
    public List<Part> visitComparison(Expression.Comparison comparison) {
      List<Part> parts = new ArrayList<>();
      parts.addAll(part(comparison.left(), comparison.operator(), List.of(comparison.right())));
      comparison
          .operator()
          .mirrored()
          .ifPresent(
              mirrored ->
                  parts.addAll(part(comparison.right(), mirrored, List.of(comparison.left()))));
      return parts;
    }

    @Override
    public List<Part> visitMembership(Expression.Membership membership) {
      return part(
          membership.value(),
          membership.negated() ? Comparator.NOT_MEMBER_OF : Comparator.MEMBER_OF,
          membership.options());
    }

    @Override
    public List<Part> visitAnd(Expression.And and) {
      return List.of();
    }

    @Override
    public List<Part> visitOr(Expression.Or or) {
      return List.of();
    }

    @Override
    public List<Part> visitValue(Expression value) {
      return List.of();
    }

    private static List<Part> part(Expression side, Comparator operator, List<Expression> others) {
      ValueSource source = ValueSource.of(side).orElse(null);
      return source == null
              || operator == Comparator.NOT_CONTAINS
              || (source.isOfMatchedFact() && "this".equals(source.field()))
          ? List.of()
          : List.of(
              new Part(
                  source,
                  CompiledExpressions.reading(side),
                  operator,
                  others.stream().map(CompiledExpressions::reading).toList()));
    }
  }

  /** The way with what is known because the test holds; null where nothing more is. */
  @Nullable Way in(Fact fact, Bindings bindings, @Nullable Matched matched) {
    Way way = null;
    for (Part part : parts) {
      Object value =
          way == null ? part.value.of(fact, bindings) : part.value.of(way.fact, way.bindings);
      if (value instanceof Unknown unknown) {
        way = way == null ? new Way(fact, bindings, matched) : way;
        narrow(part, unknown, way);
      }
    }
    return way;
  }

  private static void narrow(Part part, Unknown unknown, Way way) {
    if (!isOfOpenFact(part.source, unknown, way)) {
      return;
    }
    List<@Nullable Object> others = new ArrayList<>();
    for (Reading reading : part.others) {
      Object other = reading.of(way.fact, way.bindings);
      if (other instanceof Unknown || other instanceof Fact) {
        return;
      }
      if (other instanceof List<?> list && part.operator != Comparator.EQUAL) {
        others.addAll(list);
      } else {
        others.add(other);
      }
    }
    Object known = known(unknown, part.operator, others);
    if (known != unknown) {
      replace(part.source, unknown, known, way);
    }
  }

  private static boolean isOfOpenFact(ValueSource source, Unknown unknown, Way way) {
    if (unknown.identity() instanceof OneMatch) {
      return true;
    }
    if (source.field() == null) {
      return false;
    }
    return source.variable() == null
        ? way.fact.isOpen()
        : way.bindings.get(source.variable()) instanceof Fact fact && fact.isOpen();
  }

  private static void replace(
      ValueSource source, Unknown unknown, @Nullable Object known, Way way) {
    if (unknown.identity() instanceof OneMatch match) {
      way.replace(value -> replaced(value, match, known));
    } else if (source.variable() == null && source.field() != null) {
      way.fact = way.fact.with(source.field(), known);
    } else if (source.variable() != null && source.field() != null) {
      Object before = way.bindings.get(source.variable());
      if (before instanceof Fact fact) {
        Fact after = fact.with(source.field(), known);
        way.replace(value -> value == before ? after : value);
      }
    }
  }

  private static @Nullable Object replaced(
      @Nullable Object value, OneMatch match, @Nullable Object known) {
    if (value instanceof Unknown unknown) {
      return unknown.identity() == match ? known : value;
    }
    return value instanceof Fact fact && fact.isOpen() ? fact.replacing(match, known) : value;
  }

  /** Value, or range of values, for which the comparison holds. */
  private static @Nullable Object known(
      Unknown unknown, Comparator operator, List<@Nullable Object> others) {
    Unknown.Range range = unknown.range();
    if (operator == Comparator.EQUAL) {
      return others.get(0);
    }
    if (range instanceof OneOf one) {
      return among(unknown, one.options(), operator, others);
    }
    return switch (operator) {
      case MEMBER_OF ->
          others.size() > MOST_OPTIONS
              ? unknown
              : among(unknown, others, Comparator.NOT_EQUAL, excluded(range));
      case NOT_EQUAL, NOT_MEMBER_OF -> without(unknown, others);
      case CONTAINS -> containing(unknown, others.get(0));
      case LESS, AT_MOST -> between(unknown, null, others.get(0));
      case GREATER, AT_LEAST -> between(unknown, others.get(0), null);
      default -> unknown;
    };
  }

  private static List<@Nullable Object> excluded(Unknown.Range range) {
    return range instanceof AnythingBut but ? new ArrayList<>(but.excluded()) : List.of();
  }

  /** Options for which the comparison holds with one of the others, or with all. */
  private static @Nullable Object among(
      Unknown unknown,
      List<@Nullable Object> options,
      Comparator operator,
      List<@Nullable Object> others) {
    Set<@Nullable Object> left = new LinkedHashSet<>();
    boolean negated = operator == Comparator.NOT_EQUAL || operator == Comparator.NOT_MEMBER_OF;
    Comparator each =
        operator == Comparator.MEMBER_OF
            ? Comparator.EQUAL
            : operator == Comparator.NOT_MEMBER_OF ? Comparator.NOT_EQUAL : operator;
    for (Object option : options) {
      boolean holds =
          negated
              ? others.stream().noneMatch(o -> Comparisons.compare(each, option, o).isNo())
              : others.stream().anyMatch(o -> !Comparisons.compare(each, option, o).isNo());
      if (holds) {
        left.add(option);
      }
    }
    if (left.size() == 1) {
      return left.iterator().next();
    }
    return left.isEmpty() ? unknown : unknown.within(new OneOf(new ArrayList<>(left)));
  }

  /** The value, which is none of the others. */
  static Unknown without(Unknown unknown, List<@Nullable Object> others) {
    if (!(unknown.range() instanceof AnythingBut but)) {
      return unknown;
    }
    Set<Object> excluded = new LinkedHashSet<>(but.excluded());
    for (Object other : others) {
      if (other != null) {
        excluded.add(other);
      }
    }
    return unknown.within(new AnythingBut(excluded));
  }

  private static Unknown containing(Unknown unknown, @Nullable Object element) {
    if (element == null) {
      return unknown;
    }
    List<Object> known = new ArrayList<>();
    List<Object> possible = null;
    if (unknown.range() instanceof AtLeast list) {
      known.addAll(list.known());
      possible = list.possible();
    } else if (!Unknown.ANYTHING.equals(unknown.range())) {
      return unknown;
    }
    if (!known.contains(element)) {
      known.add(element);
    }
    return unknown.within(new AtLeast(List.copyOf(known), possible));
  }

  private static Unknown between(Unknown unknown, @Nullable Object least, @Nullable Object most) {
    if (!(unknown.range() instanceof Between between)
        || !(least instanceof Number || most instanceof Number)) {
      return unknown;
    }
    BigDecimal low = between.low();
    BigDecimal high = between.high();
    if (least != null && (low == null || low.compareTo(Comparisons.number(least)) < 0)) {
      low = Comparisons.number(least);
    }
    if (most != null && (high == null || high.compareTo(Comparisons.number(most)) > 0)) {
      high = Comparisons.number(most);
    }
    return unknown.within(new Between(low, high));
  }
}

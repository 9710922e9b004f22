package nestor.engine.evaluation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import nestor.engine.budget.EvaluationBudget;
import nestor.engine.evaluation.CompiledExpressions.Question;
import nestor.engine.evaluation.CompiledExpressions.Reading;
import nestor.engine.ternary.Ternary;
import nestor.engine.ternary.Unknown;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Conditions;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Conditions prepared once for three-valued evaluation against many dossiers. Conditions that are
 * used once are {@linkplain #solve solved} without that.
 */
public final class CompiledConditions {
  private static final Reading ONE = (subject, bindings) -> BigDecimal.ONE;

  private final Step first;

  private CompiledConditions(Step first) {
    this.first = first;
  }

  /** Receiver of each way to satisfy the conditions, as it is found. */
  interface Found {
    /** Whether to look for further ways. */
    boolean found(Bindings bindings, Ternary ternary, @Nullable Matched matched);
  }

  /** Finds every way to satisfy the conditions, and hands each to {@code found}. */
  void find(FactSource facts, Bindings bindings, Found found) {
    EvaluationBudget budget = facts.budget();
    budget.enter();
    try {
      first.go(facts, bindings, Ternary.YES, null, found);
    } finally {
      budget.leave();
    }
  }

  /** All ways to satisfy conditions that are used once. */
  public static List<Solution> solve(
      FactSource facts, List<Condition> conditions, Bindings bindings) {
    return of(conditions, null).solutions(facts, bindings);
  }

  public List<Solution> solutions(FactSource facts, Bindings bindings) {
    List<Solution> solutions = new ArrayList<>();
    find(
        facts,
        bindings,
        (with, ternary, matched) -> {
          facts.budget().found(solutions.size());
          return solutions.add(new Solution(with, ternary, Matched.list(matched)));
        });
    return solutions;
  }

  /** Whether there is any way to satisfy the conditions. */
  Ternary any(FactSource facts, Bindings bindings) {
    Any any = new Any();
    find(facts, bindings, any);
    return any.ternary;
  }

  private static final class Any implements Found {
    private Ternary ternary = Ternary.NO;

    @Override
    public boolean found(Bindings bindings, Ternary way, @Nullable Matched matched) {
      ternary = ternary.or(way);
      return !ternary.isYes();
    }
  }

  /** One condition and those after it. */
  private interface Step {
    /** Whether to look for further ways. */
    boolean go(
        FactSource facts,
        Bindings bindings,
        Ternary ternary,
        @Nullable Matched matched,
        Found found);
  }

  /**
   * Makes conditions ready.
   *
   * @param subconditionCache where what inner conditions come to is kept for a dossier, or null
   *     where it is not
   */
  static CompiledConditions of(
      List<Condition> conditions, @Nullable SubconditionCache subconditionCache) {
    return of(conditions, subconditionCache, false);
  }

  /** Compiles conditions for which the order of the ways found does not matter. */
  static CompiledConditions inAnyOrder(
      List<Condition> conditions, @Nullable SubconditionCache subconditionCache) {
    return of(conditions, subconditionCache, true);
  }

  /**
   * Makes conditions ready.
   *
   * @param inAnyOrder whether ways to satisfy them may be found in any order
   */
  private static CompiledConditions of(
      List<Condition> conditions,
      @Nullable SubconditionCache subconditionCache,
      boolean inAnyOrder) {
    Step next =
        (facts, bindings, ternary, matched, found) -> found.found(bindings, ternary, matched);
    for (int i = conditions.size() - 1; i >= 0; i--) {
      Step following = next;
      next =
          conditions
              .get(i)
              .match(
                  pattern ->
                      pattern.from() == null
                          ? match(pattern, conditions, inAnyOrder, following)
                          : elements(pattern, following),
                  not -> holds(not.of(), true, subconditionCache, following),
                  exists -> holds(exists.of(), false, subconditionCache, following),
                  accumulate -> aggregate(accumulate, subconditionCache, following));
    }
    return new CompiledConditions(next);
  }

  private static Step holds(
      List<Condition> inner,
      boolean negated,
      @Nullable SubconditionCache subconditionCache,
      Step next) {
    CompiledConditions compiled = of(inner, subconditionCache, true);
    SubconditionCache.Place at = subconditionCache == null ? null : subconditionCache.place(inner);
    return (facts, bindings, ternary, matched, found) -> {
      Ternary any =
          at == null
              ? compiled.any(facts, bindings)
              : facts.subconditionResults().any(at, compiled, bindings);
      Ternary both = ternary.and(negated ? any.not() : any);
      if (both.isNo()) {
        return true;
      }
      Matched with =
          any.kind() == Ternary.Kind.DEPENDS
              ? Matched.with(
                  matched,
                  null,
                  (last, later) -> {
                    Ternary then = compiled.any(facts, later);
                    return negated ? !then.isYes() : !then.isNo();
                  })
              : matched;
      return next.go(facts, bindings, both, with, found);
    };
  }

  private static Step aggregate(
      Accumulate accumulate, @Nullable SubconditionCache subconditionCache, Step next) {
    CompiledConditions over = of(accumulate.over(), subconditionCache);
    SubconditionCache.Place at =
        subconditionCache == null ? null : subconditionCache.place(accumulate.over());
    List<Condition.Function> functions = accumulate.functions();
    Reading[] arguments =
        functions.stream()
            .map(f -> f.argument() == null ? ONE : CompiledExpressions.reading(f.argument()))
            .toArray(Reading[]::new);
    List<Question> tests = accumulate.tests().stream().map(CompiledExpressions::question).toList();
    ResultBounds bounds = ResultBounds.of(accumulate.tests());
    return (facts, bindings, ternary, matched, found) -> {
      List<Solution> all =
          at == null
              ? over.solutions(facts, bindings)
              : facts.subconditionResults().solutions(at, over, bindings);
      Bindings with = bindings;
      Ternary holds = ternary;
      for (int i = 0; i < arguments.length; i++) {
        Condition.Function function = functions.get(i);
        Object result = Aggregation.of(function.name(), arguments[i], all);
        if (result == null) {
          return true;
        }
        if (result instanceof Unknown open
            && !Aggregation.isOfSomething(function, arguments[i], all)) {
          holds = holds.and(open.open());
        }
        with = with.with(function.binding(), result);
      }
      for (Question test : tests) {
        holds = holds.and(test.of(null, with));
      }
      return holds.isNo() || next.go(facts, bounds.in(with, functions), holds, matched, found);
    };
  }

  /** A test of a pattern, or the name that it gives to a value. */
  private record Part(
      @Nullable String binding,
      @Nullable String field,
      Reading value,
      Question question,
      @Nullable Narrowing narrowing) {
    static Part of(Condition.Test test, Set<String> readAgain) {
      return test.binding() == null
          ? new Part(
              null,
              null,
              (s, b) -> null,
              CompiledExpressions.question(test.expression()),
              Narrowing.of(test.expression(), readAgain))
          : new Part(
              test.binding(),
              test.expression() instanceof Expression.FieldOf of ? of.field() : null,
              CompiledExpressions.reading(test.expression()),
              (s, b) -> Ternary.YES,
              null);
    }
  }

  /** Names the value of an open fact, so that knowledge gained of it holds everywhere. */
  private static @Nullable Unknown ofThisMatch(Part part, Fact fact, @Nullable Object value) {
    return part.field != null
            && fact.isOpen()
            && value instanceof Unknown unknown
            && (unknown.identity() == null
                || (fact.standsForMany() && unknown.identity() instanceof Unknown.OneMatch))
        ? unknown.ofOneMatch()
        : null;
  }

  private static boolean isPossible(Part[] parts, @Nullable Object last, Bindings bindings) {
    for (Part part : parts) {
      if (part.binding == null && part.question.of(last, bindings).isNo()) {
        return false;
      }
    }
    return true;
  }

  /** The fields of the fact which a pattern matches that are read in more than one place. */
  private static Set<String> readAgain(Pattern pattern, List<Condition> all) {
    Set<String> once = new HashSet<>();
    Set<String> again = new HashSet<>();
    for (Condition.Test test : pattern.tests()) {
      for (String field : test.expression().fields()) {
        if (!once.add(field)) {
          again.add(field);
        }
      }
    }
    if (pattern.binding() != null) {
      for (Pattern other : Conditions.patterns(all)) {
        for (Condition.Test test : other.tests()) {
          test.expression()
              .forEach(
                  part -> {
                    if (part instanceof Expression.VariableField member
                        && member.variable().equals(pattern.binding())) {
                      again.add(member.field());
                    }
                  });
        }
      }
    }
    return again;
  }

  private static Step match(Pattern pattern, List<Condition> all, boolean inAnyOrder, Step next) {
    Set<String> readAgain = readAgain(pattern, all);
    Part[] parts =
        pattern.tests().stream().map(test -> Part.of(test, readAgain)).toArray(Part[]::new);
    CandidateFacts candidates = CandidateFacts.of(pattern, inAnyOrder);
    String name = pattern.binding();
    Matched.Condition tests = (last, bindings) -> isPossible(parts, last, bindings);
    return (facts, bindings, ternary, matched, found) -> {
      EvaluationBudget budget = facts.budget();
      for (Fact candidate : candidates.in(facts, bindings)) {
        budget.tryOne();
        Fact fact = candidate;
        Bindings with = bindings;
        Matched before = matched;
        boolean further = false;
        Ternary holds = ternary.and(fact.existence());
        for (Part part : parts) {
          if (part.binding != null) {
            Object value = part.value.of(fact, with);
            Unknown own = ofThisMatch(part, fact, value);
            if (own != null && part.field != null) {
              fact = fact.with(part.field, own);
              value = own;
            }
            with = with.with(part.binding, value);
          } else {
            Ternary test = part.question.of(fact, with);
            holds = holds.and(test);
            if (holds.isNo()) {
              break;
            }
            if (part.narrowing != null && test.kind() == Ternary.Kind.DEPENDS) {
              Narrowing.Way way = part.narrowing.in(fact, with, before);
              if (way != null) {
                fact = way.fact;
                with = way.bindings;
                before = way.matched;
                further |= way.further;
              }
            }
          }
        }
        if (holds.isNo()
            || (further
                && !(isPossible(parts, fact, with)
                    && (before == null || before.isPossible(with))))) {
          continue;
        }
        if (!next.go(
            facts,
            name == null ? with : with.with(name, fact),
            holds,
            holds.isYes() ? Matched.with(before, fact) : Matched.with(before, fact, tests),
            found)) {
          return false;
        }
      }
      return true;
    };
  }

  /** Elements of a list, and one unknown element where there could be more. */
  private static List<Object> elements(@Nullable Object list) {
    List<Object> elements = new ArrayList<>();
    if (list instanceof List<?> known) {
      elements.addAll(known);
    } else if (list instanceof Unknown unknown) {
      Unknown.Range further = Unknown.ANYTHING;
      if (unknown.range() instanceof Unknown.AtLeast part) {
        elements.addAll(part.known());
        further =
            part.possible() == null ? further : new Unknown.OneOf(List.copyOf(part.possible()));
      }
      elements.add(new Unknown(unknown.needs(), further, false));
    }
    return elements;
  }

  private static Step elements(Pattern pattern, Step next) {
    Reading from = CompiledExpressions.reading(Objects.requireNonNull(pattern.from()));
    List<Question> tests =
        pattern.tests().stream()
            .map(test -> CompiledExpressions.question(test.expression()))
            .toList();
    String name = pattern.binding();
    return (facts, bindings, ternary, matched, found) -> {
      Object list = from.of(null, bindings);
      List<Object> elements = elements(list);
      for (Object element : elements) {
        facts.budget().tryOne();
        Ternary holds = element instanceof Unknown further ? ternary.and(further.open()) : ternary;
        for (Question test : tests) {
          holds = holds.and(test.of(element, bindings));
        }
        if (!holds.isNo()
            && !next.go(
                facts,
                name == null ? bindings : bindings.with(name, element),
                holds,
                Matched.with(matched, element),
                found)) {
          return false;
        }
      }
      return true;
    };
  }
}

package nestor.reasoning;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import nestor.reasoning.Evaluation.Solution;
import nestor.reasoning.Readings.Question;
import nestor.reasoning.Readings.Reading;
import nestor.rulebook.language.Condition;
import nestor.rulebook.language.Condition.Absence;
import nestor.rulebook.language.Condition.Aggregate;
import nestor.rulebook.language.Condition.Pattern;
import nestor.rulebook.language.Condition.Presence;
import org.jspecify.annotations.Nullable;

/** Conditions made ready once to be held against many dossiers. */
final class Plan {
  private static final Reading ONE = (subject, bindings) -> BigDecimal.ONE;

  private final Step first;

  private Plan(Step first) {
    this.first = first;
  }

  /** Told of each way to satisfy the conditions, as it is found. */
  interface Found {
    /** Whether to look for further ways. */
    boolean found(Bindings bindings, Truth truth, @Nullable Matched matched);
  }

  /** The facts, or elements of a list, that patterns matched so far, newest first. */
  record Matched(@Nullable Matched before, Object last, int count) {

    static List<Object> list(@Nullable Matched matched) {
      if (matched == null) {
        return List.of();
      }
      Object[] list = new Object[matched.count];
      for (Matched at = matched; at != null; at = at.before) {
        list[at.count - 1] = at.last;
      }
      return Arrays.asList(list);
    }

    private static Matched with(@Nullable Matched before, Object last) {
      return new Matched(before, last, before == null ? 1 : before.count + 1);
    }
  }

  /** Tells every way to satisfy the conditions. */
  void find(Knowledge knowledge, Bindings bindings, Found found) {
    Effort effort = knowledge.effort();
    effort.enter();
    try {
      first.go(knowledge, bindings, Truth.YES, null, found);
    } finally {
      effort.leave();
    }
  }

  List<Solution> solutions(Knowledge knowledge, Bindings bindings) {
    List<Solution> solutions = new ArrayList<>();
    find(
        knowledge,
        bindings,
        (with, truth, matched) -> {
          knowledge.effort().found(solutions.size());
          return solutions.add(new Solution(with, truth, Matched.list(matched)));
        });
    return solutions;
  }

  /** Whether there is any way to satisfy the conditions. */
  Truth any(Knowledge knowledge, Bindings bindings) {
    Any any = new Any();
    find(knowledge, bindings, any);
    return any.truth;
  }

  private static final class Any implements Found {
    private Truth truth = Truth.NO;

    @Override
    public boolean found(Bindings bindings, Truth way, @Nullable Matched matched) {
      truth = truth.or(way);
      return !truth.isYes();
    }
  }

  /** One condition and those after it. */
  private interface Step {
    /** Whether to look for further ways. */
    boolean go(
        Knowledge knowledge,
        Bindings bindings,
        Truth truth,
        @Nullable Matched matched,
        Found found);
  }

  /**
   * Makes conditions ready.
   *
   * @param remembered where what inner conditions come to is kept for a dossier, or null where it
   *     is not
   */
  static Plan of(List<Condition> conditions, @Nullable Remembered remembered) {
    return of(conditions, remembered, false);
  }

  /** Makes conditions ready of which it does not matter in which order ways are found. */
  static Plan inAnyOrder(List<Condition> conditions, @Nullable Remembered remembered) {
    return of(conditions, remembered, true);
  }

  /**
   * Makes conditions ready.
   *
   * @param inAnyOrder whether ways to satisfy them may be found in any order
   */
  private static Plan of(
      List<Condition> conditions, @Nullable Remembered remembered, boolean inAnyOrder) {
    Step next =
        (knowledge, bindings, truth, matched, found) -> found.found(bindings, truth, matched);
    for (int i = conditions.size() - 1; i >= 0; i--) {
      Condition condition = conditions.get(i);
      if (condition instanceof Pattern pattern) {
        next = pattern.from() == null ? match(pattern, inAnyOrder, next) : elements(pattern, next);
      } else if (condition instanceof Aggregate aggregate) {
        next = aggregate(aggregate, remembered, next);
      } else if (condition instanceof Presence presence) {
        next = holds(presence.of(), false, remembered, next);
      } else {
        next = holds(((Absence) condition).of(), true, remembered, next);
      }
    }
    return new Plan(next);
  }

  private static Step holds(
      List<Condition> inner, boolean negated, @Nullable Remembered remembered, Step next) {
    Plan plan = of(inner, remembered, true);
    Remembered.Place at = remembered == null ? null : remembered.place(inner);
    return (knowledge, bindings, truth, matched, found) -> {
      Truth any =
          at == null
              ? plan.any(knowledge, bindings)
              : knowledge.remembered().any(at, plan, bindings);
      Truth both = truth.and(negated ? any.not() : any);
      return both.isNo() || next.go(knowledge, bindings, both, matched, found);
    };
  }

  private static Step aggregate(Aggregate aggregate, @Nullable Remembered remembered, Step next) {
    Plan over = of(aggregate.over(), remembered);
    Remembered.Place at = remembered == null ? null : remembered.place(aggregate.over());
    List<Condition.Function> functions = aggregate.functions();
    Reading[] arguments =
        functions.stream()
            .map(f -> f.argument() == null ? ONE : Readings.reading(f.argument()))
            .toArray(Reading[]::new);
    List<Question> tests = aggregate.tests().stream().map(Readings::question).toList();
    return (knowledge, bindings, truth, matched, found) -> {
      List<Solution> all =
          at == null
              ? over.solutions(knowledge, bindings)
              : knowledge.remembered().solutions(at, over, bindings);
      Bindings with = bindings;
      for (int i = 0; i < arguments.length; i++) {
        Condition.Function function = functions.get(i);
        Object result = Aggregation.of(function.name(), arguments[i], all);
        if (result == null) {
          return true;
        }
        with = with.with(function.binding(), result);
      }
      Truth holds = truth;
      for (Question test : tests) {
        holds = holds.and(test.of(null, with));
      }
      return holds.isNo() || next.go(knowledge, with, holds, matched, found);
    };
  }

  /** A test of a pattern, or the name that it gives to a value. */
  private record Part(@Nullable String binding, Reading value, Question question) {
    static Part of(Condition.Test test) {
      return test.binding() == null
          ? new Part(null, (s, b) -> null, Readings.question(test.expression()))
          : new Part(test.binding(), Readings.reading(test.expression()), (s, b) -> Truth.YES);
    }
  }

  private static Step match(Pattern pattern, boolean inAnyOrder, Step next) {
    Part[] parts = pattern.tests().stream().map(Part::of).toArray(Part[]::new);
    Candidates candidates = Candidates.of(pattern, inAnyOrder);
    String name = pattern.binding();
    return (knowledge, bindings, truth, matched, found) -> {
      Effort effort = knowledge.effort();
      for (Fact fact : candidates.in(knowledge, bindings)) {
        effort.tryOne();
        Bindings with = bindings;
        Truth holds = truth.and(fact.existence());
        for (Part part : parts) {
          if (part.binding != null) {
            with = with.with(part.binding, part.value.of(fact, with));
          } else {
            holds = holds.and(part.question.of(fact, with));
            if (holds.isNo()) {
              break;
            }
          }
        }
        if (!holds.isNo()
            && !next.go(
                knowledge,
                name == null ? with : with.with(name, fact),
                holds,
                Matched.with(matched, fact),
                found)) {
          return false;
        }
      }
      return true;
    };
  }

  private static Step elements(Pattern pattern, Step next) {
    Reading from = Readings.reading(Objects.requireNonNull(pattern.from()));
    List<Question> tests =
        pattern.tests().stream().map(test -> Readings.question(test.expression())).toList();
    String name = pattern.binding();
    return (knowledge, bindings, truth, matched, found) -> {
      Object list = from.of(null, bindings);
      List<?> elements = List.of();
      Truth there = truth;
      if (list instanceof List<?> known) {
        elements = known;
      } else if (list instanceof Unknown unknown) {
        elements = List.of(new Unknown(unknown.needs(), Unknown.ANYTHING, false));
        there = truth.and(unknown.open());
      }
      for (Object element : elements) {
        knowledge.effort().tryOne();
        Truth holds = there;
        for (Question test : tests) {
          holds = holds.and(test.of(element, bindings));
        }
        if (!holds.isNo()
            && !next.go(
                knowledge,
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

package nestor.reasoning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nestor.reasoning.Evaluation.Solution;
import nestor.rulebook.language.Condition;
import nestor.rulebook.language.Condition.Absence;
import nestor.rulebook.language.Condition.Aggregate;
import nestor.rulebook.language.Condition.Presence;
import nestor.rulebook.language.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Which inner conditions come to the same for a dossier wherever they stand, because they read no
 * variable from outside: each gets a number under which a dossier remembers what they came to.
 */
final class Remembered {
  /** The number of conditions that are to be evaluated each time. */
  static final int NOWHERE = -1;

  private final Map<List<@Nullable Object>, Integer> numbers = new HashMap<>();

  /** The number under which to remember what comes of the conditions. */
  synchronized int number(List<Condition> conditions) {
    Text text = new Text();
    text.all(conditions, new HashSet<>());
    if (!text.closed) {
      return NOWHERE;
    }
    Integer next = numbers.size();
    Integer known = numbers.putIfAbsent(text.words, next);
    return known == null ? next : known;
  }

  /**
   * All that conditions say, wherever they stand, and whether they bind every variable they read.
   */
  private static final class Text {
    private final List<@Nullable Object> words = new ArrayList<>();
    private boolean closed = true;

    void all(List<Condition> conditions, Set<String> bound) {
      words.add(conditions.size());
      for (Condition condition : conditions) {
        words.add(condition.getClass());
        if (condition instanceof Condition.Pattern pattern) {
          pattern(pattern, bound);
        } else if (condition instanceof Aggregate aggregate) {
          aggregate(aggregate, bound);
        } else {
          List<Condition> inner =
              condition instanceof Presence presence ? presence.of() : ((Absence) condition).of();
          all(inner, new HashSet<>(bound));
        }
      }
    }

    private void pattern(Condition.Pattern pattern, Set<String> bound) {
      words.add(pattern.type());
      of(pattern.from(), bound);
      words.add(pattern.tests().size());
      for (Condition.Test test : pattern.tests()) {
        of(test.expression(), bound);
        bind(test.binding(), bound);
      }
      bind(pattern.binding(), bound);
    }

    private void aggregate(Aggregate aggregate, Set<String> bound) {
      Set<String> inner = new HashSet<>(bound);
      all(aggregate.over(), inner);
      words.add(aggregate.functions().size());
      for (Condition.Function function : aggregate.functions()) {
        words.add(function.name());
        of(function.argument(), inner);
        bind(function.binding(), bound);
      }
      words.add(aggregate.tests().size());
      aggregate.tests().forEach(test -> of(test, bound));
    }

    private void bind(@Nullable String variable, Set<String> bound) {
      words.add(variable);
      if (variable != null) {
        bound.add(variable);
      }
    }

    private void read(String variable, Set<String> bound) {
      words.add(variable);
      closed &= bound.contains(variable);
    }

    private void of(@Nullable Expression expression, Set<String> bound) {
      if (expression == null) {
        words.add(null);
        return;
      }
      words.add(expression.getClass());
      if (expression instanceof Expression.Literal literal) {
        words.add(literal.value());
      } else if (expression instanceof Expression.FieldOf field) {
        words.add(field.field());
      } else if (expression instanceof Expression.Variable variable) {
        read(variable.name(), bound);
      } else if (expression instanceof Expression.VariableField member) {
        read(member.variable(), bound);
        words.add(member.field());
      } else if (expression instanceof Expression.Size size) {
        of(size.list(), bound);
      } else if (expression instanceof Expression.Membership membership) {
        words.add(membership.negated());
        of(membership.value(), bound);
        words.add(membership.options().size());
        membership.options().forEach(option -> of(option, bound));
      } else {
        sides(expression, bound);
      }
    }

    private void sides(Expression expression, Set<String> bound) {
      if (expression instanceof Expression.Arithmetic arithmetic) {
        words.add(arithmetic.operator());
        of(arithmetic.left(), bound);
        of(arithmetic.right(), bound);
      } else if (expression instanceof Expression.Comparison comparison) {
        words.add(comparison.operator());
        of(comparison.left(), bound);
        of(comparison.right(), bound);
      } else if (expression instanceof Expression.Both both) {
        of(both.left(), bound);
        of(both.right(), bound);
      } else if (expression instanceof Expression.Either either) {
        of(either.left(), bound);
        of(either.right(), bound);
      }
    }
  }

  /** What came of conditions for one dossier. */
  static final class Results {
    private final Knowledge knowledge;
    private @Nullable Truth[] truths = new Truth[64];
    private @Nullable List<Solution>[] solutions = lists(16);

    Results(Knowledge knowledge) {
      this.knowledge = knowledge;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable List<Solution>[] lists(int size) {
      return new List[size];
    }

    /** Whether there is any way to satisfy the conditions of that number. */
    Truth any(int number, Plan plan) {
      Truth known = number < truths.length ? truths[number] : null;
      if (known == null) {
        known = plan.any(knowledge, Bindings.NONE);
        if (number >= truths.length) {
          truths = Arrays.copyOf(truths, 2 * number);
        }
        truths[number] = known;
      }
      return known;
    }

    /** All ways to satisfy the conditions of that number. */
    List<Solution> solutions(int number, Plan plan) {
      List<Solution> known = number < solutions.length ? solutions[number] : null;
      if (known == null) {
        known = plan.solutions(knowledge, Bindings.NONE);
        if (number >= solutions.length) {
          solutions = Arrays.copyOf(solutions, 2 * number);
        }
        solutions[number] = known;
      }
      return known;
    }

    /** Forgets all of it. */
    void clear() {
      Arrays.fill(truths, null);
      Arrays.fill(solutions, null);
    }
  }
}

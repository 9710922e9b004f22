package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nestor.engine.evaluation.CompiledExpressions.Reading;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Cache of inner conditions that have the same text and the same values from outside, wherever they
 * stand. Each gets a number, under which a dossier keeps the result.
 */
final class SubconditionCache {
  private final Map<List<@Nullable Object>, Integer> numbers = new HashMap<>();

  /**
   * Key under which results of conditions are cached.
   *
   * @param outer what they read of variables from outside
   * @param first the type of the facts that they go through first; null for none
   */
  record Place(int number, List<Reading> outer, @Nullable String first) {}

  /** Returns the key under which results of the conditions are cached. */
  synchronized Place place(List<Condition> conditions) {
    Text text = new Text();
    text.addAll(conditions, new HashSet<>());
    Integer next = numbers.size();
    Integer known = numbers.putIfAbsent(text.words, next);
    String first =
        conditions.stream()
            .limit(1)
            .flatMap(condition -> condition.asPattern().stream())
            .filter(pattern -> pattern.from() == null)
            .map(Condition.Pattern::type)
            .findFirst()
            .orElse(null);
    return new Place(
        known == null ? next : known,
        text.outer.values().stream().map(CompiledExpressions::reading).toList(),
        first);
  }

  /**
   * Content of conditions, which does not depend on where they stand, and the variables that they
   * read from outside.
   */
  private static final class Text {
    private final List<@Nullable Object> words = new ArrayList<>();
    private final Map<String, Expression> outer = new TreeMap<>();

    void addAll(List<Condition> conditions, Set<String> bound) {
      words.add(conditions.size());
      for (Condition condition : conditions) {
        words.add(condition.getClass());
        condition.visit(
            pattern -> addPattern(pattern, bound),
            not -> addAll(not.of(), new HashSet<>(bound)),
            exists -> addAll(exists.of(), new HashSet<>(bound)),
            accumulate -> addAccumulate(accumulate, bound));
      }
    }

    private void addPattern(Condition.Pattern pattern, Set<String> bound) {
      words.add(pattern.type());
      add(pattern.from(), bound);
      words.add(pattern.tests().size());
      for (Condition.Test test : pattern.tests()) {
        add(test.expression(), bound);
        bind(test.binding(), bound);
      }
      bind(pattern.binding(), bound);
    }

    private void addAccumulate(Accumulate accumulate, Set<String> bound) {
      Set<String> inner = new HashSet<>(bound);
      addAll(accumulate.over(), inner);
      words.add(accumulate.functions().size());
      for (Condition.Function function : accumulate.functions()) {
        words.add(function.name());
        add(function.argument(), inner);
        bind(function.binding(), bound);
      }
      words.add(accumulate.tests().size());
      accumulate.tests().forEach(test -> add(test, bound));
    }

    private void bind(@Nullable String variable, Set<String> bound) {
      words.add(variable);
      if (variable != null) {
        bound.add(variable);
      }
    }

    private void add(@Nullable Expression expression, Set<String> bound) {
      if (expression == null) {
        words.add(null);
        return;
      }
      words.add(expression.getClass());
      words.addAll(expression.accept(new Attributes(bound)));
      words.add(expression.children().size());
      expression.children().forEach(child -> add(child, bound));
    }

    /** Attributes of an expression beside its children. */
    private final class Attributes implements Expression.Visitor<List<@Nullable Object>> {
      private final Set<String> bound;

      Attributes(Set<String> bound) {
        this.bound = bound;
      }

      @Override
      public List<@Nullable Object> visitLiteral(Expression.Literal literal) {
        return Collections.singletonList(literal.value());
      }

      @Override
      public List<@Nullable Object> visitField(Expression.FieldOf field) {
        return List.of(field.field());
      }

      @Override
      public List<@Nullable Object> visitVariable(Expression.Variable variable) {
        read(variable.name(), variable.name(), variable);
        return List.of(variable.name());
      }

      @Override
      public List<@Nullable Object> visitVariableField(Expression.VariableField member) {
        read(member.variable(), member.variable() + "." + member.field(), member);
        return List.of(member.variable(), member.field());
      }

      private void read(String variable, String text, Expression expression) {
        if (!bound.contains(variable)) {
          outer.put(text, expression);
        }
      }

      @Override
      public List<@Nullable Object> visitSize(Expression.Size size) {
        return List.of();
      }

      @Override
      public List<@Nullable Object> visitArithmetic(Expression.Arithmetic arithmetic) {
        return List.of(arithmetic.operator());
      }

      @Override
      public List<@Nullable Object> visitComparison(Expression.Comparison comparison) {
        return List.of(comparison.operator());
      }

      @Override
      public List<@Nullable Object> visitMembership(Expression.Membership membership) {
        return List.of(membership.negated());
      }

      @Override
      public List<@Nullable Object> visitAnd(Expression.And and) {
        return List.of();
      }

      @Override
      public List<@Nullable Object> visitOr(Expression.Or or) {
        return List.of();
      }
    }
  }
}

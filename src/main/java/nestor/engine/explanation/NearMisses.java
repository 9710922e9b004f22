package nestor.engine.explanation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nestor.engine.evaluation.Bindings;
import nestor.engine.evaluation.CompiledConditions;
import nestor.engine.evaluation.CompiledExpressions;
import nestor.engine.evaluation.Fact;
import nestor.engine.evaluation.FactBase;
import nestor.engine.evaluation.Solution;
import nestor.engine.ternary.Comparisons;
import nestor.engine.wording.ConditionText;
import nestor.engine.wording.FactText;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Condition.Not;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Expression;

/**
 * Finder of entries that nearly satisfy a failing condition, or that violate a {@code not}. For
 * changes of the data that would satisfy it use {@code CounterfactualSearch}.
 */
final class NearMisses {
  private static final int NEAR = 3;
  private static final int WAYS = 60;

  private final FactBase factBase;
  private final ConditionText words;
  private final FactText factText;
  private final FactDescription description;

  NearMisses(
      FactBase factBase, ConditionText words, FactText factText, FactDescription description) {
    this.factBase = factBase;
    this.words = words;
    this.factText = factText;
    this.description = description;
  }

  /** An entry of another name or kind is not near, however well the rest fits. */
  private boolean isAnother(Pattern pattern, Fact fact, Bindings bindings) {
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null
          && test.expression() instanceof Expression.Comparison comparison
          && comparison.operator() == Expression.Comparator.EQUAL
          && comparison.left() instanceof Expression.FieldOf field
          && fact.value(field.field()) instanceof String
          && !(comparison.right() instanceof Expression.Variable)
          && CompiledExpressions.truth(comparison, fact, bindings).isNo()) {
        return true;
      }
    }
    return false;
  }

  private record Near(double far, int failing, String text) {}

  /** The entries that fail the fewest tests of a pattern, each with what it fails. */
  List<String> nearest(Pattern pattern, List<Solution> ways) {
    if (pattern.from() != null || factBase.rulebook().tables().containsKey(pattern.type())) {
      return List.of();
    }
    Map<String, Near> best = new LinkedHashMap<>();
    for (Solution way : ways.subList(0, Math.min(WAYS, ways.size()))) {
      for (Fact fact : factBase.facts(pattern.type())) {
        if (!fact.isOpen() && !isAnother(pattern, fact, way.bindings())) {
          Near near = near(pattern, fact, way.bindings());
          best.merge(fact.key(), near, (a, b) -> NEAREST.compare(a, b) <= 0 ? a : b);
        }
      }
    }
    return best.values().stream().sorted(NEAREST).limit(NEAR).map(Near::text).toList();
  }

  private static final Comparator<Near> NEAREST =
      Comparator.comparingInt(Near::failing).thenComparingDouble(Near::far);

  private Near near(Pattern pattern, Fact fact, Bindings before) {
    Bindings bindings = before;
    int failing = 0;
    double far = 0;
    Set<String> fields = new LinkedHashSet<>();
    List<String> limits = new ArrayList<>();
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() != null) {
        bindings =
            bindings.with(
                test.binding(), CompiledExpressions.value(test.expression(), fact, bindings));
      } else if (!CompiledExpressions.truth(test.expression(), fact, bindings).isYes()) {
        failing++;
        fields.addAll(test.expression().fields());
        far += distance(test.expression(), fact, bindings);
        limits.add(words.test(test.expression(), pattern.type(), List.of(bindings)));
      }
    }
    return new Near(
        far,
        failing,
        factText.name(fact)
            + ": "
            + factText.values(fact, fields)
            + "; not: "
            + String.join(", ", limits));
  }

  /** Distance of a value from its threshold, as a part of the threshold. */
  private double distance(Expression test, Fact fact, Bindings bindings) {
    if (!(test instanceof Expression.Comparison comparison)) {
      return 1;
    }
    Object left = CompiledExpressions.value(comparison.left(), fact, bindings);
    Object right = CompiledExpressions.value(comparison.right(), fact, bindings);
    if (left instanceof LocalDate a && right instanceof LocalDate b) {
      return Math.abs(a.toEpochDay() - b.toEpochDay()) / 3650.0;
    }
    if (left instanceof Number && right instanceof Number) {
      double limit = Comparisons.number(right).doubleValue();
      double off = Math.abs(Comparisons.number(left).doubleValue() - limit);
      return Math.min(1, off / Math.max(1e-9, Math.abs(limit)));
    }
    return 1;
  }

  /** The facts that must not be there, and are. */
  List<String> blockers(Not not, List<Solution> ways) {
    Set<String> blockers = new LinkedHashSet<>();
    for (Solution way : ways.subList(0, Math.min(WAYS, ways.size()))) {
      for (Solution blocker : CompiledConditions.solve(factBase, not.of(), way.bindings())) {
        List<String> together = new ArrayList<>();
        for (Fact fact : blocker.facts()) {
          description.of(fact, not.of()).ifPresent(together::add);
        }
        if (blocker.ternary().isYes() && !together.isEmpty()) {
          blockers.add(String.join(" with ", together));
        }
      }
    }
    List<String> all = List.copyOf(blockers);
    return ShortList.lines(all);
  }

  /** Entries from which an aggregate was computed. */
  List<String> counted(Accumulate accumulate, List<Solution> ways) {
    Set<String> counted = new LinkedHashSet<>();
    for (Solution way : ways.subList(0, Math.min(WAYS, ways.size()))) {
      for (Solution one : CompiledConditions.solve(factBase, accumulate.over(), way.bindings())) {
        for (Fact fact : one.facts()) {
          if (!fact.isOpen() && !factBase.rulebook().tables().containsKey(fact.type())) {
            description.of(fact, accumulate.over()).ifPresent(counted::add);
          }
        }
      }
    }
    List<String> all = List.copyOf(counted);
    return all.isEmpty() ? List.of() : List.of("counted: " + ShortList.of(all));
  }
}

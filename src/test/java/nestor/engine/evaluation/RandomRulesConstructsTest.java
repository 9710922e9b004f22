package nestor.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Expression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No construct that rules may be made of is left out where rules are made by chance. */
class RandomRulesConstructsTest {
  private static final int RULES = 400;

  private @TempDir Path folder;

  private final Set<String> conditions = new TreeSet<>();
  private final Set<String> expressions = new TreeSet<>();
  private final Set<String> comparators = new TreeSet<>();
  private final Set<String> functions = new TreeSet<>();
  private final Set<String> types = new TreeSet<>();
  private final Set<String> others = new TreeSet<>();

  @Test
  void everyConditionExpressionComparisonAndFunctionIsMade() throws Exception {
    Rulebook rulebook = RandomRulebook.read(folder, new RandomRules(1, 3, true).text(RULES));
    for (Rule rule : rulebook.rules().values()) {
      rule.cases().forEach(ofRule -> ofRule.when().forEach(c -> look(c, false)));
      if (rule.cases().size() > 1) {
        others.add("several cases");
      }
      if (!rule.scopes().isEmpty()) {
        others.add("a scope");
      }
      rule.cases().stream()
          .filter(ofRule -> ofRule.priority() != null)
          .forEach(ofRule -> others.add("a priority of its own"));
    }
    rulebook.derivations().forEach(d -> d.when().forEach(c -> look(c, false)));
    assertThat(conditions).isEqualTo(names(Condition.class));
    assertThat(expressions).isEqualTo(names(Expression.class));
    assertThat(comparators)
        .isEqualTo(
            new TreeSet<>(Stream.of(Expression.Comparator.values()).map(Enum::name).toList()));
    assertThat(functions)
        .containsExactly("average", "collectSet", "count", "max", "medianGap", "min", "sum");
    assertThat(types)
        .contains("Given", "Recommendation", "Threshold", "Today", "Dimension", "Word", "Stock");
    assertThat(others)
        .containsExactlyInAnyOrder(
            "several cases",
            "a scope",
            "a priority of its own",
            "elements of a list",
            "elements of a fact's list",
            "elements of a collected set",
            "a group in a group",
            "several functions",
            "a bound fact",
            "a fact compared with a fact",
            "+",
            "-",
            "*",
            "in",
            "not in",
            "nothing on record",
            "yes or no",
            "a number",
            "a text",
            "or",
            "from within not");
  }

  /** The kinds that a sealed interface permits. */
  private static Set<String> names(Class<?> sealed) {
    Set<String> names = new TreeSet<>();
    for (Class<?> kind : sealed.getPermittedSubclasses()) {
      if (kind.isInterface()) {
        names.addAll(names(kind));
      } else {
        names.add(kind.getSimpleName());
      }
    }
    return names;
  }

  private void look(Condition condition, boolean inGroup) {
    conditions.add(condition.getClass().getSimpleName());
    condition.visit(
        pattern -> look(pattern, inGroup),
        not -> group(not.of(), inGroup),
        exists -> group(exists.of(), inGroup),
        accumulate -> {
          accumulate.functions().forEach(function -> functions.add(function.name()));
          if (accumulate.functions().size() > 1) {
            others.add("several functions");
          }
          accumulate.tests().forEach(this::look);
          group(accumulate.over(), inGroup);
        });
  }

  private void group(List<Condition> of, boolean inGroup) {
    if (inGroup && of.size() > 1) {
      others.add("a group in a group");
    }
    of.forEach(c -> look(c, true));
  }

  private void look(Condition.Pattern pattern, boolean inGroup) {
    types.add(pattern.type());
    if (pattern.binding() != null && pattern.from() == null) {
      others.add("a bound fact");
    }
    if (pattern.from() instanceof Expression.Variable list) {
      others.add(
          list.name().startsWith("$r") ? "elements of a collected set" : "elements of a list");
    } else if (pattern.from() != null) {
      others.add("elements of a fact's list");
    }
    if (pattern.from() != null && inGroup) {
      others.add("from within not");
    }
    List<Expression> read = new ArrayList<>();
    pattern.tests().forEach(test -> read.add(test.expression()));
    if (pattern.from() != null) {
      read.add(pattern.from());
    }
    read.forEach(this::look);
    for (Expression expression : read) {
      if (pattern.from() == null
          && expression instanceof Expression.Comparison one
          && one.left() instanceof Expression.FieldOf field
          && field.field().equals("this")) {
        others.add("a fact compared with a fact");
      }
    }
  }

  private void look(Expression expression) {
    expression.forEach(
        part -> {
          expressions.add(part.getClass().getSimpleName());
          if (part instanceof Expression.Comparison comparison) {
            comparators.add(comparison.operator().name());
          } else if (part instanceof Expression.Arithmetic arithmetic) {
            others.add(String.valueOf(arithmetic.operator()));
          } else if (part instanceof Expression.Membership membership) {
            others.add(membership.negated() ? "not in" : "in");
          } else if (part instanceof Expression.Or) {
            others.add("or");
          } else if (part instanceof Expression.Literal literal) {
            Object value = literal.value();
            others.add(
                value == null
                    ? "nothing on record"
                    : value instanceof Boolean
                        ? "yes or no"
                        : value instanceof String ? "a text" : "a number");
          }
        });
  }
}

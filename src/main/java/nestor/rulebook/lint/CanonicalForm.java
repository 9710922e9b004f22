package nestor.rulebook.lint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.Expression.Comparator;
import nestor.rulebook.syntax.SourcePrinter;
import org.jspecify.annotations.Nullable;

/**
 * Conditions in a form in which the names of variables and the order of tests make no difference.
 */
final class CanonicalForm {
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Integer> patterns = new HashMap<>();

  private CanonicalForm() {}

  /**
   * One condition.
   *
   * @param head what it is a condition of
   * @param tests what must hold of that, by its canonical text
   */
  record Part(String head, SortedMap<String, Test> tests) {
    /** Whether it only names something that is always there. */
    boolean always() {
      return tests.isEmpty()
          && (head.startsWith(BuiltInTypes.THRESHOLD + "[")
              || head.startsWith(BuiltInTypes.TODAY + "#"));
    }

    @Override
    public String toString() {
      return head + tests.keySet();
    }
  }

  /**
   * One test.
   *
   * @param subject the value that it is a test of, or null where it is none of a single value
   */
  record Test(@Nullable String subject, Expression written) {}

  static List<Part> of(List<Condition> conditions) {
    return new CanonicalForm().parts(conditions);
  }

  private List<Part> parts(List<Condition> conditions) {
    List<Part> parts = new ArrayList<>();
    conditions.forEach(condition -> parts.add(part(condition)));
    return parts;
  }

  private Part part(Condition condition) {
    if (condition instanceof Condition.Pattern pattern) {
      return pattern(pattern);
    }
    List<Part> inner = parts(Patterns.inner(condition));
    String all = inner.stream().map(Part::toString).sorted().collect(Collectors.joining(" and "));
    if (condition instanceof Condition.Accumulate accumulate) {
      StringBuilder head = new StringBuilder("accumulate(" + all);
      for (Condition.Function function : accumulate.functions()) {
        String of =
            function.name()
                + "("
                + Optional.ofNullable(function.argument()).map(this::text).orElse("")
                + ")";
        head.append("; ").append(of);
        names.put(function.binding(), "[" + of + " of " + all + "]");
      }
      return new Part(head + ")", tests(accumulate.tests()));
    }
    return new Part(
        (condition instanceof Condition.Not ? "not (" : "exists (") + all + ")", new TreeMap<>());
  }

  private Part pattern(Condition.Pattern pattern) {
    Optional<String> threshold = Patterns.threshold(pattern);
    String label =
        threshold
            .map(name -> pattern.type() + "[" + name + "]")
            .orElseGet(
                () -> pattern.type() + "#" + patterns.merge(pattern.type(), 1, Integer::sum));
    Expression from = pattern.from();
    if (from != null) {
      label += " from " + text(from);
    }
    if (pattern.binding() != null) {
      names.put(pattern.binding(), label);
    }
    List<Expression> tests = new ArrayList<>();
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() != null) {
        names.put(test.binding(), label + "." + SourcePrinter.of(test.expression()));
      } else if (threshold.isEmpty()) {
        tests.add(test.expression());
      }
    }
    return new Part(label, tests(tests));
  }

  private SortedMap<String, Test> tests(Collection<Expression> tests) {
    TreeMap<String, Test> texts = new TreeMap<>();
    tests.forEach(test -> add(test, texts));
    return texts;
  }

  private void add(Expression test, Map<String, Test> into) {
    if (test instanceof Expression.And and) {
      add(and.left(), into);
      add(and.right(), into);
    } else {
      into.put(text(test), new Test(subject(test), test));
    }
  }

  private @Nullable String subject(Expression test) {
    if (test instanceof Expression.Comparison comparison) {
      return text(comparison.left());
    }
    return test instanceof Expression.Membership membership ? text(membership.value()) : null;
  }

  private String text(Expression expression) {
    if (expression instanceof Expression.Variable variable) {
      return names.getOrDefault(variable.name(), variable.name());
    } else if (expression instanceof Expression.VariableField member) {
      return names.getOrDefault(member.variable(), member.variable()) + "." + member.field();
    } else if (expression instanceof Expression.Comparison comparison) {
      return comparison(comparison);
    } else if (expression instanceof Expression.Membership membership) {
      TreeSet<String> options = new TreeSet<>();
      membership.options().forEach(option -> options.add(text(option)));
      return text(membership.value()) + (membership.negated() ? " not in " : " in ") + options;
    } else if (expression instanceof Expression.Or or) {
      TreeSet<String> sides = new TreeSet<>(List.of(text(or.left()), text(or.right())));
      return "(" + String.join(" || ", sides) + ")";
    } else if (expression instanceof Expression.And and) {
      TreeSet<String> sides = new TreeSet<>(List.of(text(and.left()), text(and.right())));
      return "(" + String.join(" && ", sides) + ")";
    } else if (expression instanceof Expression.Arithmetic arithmetic) {
      return "("
          + text(arithmetic.left())
          + " "
          + arithmetic.operator()
          + " "
          + text(arithmetic.right())
          + ")";
    } else if (expression instanceof Expression.Size size) {
      return text(size.list()) + ".size";
    }
    return SourcePrinter.of(expression);
  }

  private String comparison(Expression.Comparison comparison) {
    String left = text(comparison.left());
    String right = text(comparison.right());
    Comparator operator = comparison.operator();
    boolean either = operator == Comparator.EQUAL || operator == Comparator.NOT_EQUAL;
    if (either && left.compareTo(right) > 0) {
      return right + " " + operator.symbol() + " " + left;
    }
    return switch (operator) {
      case GREATER -> right + " < " + left;
      case AT_LEAST -> right + " <= " + left;
      default -> left + " " + operator.symbol() + " " + right;
    };
  }
}

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
import nestor.rulebook.Threshold;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Conditions;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.Expression.Comparator;
import nestor.rulebook.syntax.SourcePrinter;
import org.jspecify.annotations.Nullable;

/**
 * Canonical form of conditions, in which names of variables and the order of tests make no
 * difference.
 */
final class CanonicalForm {
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Integer> patterns = new HashMap<>();

  private final CanonicalText canonicalText = new CanonicalText();
  private final Subjects subjects = new Subjects();

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
    return condition.match(
        this::pattern,
        not -> group("not (", not.of()),
        exists -> group("exists (", exists.of()),
        this::aggregate);
  }

  private Part group(String opening, List<Condition> conditions) {
    return new Part(opening + all(conditions) + ")", new TreeMap<>());
  }

  private String all(List<Condition> conditions) {
    return parts(conditions).stream()
        .map(Part::toString)
        .sorted()
        .collect(Collectors.joining(" and "));
  }

  private Part aggregate(Condition.Accumulate accumulate) {
    String all = all(accumulate.over());
    StringBuilder head = new StringBuilder("accumulate(" + all);
    for (Condition.Function function : accumulate.functions()) {
      String call =
          function.name()
              + "("
              + Optional.ofNullable(function.argument()).map(this::text).orElse("")
              + ")";
      head.append("; ").append(call);
      names.put(function.binding(), "[" + call + " of " + all + "]");
    }
    return new Part(head + ")", tests(accumulate.tests()));
  }

  private Part pattern(Condition.Pattern pattern) {
    Optional<String> threshold = Threshold.nameIn(pattern);
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
    for (Expression test : tests) {
      for (Expression part : Conditions.conjuncts(test)) {
        texts.put(text(part), new Test(subject(part), part));
      }
    }
    return texts;
  }

  private @Nullable String subject(Expression test) {
    return test.accept(subjects).orElse(null);
  }

  /** The text of the value that a test asks about, where it asks about one. */
  private final class Subjects implements Expression.TestVisitor<Optional<String>> {
    @Override
    public Optional<String> visitComparison(Expression.Comparison comparison) {
      return Optional.of(text(comparison.left()));
    }

    @Override
    public Optional<String> visitMembership(Expression.Membership membership) {
      return Optional.of(text(membership.value()));
    }

    @Override
    public Optional<String> visitAnd(Expression.And and) {
      return Optional.empty();
    }

    @Override
    public Optional<String> visitOr(Expression.Or or) {
      return Optional.empty();
    }

    @Override
    public Optional<String> visitValue(Expression value) {
      return Optional.empty();
    }
  }

  private String text(Expression expression) {
    return expression.accept(canonicalText);
  }

  /** The text of expressions, with the names that variables have here. */
  private final class CanonicalText implements Expression.Visitor<String> {
    @Override
    public String visitLiteral(Expression.Literal literal) {
      return SourcePrinter.of(literal);
    }

    @Override
    public String visitField(Expression.FieldOf field) {
      return field.field();
    }

    @Override
    public String visitVariable(Expression.Variable variable) {
      return names.getOrDefault(variable.name(), variable.name());
    }

    @Override
    public String visitVariableField(Expression.VariableField member) {
      return names.getOrDefault(member.variable(), member.variable()) + "." + member.field();
    }

    @Override
    public String visitSize(Expression.Size size) {
      return text(size.list()) + ".size";
    }

    @Override
    public String visitArithmetic(Expression.Arithmetic arithmetic) {
      return "("
          + text(arithmetic.left())
          + " "
          + arithmetic.operator()
          + " "
          + text(arithmetic.right())
          + ")";
    }

    @Override
    public String visitComparison(Expression.Comparison comparison) {
      return comparison(comparison);
    }

    @Override
    public String visitMembership(Expression.Membership membership) {
      TreeSet<String> options = new TreeSet<>();
      membership.options().forEach(option -> options.add(text(option)));
      return text(membership.value()) + (membership.negated() ? " not in " : " in ") + options;
    }

    @Override
    public String visitAnd(Expression.And and) {
      return sorted(and.left(), " && ", and.right());
    }

    @Override
    public String visitOr(Expression.Or or) {
      return sorted(or.left(), " || ", or.right());
    }

    private String sorted(Expression left, String operator, Expression right) {
      return "(" + String.join(operator, new TreeSet<>(List.of(text(left), text(right)))) + ")";
    }
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

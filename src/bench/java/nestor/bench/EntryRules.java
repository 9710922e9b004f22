package nestor.bench;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nestor.dossier.Dossier;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a book that look at one entry at a time, and at numbers: all that engines without
 * joins, negation and sums can express. Each is a predicate on an entry, for engines that take
 * predicates.
 */
final class EntryRules {
  private final Rulebook rulebook;
  private final LocalDate today;
  private final List<EntryRule> rules = new ArrayList<>();

  /**
   * One case of a rule: a section, and what must hold of an entry of it.
   *
   * @param tests the same as the rule writes it
   */
  record EntryRule(
      String name, Section section, Predicate<Map<String, Object>> holds, List<Bound> tests) {}

  /**
   * A test as a rule writes it.
   *
   * @param numbers what its variables stand for
   */
  record Bound(Expression expression, Map<String, Object> numbers) {}

  EntryRules(Rulebook rulebook, LocalDate today) {
    this.rulebook = rulebook;
    this.today = today;
    for (Rule rule : rulebook.rules().values()) {
      for (Rule.Case ofRule : rule.cases()) {
        if (fits(ofRule)) {
          rules.add(rule(ofRule));
        }
      }
    }
  }

  /** The ids of the rules whose cases all look at one entry. */
  static Set<String> ids(Rulebook rulebook) {
    return rulebook.rules().entrySet().stream()
        .filter(entry -> entry.getValue().cases().stream().allMatch(c -> fits(rulebook, c)))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  List<EntryRule> rules() {
    return rules;
  }

  /** The entries of an organisation by section, with all that is taken where nothing is said. */
  Map<String, List<Map<String, Object>>> entries(Dossier dossier) {
    Map<String, List<Map<String, Object>>> all = new HashMap<>();
    dossier
        .sections()
        .forEach(
            (name, held) -> {
              Section section = rulebook.vocabulary().section(name).orElseThrow();
              List<Map<String, Object>> entries = new ArrayList<>();
              for (Map<String, Object> entry : held.content().entries()) {
                Map<String, Object> filled = new HashMap<>(entry);
                for (Field field : section.fields()) {
                  Object silent =
                      field.defaultValue() == null && field.type() == FieldType.LIST
                          ? List.of()
                          : field.defaultValue();
                  if (silent != null) {
                    filled.putIfAbsent(field.name(), silent);
                  }
                }
                entries.add(filled);
              }
              all.put(name, entries);
            });
    return all;
  }

  private boolean fits(Rule.Case ofRule) {
    return fits(rulebook, ofRule);
  }

  private static boolean fits(Rulebook rulebook, Rule.Case ofRule) {
    int sections = 0;
    for (Condition condition : ofRule.when()) {
      if (!(condition instanceof Condition.Pattern pattern) || pattern.from() != null) {
        return false;
      }
      boolean given =
          pattern.type().equals(BuiltInTypes.THRESHOLD)
              ? ofRule.thresholds().stream()
                  .allMatch(name -> rulebook.thresholds().get(name).variants().isEmpty())
              : pattern.type().equals(BuiltInTypes.TODAY);
      if (!given) {
        if (rulebook.vocabulary().ofType(pattern.type()).isEmpty()) {
          return false;
        }
        sections++;
      }
    }
    return sections == 1;
  }

  private EntryRule rule(Rule.Case ofRule) {
    Map<String, Object> numbers = new HashMap<>();
    Section section = null;
    Condition.Pattern of = null;
    int threshold = 0;
    for (Condition condition : ofRule.when()) {
      Condition.Pattern pattern = (Condition.Pattern) condition;
      if (pattern.type().equals(BuiltInTypes.THRESHOLD)) {
        String name = ofRule.thresholds().get(threshold++);
        BigDecimal number = rulebook.thresholds().get(name).base(today).number();
        bind(pattern, numbers, "value", number);
        bind(pattern, numbers, "since", today.minusDays(number.longValue()));
        bind(pattern, numbers, "until", today.plusDays(number.longValue()));
      } else if (pattern.type().equals(BuiltInTypes.TODAY)) {
        bind(pattern, numbers, "date", today);
      } else {
        of = pattern;
        section = rulebook.vocabulary().ofType(pattern.type()).orElseThrow();
      }
    }
    if (of == null || section == null) {
      throw new IllegalStateException(ofRule.name() + " looks at no entry");
    }
    List<Predicate<Map<String, Object>>> tests = new ArrayList<>();
    List<Bound> written = new ArrayList<>();
    for (Condition.Test test : of.tests()) {
      if (test.binding() == null) {
        tests.add(test(test.expression(), numbers));
        written.add(new Bound(test.expression(), numbers));
      }
    }
    return new EntryRule(
        ofRule.name(), section, tests.stream().reduce(e -> true, Predicate::and), written);
  }

  private static void bind(
      Condition.Pattern pattern, Map<String, Object> numbers, String field, Object value) {
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() != null
          && test.expression() instanceof Expression.FieldOf of
          && of.field().equals(field)) {
        numbers.put(test.binding(), value);
      }
    }
  }

  private static Predicate<Map<String, Object>> test(
      Expression expression, Map<String, Object> numbers) {
    if (expression instanceof Expression.And and) {
      return test(and.left(), numbers).and(test(and.right(), numbers));
    }
    if (expression instanceof Expression.Or or) {
      return test(or.left(), numbers).or(test(or.right(), numbers));
    }
    if (expression instanceof Expression.Membership membership) {
      Value value = value(membership.value(), numbers);
      List<Object> options = new ArrayList<>();
      membership.options().forEach(option -> options.add(value(option, numbers).of(Map.of())));
      boolean negated = membership.negated();
      return entry -> options.contains(value.of(entry)) != negated;
    }
    if (expression instanceof Expression.Comparison comparison) {
      Value left = value(comparison.left(), numbers);
      Value right = value(comparison.right(), numbers);
      Expression.Comparator operator = comparison.operator();
      return entry -> holds(operator, left.of(entry), right.of(entry));
    }
    throw new IllegalStateException("no test: " + expression);
  }

  private static boolean holds(
      Expression.Comparator operator, @Nullable Object left, @Nullable Object right) {
    return switch (operator) {
      case EQUAL -> same(left, right);
      case NOT_EQUAL -> !same(left, right);
      case LESS -> left != null && right != null && order(left, right) < 0;
      case AT_MOST -> left != null && right != null && order(left, right) <= 0;
      case GREATER -> left != null && right != null && order(left, right) > 0;
      case AT_LEAST -> left != null && right != null && order(left, right) >= 0;
      case CONTAINS -> left instanceof List<?> list && list.contains(right);
      case NOT_CONTAINS -> !(left instanceof List<?> list && list.contains(right));
      default -> throw new IllegalStateException("no test of an entry: " + operator);
    };
  }

  private static boolean same(@Nullable Object left, @Nullable Object right) {
    return left instanceof Number && right instanceof Number
        ? order(left, right) == 0
        : java.util.Objects.equals(left, right);
  }

  private static int order(Object left, Object right) {
    return left instanceof LocalDate day
        ? day.compareTo((LocalDate) right)
        : number(left).compareTo(number(right));
  }

  private static BigDecimal number(Object value) {
    return value instanceof BigDecimal decimal
        ? decimal
        : BigDecimal.valueOf(((Number) value).longValue());
  }

  /** A value that is read from an entry. */
  private interface Value {
    @Nullable Object of(Map<String, Object> entry);
  }

  private static Value value(Expression expression, Map<String, Object> numbers) {
    if (expression instanceof Expression.Literal literal) {
      Object value = literal.value();
      return entry -> value;
    }
    if (expression instanceof Expression.FieldOf field) {
      String name = field.field();
      return entry -> entry.get(name);
    }
    if (expression instanceof Expression.Variable variable) {
      Object number = numbers.get(variable.name());
      if (number == null) {
        throw new IllegalStateException(variable.name() + " is no number");
      }
      return entry -> number;
    }
    if (expression instanceof Expression.Size size) {
      Value list = value(size.list(), numbers);
      return entry -> list.of(entry) instanceof List<?> known ? known.size() : 0;
    }
    throw new IllegalStateException("no value: " + expression);
  }
}

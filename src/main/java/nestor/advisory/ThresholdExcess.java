package nestor.advisory;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nestor.engine.assessment.EvidenceRef;
import nestor.engine.assessment.Finding;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Field;
import nestor.rulebook.Rule;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Conditions;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.ValueSource;

/**
 * Measure of how far beyond its thresholds a recommendation is: the value of an entry on which it
 * rests as a multiple of the number with which a condition compares it, or the other way round
 * where the number is a least one. Twice the days, half the share and double the count are all 2.
 */
final class ThresholdExcess {
  /** Of what should be done again and again and never was. */
  static final double NEVER = 100;

  /** Of what no threshold measures. */
  static final double NONE = 0;

  private final Subjects subjects;
  private final Vocabulary vocabulary;
  private final LocalDate asOf;

  ThresholdExcess(Subjects subjects, Vocabulary vocabulary, LocalDate asOf) {
    this.subjects = subjects;
    this.vocabulary = vocabulary;
    this.asOf = asOf;
  }

  /** The greatest excess of a finding. */
  double of(Rule rule, Finding finding) {
    Map<String, BigDecimal> numbers = new HashMap<>();
    finding
        .thresholds()
        .forEach(used -> numbers.putIfAbsent(used.threshold().name(), used.choice().number()));
    double most = NONE;
    for (Rule.Case ofRule : rule.cases()) {
      Map<String, BigDecimal> variables = variables(ofRule, numbers);
      for (Condition.Pattern pattern : demanded(ofRule.when())) {
        Optional<Section> section = vocabulary.ofType(pattern.type());
        if (section.isPresent()) {
          most = Math.max(most, of(pattern, section.get(), finding, variables));
        }
      }
    }
    return most;
  }

  /** The patterns that something must fit, without those that nothing may fit. */
  private static List<Condition.Pattern> demanded(List<Condition> conditions) {
    List<Condition.Pattern> demanded = new ArrayList<>();
    for (Condition condition : conditions) {
      condition.visit(
          demanded::add,
          not -> {},
          exists -> demanded.addAll(demanded(exists.of())),
          accumulate -> demanded.addAll(demanded(accumulate.over())));
    }
    return demanded;
  }

  /** The variables that stand for thresholds, with the numbers that held. */
  private static Map<String, BigDecimal> variables(
      Rule.Case ofRule, Map<String, BigDecimal> numbers) {
    Map<String, BigDecimal> variables = new HashMap<>();
    for (Condition.Pattern pattern : Conditions.patterns(ofRule.when())) {
      BigDecimal number =
          pattern.type().equals(BuiltInTypes.THRESHOLD)
              ? Conditions.requiredText(pattern, "name").map(numbers::get).orElse(null)
              : null;
      if (number != null) {
        for (Condition.Test test : pattern.tests()) {
          if (test.binding() != null) {
            variables.put(test.binding(), number);
          }
        }
      }
    }
    return variables;
  }

  private double of(
      Condition.Pattern pattern,
      Section section,
      Finding finding,
      Map<String, BigDecimal> variables) {
    double most = NONE;
    for (EvidenceRef ref : finding.evidence()) {
      if (ref.section().equals(section.name()) && ref.entry() != null) {
        for (Condition.Test test : pattern.tests()) {
          if (test.expression() instanceof Expression.Comparison comparison
              && comparison.left() instanceof Expression.FieldOf field) {
            most = Math.max(most, of(comparison, field.field(), section, ref, variables));
          }
        }
      }
    }
    return most;
  }

  private double of(
      Expression.Comparison comparison,
      String field,
      Section section,
      EvidenceRef ref,
      Map<String, BigDecimal> variables) {
    Object value = subjects.values(ref).get(field);
    Expression right = comparison.right();
    if (value == null) {
      boolean asked =
          right instanceof Expression.Literal literal
              && literal.value() == null
              && comparison.operator() == Expression.Comparator.EQUAL;
      return asked && section.field(field).filter(ThresholdExcess::isDone).isPresent()
          ? NEVER
          : NONE;
    }
    BigDecimal limit =
        ValueSource.variableOf(right)
            .flatMap(name -> Optional.ofNullable(variables.get(name)))
            .orElse(null);
    // What counts nothing, such as a place in a list, is not the worse the more it is.
    boolean counts =
        value instanceof LocalDate || section.field(field).map(Field::unit).isPresent();
    return limit == null || limit.signum() <= 0 || !counts
        ? NONE
        : beyond(comparison.operator(), value, limit);
  }

  private static boolean isDone(Field field) {
    return field.reading().past();
  }

  private double beyond(Expression.Comparator operator, Object value, BigDecimal limit) {
    if (value instanceof LocalDate date) {
      long days = ChronoUnit.DAYS.between(date, asOf);
      // A day that lies ahead is the nearer the worse.
      double all = limit.doubleValue();
      return atLeastOne(days >= 0 ? days / all : 2 + days / all);
    }
    if (!(value instanceof Number)) {
      return NONE;
    }
    BigDecimal number = new BigDecimal(value.toString());
    return switch (operator) {
      case GREATER, AT_LEAST ->
          atLeastOne(number.divide(limit, MathContext.DECIMAL64).doubleValue());
      case LESS, AT_MOST ->
          number.signum() <= 0
              ? NEVER
              : atLeastOne(limit.divide(number, MathContext.DECIMAL64).doubleValue());
      default -> NONE;
    };
  }

  /** Where another case made the finding, the entry may be on the good side. */
  private static double atLeastOne(double times) {
    return times < 1 ? NONE : Math.min(times, NEVER);
  }
}

package nestor.engine.questions;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nestor.engine.counterfactual.FieldLocation;
import nestor.engine.evaluation.Bindings;
import nestor.engine.evaluation.CompiledConditions;
import nestor.engine.evaluation.FactBase;
import nestor.engine.evaluation.Solution;
import nestor.engine.ternary.Unknown;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleDependencies;
import nestor.rulebook.Section;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Conditions;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.ValueSource;
import org.jspecify.annotations.Nullable;

/**
 * Typical answers to a question: values that rules compare with, and the nearest on each side.
 * Which questions are worth asking is decided by {@link Questions}.
 */
final class CandidateAnswers {
  private static final int ENTRIES = 12;

  private final FactBase factBase;
  private final List<Read> reads = new ArrayList<>();

  /** A pattern that is read, and the values of the variables that are the same for everybody. */
  private record Read(Pattern pattern, Map<String, Object> constants) {}

  CandidateAnswers(FactBase factBase, List<Rule> rules) {
    this.factBase = factBase;
    RuleDependencies ruleDependencies = factBase.ruleDependencies();
    Set<Rule.Derivation> derivations = new LinkedHashSet<>();
    for (Rule rule : rules) {
      rule.cases().forEach(c -> read(c.when(), new HashMap<>()));
      derivations.addAll(ruleDependencies.derivations(rule.metadata().id()));
    }
    derivations.forEach(d -> read(d.when(), new HashMap<>()));
  }

  private void read(List<Condition> conditions, Map<String, Object> constants) {
    for (Pattern pattern : Conditions.patterns(conditions)) {
      constants(pattern, constants);
      reads.add(new Read(pattern, constants));
    }
  }

  private void constants(Pattern pattern, Map<String, Object> constants) {
    if (pattern.type().equals(BuiltInTypes.TODAY)) {
      pattern.tests().stream()
          .filter(test -> test.binding() != null)
          .forEach(test -> constants.put(String.valueOf(test.binding()), factBase.asOf()));
    } else if (pattern.type().equals(BuiltInTypes.THRESHOLD)) {
      List<Solution> one = CompiledConditions.solve(factBase, List.of(pattern), Bindings.NONE);
      for (Condition.Test test : pattern.tests()) {
        if (test.binding() != null && !one.isEmpty()) {
          Object value = one.get(0).bindings().get(test.binding());
          if (value instanceof Unknown unknown
              && unknown.range() instanceof Unknown.OneOf options) {
            value = options.options().get(0);
          }
          if (value != null) {
            constants.put(test.binding(), value);
          }
        }
      }
    }
  }

  /** Values of a field, on each side of what it is compared with. */
  List<Object> values(Section section, Field field) {
    Set<Object> values = new LinkedHashSet<>();
    FieldLocation location = FieldLocation.fresh(section, field);
    for (Read read : reads) {
      if (read.pattern().type().equals(section.type())) {
        for (Condition.Test test : read.pattern().tests()) {
          values(test.expression(), read, location, values);
        }
      }
    }
    if (field.type() == FieldType.YES_NO) {
      values.add(true);
      values.add(false);
    }
    if (values.isEmpty()) {
      field.choices().stream().limit(2).forEach(values::add);
    }
    if (values.isEmpty()) {
      values.add(location.filler(factBase.asOf()));
    }
    return List.copyOf(values);
  }

  private void values(Expression test, Read read, FieldLocation location, Set<Object> values) {
    test.forEach(
        part -> {
          if (part instanceof Expression.Comparison comparison
              && comparison.left() instanceof Expression.FieldOf of
              && of.field().equals(location.field().name())) {
            values(comparison, read, location, values);
          }
        });
  }

  private void values(
      Expression.Comparison comparison, Read read, FieldLocation location, Set<Object> values) {
    Object constant = constant(comparison.right(), read);
    if (constant == null) {
      return;
    }
    for (Expression.Comparator operator : sides(comparison.operator())) {
      for (Object value : location.values(operator, constant, factBase.asOf())) {
        if (value != null) {
          values.add(value);
        }
      }
    }
  }

  private static List<Expression.Comparator> sides(Expression.Comparator operator) {
    return operator.orders()
        ? operator == Expression.Comparator.LESS || operator == Expression.Comparator.AT_LEAST
            ? List.of(Expression.Comparator.LESS, Expression.Comparator.AT_LEAST)
            : List.of(Expression.Comparator.GREATER, Expression.Comparator.AT_MOST)
        : List.of(operator);
  }

  private static @Nullable Object constant(Expression side, Read read) {
    return side instanceof Expression.Literal literal
        ? literal.value()
        : read.constants().get(ValueSource.variableOf(side).orElse(""));
  }

  /** Entries of a section that pass what does not hang on other data. */
  List<Map<String, Object>> entries(Section section) {
    Set<Map<String, Object>> entries = new LinkedHashSet<>();
    for (Read read : reads) {
      if (read.pattern().type().equals(section.type()) && entries.size() < ENTRIES) {
        entries.add(entry(section, read));
      }
    }
    return List.copyOf(entries);
  }

  private Map<String, Object> entry(Section section, Read read) {
    Map<String, Object> values = new HashMap<>();
    for (Condition.Test test : read.pattern().tests()) {
      if (test.binding() == null) {
        values.putAll(test.expression().accept(new Passing(section, read)));
      }
    }
    for (Field field : section.fields()) {
      if (field.name().equals(section.completeAtOne())) {
        values.put(field.name(), BigDecimal.ONE);
      } else if (field.required() || !field.absentMeansNone()) {
        FieldLocation location = FieldLocation.fresh(section, field);
        values.computeIfAbsent(field.name(), n -> location.filler(factBase.asOf()));
      }
    }
    return Questions.inOrder(section, values);
  }

  /** The values of fields with which a test holds, where that does not hang on other data. */
  private final class Passing implements Expression.TestVisitor<Map<String, Object>> {
    private final Section section;
    private final Read read;

    Passing(Section section, Read read) {
      this.section = section;
      this.read = read;
    }

    @Override
    public Map<String, Object> visitAnd(Expression.And and) {
      Map<String, Object> both = new HashMap<>(and.left().accept(this));
      both.putAll(and.right().accept(this));
      return both;
    }

    @Override
    public Map<String, Object> visitOr(Expression.Or or) {
      return or.left().accept(this);
    }

    @Override
    public Map<String, Object> visitComparison(Expression.Comparison comparison) {
      if (!(comparison.left() instanceof Expression.FieldOf of)) {
        return Map.of();
      }
      Object constant = constant(comparison.right(), read);
      return section
          .field(of.field())
          .map(field -> FieldLocation.fresh(section, field))
          .filter(location -> constant != null)
          .flatMap(
              location ->
                  location.values(comparison.operator(), constant, factBase.asOf()).stream()
                      .filter(Objects::nonNull)
                      .findFirst())
          .map(value -> Map.<String, Object>of(of.field(), value))
          .orElse(Map.of());
    }

    @Override
    public Map<String, Object> visitMembership(Expression.Membership membership) {
      return !membership.negated()
              && membership.value() instanceof Expression.FieldOf of
              && membership.options().get(0) instanceof Expression.Literal literal
              && literal.value() != null
          ? Map.of(of.field(), literal.value())
          : Map.of();
    }

    @Override
    public Map<String, Object> visitValue(Expression value) {
      return Map.of();
    }
  }
}

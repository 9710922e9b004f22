package nestor.engine.questions;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nestor.engine.counterfactual.FieldLocation;
import nestor.engine.evaluation.Bindings;
import nestor.engine.evaluation.Evaluation;
import nestor.engine.evaluation.FactBase;
import nestor.engine.evaluation.Unknown;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleDependencies;
import nestor.rulebook.Section;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Condition.Exists;
import nestor.rulebook.syntax.Condition.Not;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/** Values that matter to some rules: those that they compare with, and the nearest on each side. */
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
    for (Condition condition : conditions) {
      if (condition instanceof Pattern pattern) {
        constants(pattern, constants);
        reads.add(new Read(pattern, constants));
      } else if (condition instanceof Not not) {
        read(not.of(), constants);
      } else if (condition instanceof Exists exists) {
        read(exists.of(), constants);
      } else if (condition instanceof Accumulate accumulate) {
        read(accumulate.over(), constants);
      }
    }
  }

  private void constants(Pattern pattern, Map<String, Object> constants) {
    if (pattern.type().equals(BuiltInTypes.TODAY)) {
      pattern.tests().stream()
          .filter(test -> test.binding() != null)
          .forEach(test -> constants.put(String.valueOf(test.binding()), factBase.asOf()));
    } else if (pattern.type().equals(BuiltInTypes.THRESHOLD)) {
      List<Evaluation.Solution> one = factBase.evaluation().solve(List.of(pattern), Bindings.NONE);
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
    if (test instanceof Expression.And and) {
      values(and.left(), read, location, values);
      values(and.right(), read, location, values);
    } else if (test instanceof Expression.Or or) {
      values(or.left(), read, location, values);
      values(or.right(), read, location, values);
    } else if (test instanceof Expression.Comparison comparison
        && comparison.left() instanceof Expression.FieldOf of
        && of.field().equals(location.field().name())) {
      Object constant = constant(comparison.right(), read);
      if (constant != null) {
        for (Expression.Comparator operator : sides(comparison.operator())) {
          for (Object value : location.values(operator, constant, factBase.asOf())) {
            if (value != null) {
              values.add(value);
            }
          }
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
        : side instanceof Expression.Variable variable
            ? read.constants().get(variable.name())
            : null;
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
        give(section, test.expression(), read, values);
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

  private void give(Section section, Expression test, Read read, Map<String, Object> values) {
    if (test instanceof Expression.And and) {
      give(section, and.left(), read, values);
      give(section, and.right(), read, values);
    } else if (test instanceof Expression.Or or) {
      give(section, or.left(), read, values);
    } else if (test instanceof Expression.Comparison comparison
        && comparison.left() instanceof Expression.FieldOf of) {
      Object constant = constant(comparison.right(), read);
      section
          .field(of.field())
          .map(field -> FieldLocation.fresh(section, field))
          .filter(location -> constant != null)
          .flatMap(
              location ->
                  location.values(comparison.operator(), constant, factBase.asOf()).stream()
                      .filter(java.util.Objects::nonNull)
                      .findFirst())
          .ifPresent(value -> values.put(of.field(), value));
    } else if (test instanceof Expression.Membership membership
        && !membership.negated()
        && membership.value() instanceof Expression.FieldOf of
        && membership.options().get(0) instanceof Expression.Literal literal
        && literal.value() != null) {
      values.put(of.field(), literal.value());
    }
  }
}

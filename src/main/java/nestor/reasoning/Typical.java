package nestor.reasoning;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nestor.rulebook.Dependence;
import nestor.rulebook.EngineFacts;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Rule;
import nestor.rulebook.Section;
import nestor.rulebook.language.Condition;
import nestor.rulebook.language.Condition.Absence;
import nestor.rulebook.language.Condition.Aggregate;
import nestor.rulebook.language.Condition.Pattern;
import nestor.rulebook.language.Condition.Presence;
import nestor.rulebook.language.Expression;
import org.jspecify.annotations.Nullable;

/** Values that matter to some rules: those that they compare with, and the nearest on each side. */
final class Typical {
  private static final int ENTRIES = 12;

  private final Knowledge knowledge;
  private final List<Read> reads = new ArrayList<>();

  /** A pattern that is read, and the values of the variables that are the same for everybody. */
  private record Read(Pattern pattern, Map<String, Object> constants) {}

  Typical(Knowledge knowledge, List<Rule> rules) {
    this.knowledge = knowledge;
    Dependence dependence = knowledge.dependence();
    Set<Rule.Derivation> derivations = new LinkedHashSet<>();
    for (Rule rule : rules) {
      rule.cases().forEach(c -> read(c.when(), new HashMap<>()));
      derivations.addAll(dependence.derivations(rule.guidance().id()));
    }
    derivations.forEach(d -> read(d.when(), new HashMap<>()));
  }

  private void read(List<Condition> conditions, Map<String, Object> constants) {
    for (Condition condition : conditions) {
      if (condition instanceof Pattern pattern) {
        constants(pattern, constants);
        reads.add(new Read(pattern, constants));
      } else if (condition instanceof Absence absence) {
        read(absence.of(), constants);
      } else if (condition instanceof Presence presence) {
        read(presence.of(), constants);
      } else if (condition instanceof Aggregate aggregate) {
        read(aggregate.over(), constants);
      }
    }
  }

  private void constants(Pattern pattern, Map<String, Object> constants) {
    if (pattern.type().equals(EngineFacts.TODAY)) {
      pattern.tests().stream()
          .filter(test -> test.binding() != null)
          .forEach(test -> constants.put(String.valueOf(test.binding()), knowledge.asOf()));
    } else if (pattern.type().equals(EngineFacts.THRESHOLD)) {
      List<Evaluation.Solution> one = knowledge.evaluation().solve(List.of(pattern), Bindings.NONE);
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
    Spot spot = Spot.fresh(section, field);
    for (Read read : reads) {
      if (read.pattern().type().equals(section.type())) {
        for (Condition.Test test : read.pattern().tests()) {
          values(test.expression(), read, spot, values);
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
      values.add(spot.filler(knowledge.asOf()));
    }
    return List.copyOf(values);
  }

  private void values(Expression test, Read read, Spot spot, Set<Object> values) {
    if (test instanceof Expression.Both both) {
      values(both.left(), read, spot, values);
      values(both.right(), read, spot, values);
    } else if (test instanceof Expression.Either either) {
      values(either.left(), read, spot, values);
      values(either.right(), read, spot, values);
    } else if (test instanceof Expression.Comparison comparison
        && comparison.left() instanceof Expression.FieldOf of
        && of.field().equals(spot.field().name())) {
      Object constant = constant(comparison.right(), read);
      if (constant != null) {
        for (Expression.Comparator operator : sides(comparison.operator())) {
          for (Object value : spot.values(operator, constant, knowledge.asOf())) {
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
        Spot spot = Spot.fresh(section, field);
        values.computeIfAbsent(field.name(), n -> spot.filler(knowledge.asOf()));
      }
    }
    return Questions.inOrder(section, values);
  }

  private void give(Section section, Expression test, Read read, Map<String, Object> values) {
    if (test instanceof Expression.Both both) {
      give(section, both.left(), read, values);
      give(section, both.right(), read, values);
    } else if (test instanceof Expression.Either either) {
      give(section, either.left(), read, values);
    } else if (test instanceof Expression.Comparison comparison
        && comparison.left() instanceof Expression.FieldOf of) {
      Object constant = constant(comparison.right(), read);
      section
          .field(of.field())
          .map(field -> Spot.fresh(section, field))
          .filter(spot -> constant != null)
          .flatMap(
              spot ->
                  spot.values(comparison.operator(), constant, knowledge.asOf()).stream()
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

package nestor.engine.wording;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Threshold;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/** The units of the variables that conditions bind, by the threshold or field that they name. */
final class VariableUnits {
  private final Rulebook rulebook;
  private final Map<String, String> units = new HashMap<>();

  VariableUnits(Rulebook rulebook, List<Condition> conditions) {
    this.rulebook = rulebook;
    addAll(conditions);
  }

  /** The unit of a variable; null where it has none. */
  @Nullable String of(String variable) {
    return units.get(variable);
  }

  private void addAll(List<Condition> conditions) {
    for (Condition condition : conditions) {
      condition.visit(
          this::add,
          not -> addAll(not.of()),
          exists -> addAll(exists.of()),
          accumulate -> {
            addAll(accumulate.over());
            accumulate.functions().forEach(this::add);
          });
    }
  }

  private void add(Condition.Function function) {
    if (function.argument() instanceof Expression.Variable variable
        && units.containsKey(variable.name())
        && !function.name().equals("count")) {
      units.put(function.binding(), units.get(variable.name()));
    }
  }

  private void add(Condition.Pattern pattern) {
    Threshold threshold =
        Threshold.nameIn(pattern).map(name -> rulebook.thresholds().get(name)).orElse(null);
    FactType factType = rulebook.factTypes().get(pattern.type());
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() != null && test.expression() instanceof Expression.FieldOf field) {
        String unit = null;
        if (threshold != null) {
          unit = threshold.unit();
        } else if (factType != null) {
          unit = factType.field(field.field()).map(Field::unit).orElse(null);
        }
        if (unit != null) {
          units.put(test.binding(), unit);
        }
      }
    }
  }
}

package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nestor.rulebook.FactType;
import org.jspecify.annotations.Nullable;

/** The facts that the rules of a rulebook derive from those of one dossier. */
final class DerivedFacts {
  private final FactBase factBase;

  DerivedFacts(FactBase factBase) {
    this.factBase = factBase;
  }

  /** All facts of a type that rules derive; one fact for those that are the same. */
  List<Fact> of(FactType factType) {
    Map<String, Fact> byKey = new LinkedHashMap<>();
    for (CompiledRules.Deriving deriving : factBase.compiledRules().deriving(factType.type())) {
      EvaluationBudget.Turn before = factBase.budget().turnTo(deriving.name());
      for (Evaluation.Solution solution :
          deriving.ready().when().solutions(factBase, Bindings.NONE)) {
        Fact fact = derive(factType, deriving, solution);
        byKey.merge(fact.key(), fact, DerivedFacts::either);
      }
      factBase.budget().backTo(before);
    }
    List<Fact> all = new ArrayList<>(byKey.values());
    String onePer = factType.onePer();
    if (onePer != null) {
      Set<Object> settled = new LinkedHashSet<>();
      all.stream()
          .filter(f -> f.existence().isYes() && f.value(onePer) != null)
          .forEach(f -> settled.add(f.values().get(onePer)));
      all.removeIf(f -> !f.existence().isYes() && settled.contains(f.values().get(onePer)));
    }
    return all;
  }

  private Fact derive(
      FactType factType, CompiledRules.Deriving deriving, Evaluation.Solution solution) {
    @Nullable Object[] values = new Object[deriving.arguments().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = deriving.arguments().get(i).of(null, solution.bindings());
    }
    Map<String, Object> named = new FieldValues(deriving.names(), values);
    return new Fact(
        ValueKeys.derived(factType.type(), named),
        factType.type(),
        named,
        solution.ternary(),
        () -> deriving.ready().evidence().of(solution, factBase));
  }

  private static Fact either(Fact a, Fact b) {
    Fact stronger = a.existence().isYes() || !b.existence().isYes() ? a : b;
    return new Fact(
        a.key(),
        a.type(),
        a.values(),
        a.existence().or(b.existence()),
        a.existence().kind() == b.existence().kind()
            ? () -> EvidenceCollector.both(a.evidence(), b.evidence())
            : stronger::evidence);
  }
}

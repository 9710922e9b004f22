package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import nestor.engine.budget.EvaluationBudget;
import nestor.engine.ternary.Comparisons;
import nestor.engine.ternary.Ternary;
import nestor.engine.ternary.Unknown;
import nestor.rulebook.FactType;
import nestor.rulebook.ReasonTemplate;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * The facts that the rules of a rulebook derive from those of one dossier. Facts of sections are
 * made by {@link SectionFacts}, those of tables by {@link RulebookFacts}.
 */
final class DerivedFacts {
  private final FactBase factBase;

  DerivedFacts(FactBase factBase) {
    this.factBase = factBase;
  }

  /** All facts of a type that rules derive; one fact for those that are the same. */
  List<Fact> of(FactType factType) {
    Map<String, Fact> byKey = new LinkedHashMap<>();
    List<Fact> repeated = new ArrayList<>();
    for (CompiledRules.Deriving deriving : factBase.compiledRules().deriving(factType.type())) {
      EvaluationBudget.Turn before = factBase.budget().turnTo(deriving.name());
      for (Fact fact : derived(factType, deriving)) {
        SortedSet<String> unclear = unclear(fact);
        if (!unclear.isEmpty() && byKey.containsKey(fact.key())) {
          repeated.add(fact);
        } else {
          byKey.merge(fact.key(), fact, DerivedFacts::either);
        }
      }
      factBase.budget().backTo(before);
    }
    List<Fact> all = distinct(byKey.values(), repeated);
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

  /**
   * All of the facts; of those with unclear values, only as many are certain as are surely not the
   * same.
   *
   * @param repeated facts with unclear values which are known already, and may be others
   */
  private static List<Fact> distinct(Collection<Fact> facts, List<Fact> repeated) {
    List<Fact> all = new ArrayList<>();
    List<Fact> unclear = new ArrayList<>();
    facts.forEach(fact -> (unclear(fact).isEmpty() ? all : unclear).add(fact));
    List<Fact> certain =
        unclear.isEmpty()
            ? List.of()
            : new ArrayList<>(all.stream().filter(f -> f.existence().isYes()).toList());
    for (Fact fact : unclear) {
      if (fact.existence().isYes() && certain.stream().anyMatch(other -> mayBe(fact, other))) {
        all.add(perhaps(fact));
      } else {
        all.add(fact);
        certain.add(fact);
      }
    }
    repeated.forEach(fact -> all.add(perhaps(fact)));
    return all;
  }

  private static boolean mayBe(Fact fact, Fact other) {
    for (Map.Entry<String, Object> value : fact.values().entrySet()) {
      if (Comparisons.compare(
              Expression.Comparator.EQUAL, value.getValue(), other.value(value.getKey()))
          .isNo()) {
        return false;
      }
    }
    return true;
  }

  private static Fact perhaps(Fact fact) {
    return new Fact(
        fact.key(),
        fact.type(),
        fact.values(),
        fact.existence().and(Ternary.dependsOn(unclear(fact))),
        fact.standsForMany(),
        fact::evidence);
  }

  /** Needs of the values of a fact that can be read in several ways. */
  private static SortedSet<String> unclear(Fact fact) {
    SortedSet<String> needs = Ternary.YES.needs();
    for (Object value : fact.values().values()) {
      if (value instanceof Unknown unknown && unknown.stated() != null) {
        needs = Ternary.union(needs, unknown.needs());
      }
    }
    return needs;
  }

  /** The facts of one derivation; where what is not on record is doubted, as it says. */
  private List<Fact> derived(FactType factType, CompiledRules.Deriving deriving) {
    Doubts.View view = factBase.view();
    ReasonTemplate words = deriving.assumes();
    if (view == null || words == null) {
      return solutions(factBase, deriving).stream()
          .map(solution -> derive(factType, deriving, solution, solution.ternary()))
          .toList();
    }
    FactBase facts = view.doubtsDeclared() ? factBase : view.assuming();
    List<Fact> derived = new ArrayList<>();
    for (Solution solution : solutions(facts, deriving)) {
      Fact fact = derive(factType, deriving, solution, solution.ternary());
      derived.add(
          derive(factType, deriving, solution, view.existence(deriving, words, fact, solution)));
    }
    return derived;
  }

  private static List<Solution> solutions(FactBase facts, CompiledRules.Deriving deriving) {
    return deriving.ready().when().solutions(facts, Bindings.NONE);
  }

  /** Whether each fact exists that a derivation derives, by its key. */
  Map<String, Ternary> existences(CompiledRules.Deriving deriving, FactType factType) {
    Map<String, Ternary> existences = new LinkedHashMap<>();
    for (Fact fact : derived(factType, deriving)) {
      existences.merge(fact.key(), fact.existence(), Ternary::or);
    }
    return existences;
  }

  private Fact derive(
      FactType factType, CompiledRules.Deriving deriving, Solution solution, Ternary existence) {
    @Nullable Object[] values = new Object[deriving.arguments().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = deriving.arguments().get(i).of(null, solution.bindings());
    }
    Map<String, Object> named = new FieldValues(deriving.names(), values);
    return new Fact(
        ValueKeys.derived(factType.type(), named),
        factType.type(),
        named,
        existence,
        isAnyOf(solution, named),
        () -> deriving.ready().evidence().of(solution, factBase));
  }

  /** Whether there can be several: of known values there is one fact, however often it follows. */
  private static boolean isAnyOf(Solution solution, Map<String, Object> values) {
    return !solution.ternary().isYes()
        && solution.facts().stream().anyMatch(Fact::standsForMany)
        && values.values().stream().anyMatch(Unknown.class::isInstance);
  }

  private static Fact either(Fact a, Fact b) {
    Fact stronger = a.existence().isYes() || !b.existence().isYes() ? a : b;
    return new Fact(
        a.key(),
        a.type(),
        a.values(),
        a.existence().or(b.existence()),
        a.standsForMany()
            || b.standsForMany()
            || a.values().values().stream().anyMatch(Unknown.class::isInstance),
        a.existence().kind() == b.existence().kind()
            ? () -> EvidenceSets.both(a.evidence(), b.evidence())
            : stronger::evidence);
  }
}

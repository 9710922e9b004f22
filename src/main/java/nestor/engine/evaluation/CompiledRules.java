package nestor.engine.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import nestor.engine.evaluation.CompiledExpressions.Reading;
import nestor.rulebook.FactType;
import nestor.rulebook.ReasonTemplate;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.syntax.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Prepared conditions of a rulebook's DRL rules, each made when first asked for and then kept. For
 * conditions that are used once use {@link CompiledConditions#solve}.
 */
public final class CompiledRules {
  private final Rulebook rulebook;
  private final SubconditionCache subconditionCache = new SubconditionCache();
  private final Map<String, Ready> byName = new ConcurrentHashMap<>();

  private final Map<String, List<Deriving>> byType = new ConcurrentHashMap<>();

  CompiledRules(Rulebook rulebook) {
    this.rulebook = rulebook;
  }

  /**
   * The conditions of one DRL rule.
   *
   * @param when how to satisfy them
   * @param evidence what a way to satisfy them rests on
   */
  public record Ready(CompiledConditions when, EvidenceCollector evidence) {}

  /**
   * A DRL rule that derives facts.
   *
   * @param name the name of the rule
   * @param arguments the values of the fact that it derives
   * @param names the names of these values
   * @param assumes the words for what it takes for granted, or null
   */
  record Deriving(
      String name,
      Ready ready,
      List<Reading> arguments,
      FieldValues.Names names,
      @Nullable ReasonTemplate assumes) {}

  /** The DRL rules that derive facts of a type. */
  List<Deriving> deriving(String type) {
    List<Deriving> known = byType.get(type);
    if (known == null) {
      FactType factType = Objects.requireNonNull(rulebook.factTypes().get(type));
      FieldValues.Names names = new FieldValues.Names(factType.fields());
      known =
          rulebook.derivations().stream()
              .filter(derivation -> derivation.then().type().equals(type))
              .map(
                  derivation ->
                      new Deriving(
                          derivation.name(),
                          of(derivation.name(), derivation.when()),
                          derivation.then().arguments().stream()
                              .map(CompiledExpressions::reading)
                              .toList(),
                          names,
                          derivation.assumes()))
              .toList();
      byType.put(type, known);
    }
    return known;
  }

  public Ready of(Rule.Case ofRule) {
    return of(ofRule.name(), ofRule.when());
  }

  private Ready of(String name, List<Condition> when) {
    @Nullable Ready known = byName.get(name);
    return known != null
        ? known
        : byName.computeIfAbsent(
            name,
            n ->
                new Ready(
                    CompiledConditions.of(when, subconditionCache),
                    EvidenceCollector.of(when, subconditionCache, rulebook)));
  }
}

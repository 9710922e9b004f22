package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nestor.rulebook.Rule;
import nestor.rulebook.Scope;

/**
 * Decision whether a rule applies: an organisation outside one of its {@code @appliesTo} scopes
 * gets not applicable. Each scope is looked at once, whatever the number of rules.
 */
final class Exclusions {
  private final FactBase factBase;
  private final Map<String, RuleSolutions> solutions = new LinkedHashMap<>();
  private final Map<String, RuleResult> results = new HashMap<>();

  Exclusions(FactBase factBase) {
    this.factBase = factBase;
  }

  /** The ways in which the organisation is outside of the scopes that were looked at. */
  Collection<RuleSolutions> solutions() {
    return solutions.values();
  }

  /** Whether the organisation is certainly outside of a scope of the rule, at first sight. */
  boolean exclude(Rule rule) {
    boolean outside = false;
    for (Scope scope : rule.scopes()) {
      outside |=
          solutions(scope).cases().stream().anyMatch(ofScope -> !ofScope.certain().isEmpty());
    }
    return outside;
  }

  private RuleSolutions solutions(Scope scope) {
    RuleSolutions known = solutions.get(scope.name());
    if (known == null) {
      known = RuleSolutions.of(scope.exclusion(), factBase);
      solutions.put(scope.name(), known);
    }
    return known;
  }

  /**
   * Result of a rule within its scopes.
   *
   * @param within what came of it aside from them
   * @param judge makes a result of the ways in which an organisation is outside of a scope
   */
  <E extends Exception> RuleResult result(Rule rule, RuleResult within, Judge<E> judge) throws E {
    if (rule.scopes().isEmpty()) {
      return within;
    }
    List<RuleResult> ofScopes = new ArrayList<>();
    for (Scope scope : rule.scopes()) {
      RuleResult result = results.get(scope.name());
      if (result == null) {
        result = judge.result(solutions(scope));
        results.put(scope.name(), result);
      }
      ofScopes.add(result);
    }
    return within.within(ofScopes);
  }

  /** Maker of a result of the ways to satisfy a rule, which may fail. */
  interface Judge<E extends Exception> {
    RuleResult result(RuleSolutions solutions) throws E;
  }
}

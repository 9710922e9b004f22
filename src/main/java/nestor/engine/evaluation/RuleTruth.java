package nestor.engine.evaluation;

import java.util.List;
import nestor.engine.ternary.Ternary;
import nestor.rulebook.Rule;
import nestor.rulebook.Scope;

/**
 * Three-valued answer of one rule, without its findings. Use it to try a change of the facts; for
 * the answer that an organisation gets, with findings and evidence, use {@link Assessor}.
 */
public final class RuleTruth {
  private RuleTruth() {}

  /** The answer of a rule: yes is recommended, and no is clear or not applicable. */
  public static Ternary answer(Rule rule, FactBase factBase) {
    Ternary outside = outside(rule, factBase);
    Ternary answer = outside.isYes() ? Ternary.NO : outside.not().and(due(rule, factBase));
    return factBase.doubts().settled(rule, answer, outside.isYes());
  }

  /** Whether the organisation is outside of the scopes of a rule, so that it does not apply. */
  public static Ternary outside(Rule rule, FactBase factBase) {
    Ternary outside = Ternary.NO;
    for (Scope scope : rule.scopes()) {
      outside = outside.or(due(scope.exclusion(), factBase));
    }
    return outside;
  }

  /** Whether a rule is due, its scopes aside, as far as what is on record says. */
  static Ternary due(Rule rule, FactBase factBase) {
    Ternary answer = Ternary.NO;
    for (Rule.Case ofRule : rule.cases()) {
      factBase.budget().begin(ofRule.name());
      answer = answer.or(factBase.compiledRules().of(ofRule).when().any(factBase, Bindings.NONE));
      factBase.budget().end();
      if (answer.isYes()) {
        return answer;
      }
    }
    return answer.isNo()
        ? answer
        : switch (CaseSplit.of(rule, factBase, List.of(answer)).answer()) {
          case YES -> Ternary.YES;
          case NO -> Ternary.NO;
          case DEPENDS -> answer;
        };
  }
}

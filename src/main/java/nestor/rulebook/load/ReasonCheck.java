package nestor.rulebook.load;

import java.util.ArrayList;
import java.util.List;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.ReasonTemplate;
import nestor.rulebook.load.VariableScope.Meaning;
import nestor.rulebook.syntax.Consequence;
import nestor.rulebook.syntax.Expression;

/**
 * Check of the words of a consequence: what they name is bound by the conditions. Titles and
 * actions are checked by {@link AdviceTemplateCheck}.
 */
final class ReasonCheck {
  private final List<Diagnostic> faults;

  /**
   * @param faults takes what is found
   */
  ReasonCheck(List<Diagnostic> faults) {
    this.faults = faults;
  }

  /** The wording with the units of its values, which the conditions know. */
  ReasonTemplate template(
      Consequence.Worded consequence, ConditionCheck check, VariableScope scope) {
    List<ReasonTemplate.Part> parts = new ArrayList<>();
    for (ReasonTemplate.Part part : ReasonTemplate.parse(consequence, faults).parts()) {
      if (part instanceof ReasonTemplate.Value value) {
        Meaning meaning =
            value.field() == null
                ? known(value.variable(), scope, value.position())
                : check.member(
                    new Expression.VariableField(value.variable(), value.field(), value.position()),
                    scope);
        if (meaning.fact() != null) {
          faults.add(
              value
                  .position()
                  .fault(
                      "{" + value.variable() + "} is a whole " + meaning.fact().type(),
                      "name a field: {" + value.variable() + ".field}"));
        }
        parts.add(
            new ReasonTemplate.Value(
                value.variable(),
                value.field(),
                meaning.unit(),
                value.filters(),
                value.position()));
      } else {
        parts.add(part);
      }
    }
    return new ReasonTemplate(List.copyOf(parts));
  }

  /** Meaning of a variable; adds a fault where it is not bound. */
  Meaning known(String variable, VariableScope scope, SourcePosition position) {
    Meaning meaning = scope.get(variable);
    if (meaning == null) {
      List<String> bound = new ArrayList<>();
      scope.variables().forEach(bound::add);
      faults.add(
          position.fault(variable + " is not bound here", Suggestions.cure(variable, bound)));
      return Meaning.UNCLEAR;
    }
    return meaning;
  }
}

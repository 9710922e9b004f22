package nestor.rulebook.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.AdviceTemplates;
import nestor.rulebook.ReasonTemplate;
import nestor.rulebook.syntax.Annotation;
import nestor.rulebook.syntax.Consequence;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.RuleDeclaration;

/**
 * Check of the values in titles and actions: at least one case of the rule binds each, and each has
 * words for where none does. Reasons have {@link ReasonCheck}, as each is of one case.
 */
final class AdviceTemplateCheck {
  private final List<Diagnostic> faults;
  private final Map<String, List<Bound>> cases = new HashMap<>();

  private record Bound(ConditionCheck check, VariableScope scope) {}

  /**
   * @param faults takes what is found
   */
  AdviceTemplateCheck(List<Diagnostic> faults) {
    this.faults = faults;
  }

  /** Adds what a case of a rule binds. */
  void add(String id, ConditionCheck check, VariableScope scope) {
    cases.computeIfAbsent(id, i -> new ArrayList<>()).add(new Bound(check, scope));
  }

  /** The words of a rule, once all its cases are known. */
  AdviceTemplates words(String id, RuleDeclaration rule) {
    return words(cases.getOrDefault(id, List.of()), rule);
  }

  /** The words of a case of its own, which may name what it binds. */
  AdviceTemplates ofCase(RuleDeclaration rule, ConditionCheck check, VariableScope scope) {
    return words(List.of(new Bound(check, scope)), rule);
  }

  private AdviceTemplates words(List<Bound> bound, RuleDeclaration rule) {
    return new AdviceTemplates(template(bound, rule, "title"), template(bound, rule, "action"));
  }

  private ReasonTemplate template(List<Bound> bound, RuleDeclaration rule, String name) {
    List<ReasonTemplate.Part> parts = new ArrayList<>();
    for (Annotation annotation : rule.annotation(name).stream().toList()) {
      Consequence.Worded words =
          new Consequence.Exclude(annotation.value(), annotation.position(), annotation.position());
      for (ReasonTemplate.Part part : ReasonTemplate.parse(words, faults).parts()) {
        parts.add(part instanceof ReasonTemplate.Value value ? resolved(bound, name, value) : part);
      }
    }
    return new ReasonTemplate(List.copyOf(parts));
  }

  private ReasonTemplate.Value resolved(
      List<Bound> ofCases, String name, ReasonTemplate.Value value) {
    if (value.filters().stream().noneMatch(filter -> filter.name().equals("or"))) {
      faults.add(
          value
              .position()
              .fault(
                  "the " + name + " has no words for a rule that names nothing",
                  "write {" + value.path() + " | or each of them}"));
    }
    for (Bound bound : ofCases) {
      if (bound.scope().get(value.variable()) != null) {
        VariableScope.Meaning meaning =
            value.field() == null
                ? bound.scope().get(value.variable())
                : bound
                    .check()
                    .member(
                        new Expression.VariableField(
                            value.variable(), value.field(), value.position()),
                        bound.scope());
        return new ReasonTemplate.Value(
            value.variable(),
            value.field(),
            meaning == null ? null : meaning.unit(),
            value.filters(),
            value.position());
      }
    }
    faults.add(
        value
            .position()
            .fault(
                value.variable() + " is bound in no case of the rule",
                "bind it in the conditions, or name something else"));
    return value;
  }
}

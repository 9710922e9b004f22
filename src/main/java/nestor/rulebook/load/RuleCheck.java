package nestor.rulebook.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.AdviceTemplates;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.Priority;
import nestor.rulebook.ReasonTemplate;
import nestor.rulebook.Rule;
import nestor.rulebook.Scope;
import nestor.rulebook.Threshold;
import nestor.rulebook.Vocabulary;
import nestor.rulebook.syntax.Annotation;
import nestor.rulebook.syntax.Consequence;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.RuleDeclaration;
import nestor.rulebook.syntax.RuleFile;
import nestor.rulebook.syntax.ValueSource;
import org.jspecify.annotations.Nullable;

/**
 * Check of rule declarations one by one: their ids, metadata, conditions and wording. What all
 * files together show is checked by {@link RuleBuilder}, to which it passes each case.
 */
final class RuleCheck {
  private static final String ID = "[a-z0-9-]+/[a-z0-9-]+";

  private final Map<String, FactType> factTypes;
  private final SortedMap<String, Threshold> thresholds;
  private final Set<String> faultyThresholds;
  private final AnnotationCheck annotations;
  private final List<Diagnostic> faults;
  private final ReasonCheck reasons;
  private final Map<String, SourcePosition> names = new LinkedHashMap<>();
  private final List<Rule.Derivation> derivations = new ArrayList<>();
  private final DerivedTypes derived = new DerivedTypes();
  private final RuleBuilder builder;

  RuleCheck(
      Map<String, FactType> factTypes,
      SortedMap<String, Threshold> thresholds,
      Set<String> faultyThresholds,
      Vocabulary vocabulary,
      Set<String> sources,
      List<Diagnostic> faults) {
    this.factTypes = factTypes;
    this.thresholds = thresholds;
    this.faultyThresholds = faultyThresholds;
    this.annotations = new AnnotationCheck(sources, faults);
    this.faults = faults;
    this.reasons = new ReasonCheck(faults);
    this.builder = new RuleBuilder(thresholds, vocabulary, annotations, derived, faults);
  }

  void add(RuleFile file) {
    builder.read(file);
    file.rules().forEach(rule -> add(rule, file.name()));
  }

  private void add(RuleDeclaration rule, String file) {
    SourcePosition former = names.putIfAbsent(rule.name(), rule.position());
    if (former != null) {
      faults.add(
          rule.position()
              .fault(
                  "rule \""
                      + rule.name()
                      + "\" exists already in "
                      + former.file()
                      + ":"
                      + former.line(),
                  "give one of them another id, or make it a case: \"" + rule.name() + ": case\""));
      return;
    }
    ConditionCheck check = new ConditionCheck(factTypes, thresholds, faultyThresholds, faults);
    VariableScope scope = check.check(rule.when());
    builder.readsThresholds(check.thresholdsRead());
    rule.then()
        .visit(
            advise -> guidance(rule, advise, check, scope, file),
            derive -> derivation(rule, derive, check, scope),
            exclude -> exclusion(rule, exclude, check, scope));
  }

  private void derivation(
      RuleDeclaration rule, Consequence.Derive derive, ConditionCheck check, VariableScope scope) {
    FactType factType = factTypes.get(derive.type());
    if (factType == null || factType.kind() != FactType.Kind.DERIVED) {
      List<String> derivable =
          factTypes.values().stream()
              .filter(s -> s.kind() == FactType.Kind.DERIVED)
              .map(FactType::type)
              .toList();
      faults.add(
          derive
              .position()
              .fault(
                  "'" + derive.type() + "' is no type that rules derive",
                  Suggestions.cure(derive.type(), derivable)));
      return;
    }
    if (derive.arguments().size() != factType.fields().size()) {
      faults.add(
          derive
              .position()
              .fault(
                  factType.type()
                      + " has "
                      + factType.fields().size()
                      + " fields and is given "
                      + derive.arguments().size()
                      + " values",
                  "give the values of "
                      + String.join(", ", factType.fields().stream().map(Field::name).toList())));
    }
    for (Expression argument : derive.arguments()) {
      if (argument instanceof Expression.VariableField member) {
        check.member(member, scope);
      }
      ValueSource.variableOf(argument)
          .ifPresent(variable -> reasons.known(variable, scope, argument.position()));
    }
    derived.add(factType.type(), check.typesRead(), check.thresholdsRead());
    derivations.add(
        new Rule.Derivation(
            rule.name(), rule.when(), derive, assumes(rule, check, scope), rule.position()));
  }

  /** The words for what a derivation takes for granted, or null. */
  private @Nullable ReasonTemplate assumes(
      RuleDeclaration rule, ConditionCheck check, VariableScope scope) {
    for (Annotation annotation : rule.annotations()) {
      if (annotation.name().equals(Rule.Derivation.ASSUMES)) {
        return reasons.template(
            new Consequence.Exclude(
                annotation.value(), annotation.position(), annotation.position()),
            check,
            scope);
      }
      annotations.unknownOnDerivation(annotation);
    }
    return null;
  }

  private void guidance(
      RuleDeclaration rule,
      Consequence.Advise advise,
      ConditionCheck check,
      VariableScope scope,
      String file) {
    String id = Rule.idOf(rule.name());
    if (!id.matches(ID)) {
      faults.add(
          rule.position()
              .fault(
                  "\"" + rule.name() + "\" is no id of a rule",
                  "write \"topic/name\" in small letters and hyphens, or \"topic/name: case\""));
      return;
    }
    if (id.startsWith(Scope.PREFIX)) {
      faults.add(
          rule.then()
              .position()
              .fault(
                  "a scope advises nothing",
                  "write notApplicable.because(\"...\"), or give the rule another topic"));
      return;
    }
    place(rule, id, file);
    if (advise.priority() != null && Priority.of(advise.priority()).isEmpty()) {
      faults.add(
          advise
              .position()
              .fault(
                  "there is no advise." + advise.priority(),
                  "write advise.because, or advise.critical, .high, .medium or .low to raise the"
                      + " priority"));
    }
    if (rule.name().equals(id)) {
      annotations.check(rule);
      builder.declare(id, rule);
    } else {
      bare(
          rule,
          id,
          AdviceTemplates.ANNOTATIONS,
          "a case has no metadata of its own but its title and its action",
          "; to raise the priority write advise.critical(\"...\")");
    }
    add(rule, advise, Optional.ofNullable(advise.priority()).flatMap(Priority::of), check, scope);
  }

  /** A way in which an organisation is outside of a scope. */
  private void exclusion(
      RuleDeclaration rule,
      Consequence.Exclude exclude,
      ConditionCheck check,
      VariableScope scope) {
    String id = Rule.idOf(rule.name());
    if (!id.startsWith(Scope.PREFIX) || !id.matches(ID)) {
      faults.add(
          rule.position()
              .fault(
                  "\"" + rule.name() + "\" is no name of a scope",
                  "write \"scope/name\" in small letters and hyphens, or \"scope/name: case\""));
      return;
    }
    if (rule.name().equals(id)) {
      annotations.checkScope(rule);
      builder.declare(id, rule);
    } else {
      bare(rule, id, List.of(), "a case has no metadata of its own", "");
    }
    if (exclude.text().isBlank()) {
      faults.add(
          exclude
              .textPlace()
              .fault(
                  "\"" + rule.name() + "\" does not say why rules do not apply",
                  "write what the organisation is or lacks: \"There is no CTO.\""));
    }
    add(rule, exclude, Optional.empty(), check, scope);
  }

  private void bare(
      RuleDeclaration ofCase, String id, List<String> own, String problem, String besides) {
    ofCase.annotations().stream()
        .filter(annotation -> !own.contains(annotation.name()))
        .findFirst()
        .ifPresent(
            one ->
                faults.add(
                    one.position().fault(problem, "keep it on rule \"" + id + "\"" + besides)));
  }

  private void add(
      RuleDeclaration rule,
      Consequence.Worded worded,
      Optional<Priority> priority,
      ConditionCheck check,
      VariableScope scope) {
    ReasonTemplate reason = reasons.template(worded, check, scope);
    builder.bind(rule, check, scope);
    builder.add(
        new Rule.Case(
            rule.name(),
            rule.when(),
            priority.orElse(null),
            reason,
            AdviceTemplates.NONE,
            List.copyOf(check.thresholdsRead()),
            rule.position()),
        check.typesRead());
  }

  /** A rule stands in the file of its topic, or in a part of it: {@code topic.part.drl}. */
  private void place(RuleDeclaration rule, String id, String file) {
    String topic = file.substring(0, file.indexOf('.'));
    if (!id.startsWith(topic + "/")) {
      faults.add(
          rule.position()
              .fault(
                  "rule \"" + rule.name() + "\" stands in " + file,
                  "move it to "
                      + id.substring(0, id.indexOf('/'))
                      + ".drl, or call it \""
                      + topic
                      + "/...\""));
    }
  }

  List<Rule.Derivation> derivations() {
    return List.copyOf(derivations);
  }

  /** Returns the rules by id, and reports the faults that only all files together show. */
  SortedMap<String, Rule> rules() {
    derived.circles(derivations, faults);
    return builder.rules();
  }
}

package nestor.rulebook.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.Priority;
import nestor.rulebook.ReasonTemplate;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.Scope;
import nestor.rulebook.Section;
import nestor.rulebook.Threshold;
import nestor.rulebook.Vocabulary;
import nestor.rulebook.syntax.Annotation;
import nestor.rulebook.syntax.Consequence;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.RuleDeclaration;
import nestor.rulebook.syntax.RuleFile;
import org.jspecify.annotations.Nullable;

/**
 * Builder of rules from their declarations, with every fault of metadata, conditions and wording.
 */
final class RuleCheck {
  private static final String ID = "[a-z0-9-]+/[a-z0-9-]+";

  private final Map<String, FactType> factTypes;
  private final SortedMap<String, Threshold> thresholds;
  private final Set<String> faultyThresholds;
  private final Vocabulary vocabulary;
  private final AnnotationCheck annotations;
  private final List<Diagnostic> faults;
  private final ReasonCheck reasons;
  private final Map<String, SourcePosition> names = new LinkedHashMap<>();
  private final List<Rule.Derivation> derivations = new ArrayList<>();
  private final DerivedTypes derived = new DerivedTypes();
  private final Map<String, RuleDeclaration> main = new LinkedHashMap<>();
  private final Map<String, List<Rule.Case>> cases = new LinkedHashMap<>();
  private final Map<String, Set<String>> typesRead = new LinkedHashMap<>();
  private final Set<String> thresholdsRead = new LinkedHashSet<>();
  private final Set<String> broken = new LinkedHashSet<>();

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
    this.vocabulary = vocabulary;
    this.annotations = new AnnotationCheck(sources, faults);
    this.faults = faults;
    this.reasons = new ReasonCheck(faults);
  }

  void add(RuleFile file) {
    if (!file.faults().isEmpty()) {
      broken.add(file.name());
    }
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
    thresholdsRead.addAll(check.thresholdsRead());
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
      } else if (argument instanceof Expression.Variable variable) {
        reasons.known(variable.name(), scope, variable.position());
      }
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
      main.put(id, rule);
    } else {
      bare(rule, id, "; to raise the priority write advise.critical(\"...\")");
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
      main.put(id, rule);
    } else {
      bare(rule, id, "");
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

  private void bare(RuleDeclaration ofCase, String id, String besides) {
    if (!ofCase.annotations().isEmpty()) {
      faults.add(
          ofCase
              .annotations()
              .get(0)
              .position()
              .fault(
                  "a case has no metadata of its own", "keep it on rule \"" + id + "\"" + besides));
    }
  }

  private void add(
      RuleDeclaration rule,
      Consequence.Worded worded,
      Optional<Priority> priority,
      ConditionCheck check,
      VariableScope scope) {
    ReasonTemplate reason = reasons.template(worded, check, scope);
    typesRead.put(rule.name(), check.typesRead());
    cases
        .computeIfAbsent(Rule.idOf(rule.name()), i -> new ArrayList<>())
        .add(
            new Rule.Case(
                rule.name(),
                rule.when(),
                priority.orElse(null),
                reason,
                List.copyOf(check.thresholdsRead()),
                rule.position()));
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

  /** The rules by id, with the faults that only all files together show. */
  SortedMap<String, Rule> rules() {
    SortedMap<String, Rule> rules = new TreeMap<>();
    SortedMap<String, Scope> scopes = scopes();
    boolean all =
        broken.isEmpty()
            && cases.keySet().stream().filter(id -> id.startsWith(Scope.PREFIX)).count()
                == scopes.size();
    cases.forEach(
        (id, ofRule) -> {
          if (id.startsWith(Scope.PREFIX)) {
            return;
          }
          RuleDeclaration declaration = declaration(id, ofRule);
          if (declaration != null) {
            List<Rule.Case> whole = ofRule.stream().map(this::withDerivedThresholds).toList();
            List<Scope> named = annotations.scopes(declaration, scopes, all);
            rules.put(id, new Rule(guidance(id, declaration, whole, named), whole, named));
          }
        });
    derived.circles(derivations, faults);
    thresholds.forEach(
        (name, threshold) -> {
          // A rule that could not be read may be what reads it.
          if (!thresholdsRead.contains(name) && broken.isEmpty()) {
            faults.add(
                threshold
                    .position()
                    .fault(
                        "no rule reads the threshold '" + name + "'",
                        "use it in a rule, or delete it"));
          }
        });
    return rules;
  }

  private SortedMap<String, Scope> scopes() {
    SortedMap<String, Scope> scopes = new TreeMap<>();
    cases.forEach(
        (id, ofScope) -> {
          RuleDeclaration declaration =
              id.startsWith(Scope.PREFIX) ? declaration(id, ofScope) : null;
          if (declaration != null) {
            List<Rule.Case> whole = ofScope.stream().map(this::withDerivedThresholds).toList();
            if (whole.stream().anyMatch(c -> types(c).contains(BuiltInTypes.RECOMMENDATION))) {
              faults.add(
                  declaration
                      .position()
                      .fault(
                          "a scope cannot look at what is recommended",
                          "let it look at the organisation's own data"));
            }
            RuleMetadata metadata = guidance(id, declaration, whole, List.of());
            Scope scope = new Scope(new Rule(metadata, whole, List.of()));
            scopes.put(scope.name(), scope);
          }
        });
    return scopes;
  }

  /** The DRL rule with the metadata of these cases; a fault is added where there is none. */
  private @Nullable RuleDeclaration declaration(String id, List<Rule.Case> cases) {
    RuleDeclaration declaration = main.get(id);
    SourcePosition position = names.get(cases.get(0).name());
    // The rule itself may stand in what could not be read.
    if (declaration == null && position != null && !isBroken(position.file())) {
      faults.add(
          position.fault(
              "\"" + cases.get(0).name() + "\" is a case of no rule",
              "write rule \"" + id + "\" with its metadata before it"));
    }
    return declaration;
  }

  private boolean isBroken(String file) {
    return broken.contains(file);
  }

  /** The case with the thresholds that the facts it reads were derived with. */
  private Rule.Case withDerivedThresholds(Rule.Case ofRule) {
    Set<String> used = new LinkedHashSet<>(ofRule.thresholds());
    types(ofRule).forEach(type -> used.addAll(derived.thresholds(type)));
    return new Rule.Case(
        ofRule.name(),
        ofRule.when(),
        ofRule.priority(),
        ofRule.reason(),
        List.copyOf(used),
        ofRule.position());
  }

  /** Returns the types that a case reads, and all types from which those are derived. */
  private Set<String> types(Rule.Case ofRule) {
    return derived.reached(typesRead.getOrDefault(ofRule.name(), Set.of()));
  }

  private RuleMetadata guidance(
      String id, RuleDeclaration declaration, List<Rule.Case> ofRule, List<Scope> scopes) {
    Set<String> used = new LinkedHashSet<>();
    Set<String> types = new LinkedHashSet<>();
    Stream.concat(
            ofRule.stream(), scopes.stream().flatMap(scope -> scope.exclusion().cases().stream()))
        .forEach(
            ofEither -> {
              used.addAll(ofEither.thresholds());
              types.addAll(types(ofEither));
            });
    List<String> sections =
        vocabulary.sections().stream()
            .filter(section -> types.contains(section.type()))
            .map(Section::name)
            .toList();
    return AnnotationCheck.metadata(id, declaration, List.copyOf(used), sections);
  }
}

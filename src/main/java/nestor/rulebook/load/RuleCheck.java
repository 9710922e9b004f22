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
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.Priority;
import nestor.rulebook.ReasonTemplate;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.Section;
import nestor.rulebook.Threshold;
import nestor.rulebook.Vocabulary;
import nestor.rulebook.load.VariableScope.Meaning;
import nestor.rulebook.syntax.Consequence;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.RuleDeclaration;
import nestor.rulebook.syntax.RuleFile;

/**
 * Builder of rules from their declarations, with every fault of metadata, conditions and wording.
 */
final class RuleCheck {
  private final Map<String, FactType> shapes;
  private final SortedMap<String, Threshold> thresholds;
  private final Set<String> faultyThresholds;
  private final Vocabulary vocabulary;
  private final AnnotationCheck annotations;
  private final List<Diagnostic> faults;
  private final Map<String, SourcePosition> names = new LinkedHashMap<>();
  private final List<Rule.Derivation> derivations = new ArrayList<>();
  private final Map<String, Set<String>> derivedFrom = new LinkedHashMap<>();
  private final Map<String, RuleDeclaration> main = new LinkedHashMap<>();
  private final Map<String, List<Rule.Case>> cases = new LinkedHashMap<>();
  private final Map<String, Set<String>> typesRead = new LinkedHashMap<>();
  private final Map<String, Set<String>> thresholdsOfDerived = new LinkedHashMap<>();
  private final Set<String> thresholdsRead = new LinkedHashSet<>();
  private final Set<String> broken = new LinkedHashSet<>();

  RuleCheck(
      Map<String, FactType> shapes,
      SortedMap<String, Threshold> thresholds,
      Set<String> faultyThresholds,
      Vocabulary vocabulary,
      Set<String> sources,
      List<Diagnostic> faults) {
    this.shapes = shapes;
    this.thresholds = thresholds;
    this.faultyThresholds = faultyThresholds;
    this.vocabulary = vocabulary;
    this.annotations = new AnnotationCheck(sources, faults);
    this.faults = faults;
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
    ConditionCheck check = new ConditionCheck(shapes, thresholds, faultyThresholds, faults);
    VariableScope scope = check.check(rule.when());
    thresholdsRead.addAll(check.thresholdsRead());
    rule.then()
        .visit(
            advise -> guidance(rule, advise, check, scope, file),
            derive -> derivation(rule, derive, check, scope));
  }

  private void derivation(
      RuleDeclaration rule, Consequence.Derive derive, ConditionCheck check, VariableScope scope) {
    FactType factType = shapes.get(derive.type());
    if (factType == null || factType.kind() != FactType.Kind.DERIVED) {
      List<String> derivable =
          shapes.values().stream()
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
        known(variable.name(), scope, variable.position());
      }
    }
    derivedFrom
        .computeIfAbsent(factType.type(), t -> new LinkedHashSet<>())
        .addAll(check.typesRead());
    thresholdsOfDerived
        .computeIfAbsent(factType.type(), t -> new LinkedHashSet<>())
        .addAll(check.thresholdsRead());
    derivations.add(new Rule.Derivation(rule.name(), rule.when(), derive, rule.position()));
  }

  private void guidance(
      RuleDeclaration rule,
      Consequence.Advise advise,
      ConditionCheck check,
      VariableScope scope,
      String file) {
    String id = Rule.idOf(rule.name());
    if (!id.matches("[a-z0-9-]+/[a-z0-9-]+")) {
      faults.add(
          rule.position()
              .fault(
                  "\"" + rule.name() + "\" is no id of a rule",
                  "write \"topic/name\" in small letters and hyphens, or \"topic/name: case\""));
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
    } else if (!rule.annotations().isEmpty()) {
      faults.add(
          rule.annotations()
              .get(0)
              .position()
              .fault(
                  "a case has no metadata of its own",
                  "keep it on rule \""
                      + id
                      + "\"; to raise the priority write advise.critical(\"...\")"));
    }
    ReasonTemplate reason = units(ReasonTemplate.parse(advise, faults), check, scope);
    typesRead.put(rule.name(), check.typesRead());
    cases
        .computeIfAbsent(id, i -> new ArrayList<>())
        .add(
            new Rule.Case(
                rule.name(),
                rule.when(),
                Optional.ofNullable(advise.priority()).flatMap(Priority::of).orElse(null),
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

  /** The wording with the units of its values, which the conditions know. */
  private ReasonTemplate units(ReasonTemplate template, ConditionCheck check, VariableScope scope) {
    List<ReasonTemplate.Part> parts = new ArrayList<>();
    for (ReasonTemplate.Part part : template.parts()) {
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

  private Meaning known(String variable, VariableScope scope, SourcePosition position) {
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

  List<Rule.Derivation> derivations() {
    return List.copyOf(derivations);
  }

  /** The rules by id, with the faults that only all files together show. */
  SortedMap<String, Rule> rules() {
    SortedMap<String, Rule> rules = new TreeMap<>();
    cases.forEach(
        (id, ofRule) -> {
          RuleDeclaration declaration = main.get(id);
          if (declaration == null) {
            SourcePosition position = names.get(ofRule.get(0).name());
            // The rule itself may stand in what could not be read.
            if (position != null && !isBroken(position.file())) {
              faults.add(
                  position.fault(
                      "\"" + ofRule.get(0).name() + "\" is a case of no rule",
                      "write rule \"" + id + "\" with its metadata before it"));
            }
            return;
          }
          List<Rule.Case> whole = ofRule.stream().map(this::withDerivedThresholds).toList();
          rules.put(id, new Rule(guidance(id, declaration, whole), whole));
        });
    circles();
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

  private boolean isBroken(String file) {
    return broken.contains(file);
  }

  /** The case with the thresholds that the facts it reads were derived with. */
  private Rule.Case withDerivedThresholds(Rule.Case ofRule) {
    Set<String> used = new LinkedHashSet<>(ofRule.thresholds());
    types(ofRule).forEach(type -> used.addAll(thresholdsOfDerived.getOrDefault(type, Set.of())));
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
    Set<String> types = new LinkedHashSet<>();
    typesRead.getOrDefault(ofRule.name(), Set.of()).forEach(type -> reach(type, types));
    return types;
  }

  private RuleMetadata guidance(String id, RuleDeclaration declaration, List<Rule.Case> ofRule) {
    Set<String> used = new LinkedHashSet<>();
    ofRule.forEach(c -> used.addAll(c.thresholds()));
    Set<String> types = new LinkedHashSet<>();
    ofRule.forEach(c -> types.addAll(types(c)));
    List<String> sections =
        vocabulary.sections().stream()
            .filter(section -> types.contains(section.type()))
            .map(Section::name)
            .toList();
    return AnnotationCheck.metadata(id, declaration, List.copyOf(used), sections);
  }

  private void reach(String type, Set<String> reached) {
    if (reached.add(type)) {
      derivedFrom.getOrDefault(type, Set.of()).forEach(from -> reach(from, reached));
    }
  }

  private void circles() {
    for (Rule.Derivation derivation : derivations) {
      Set<String> reached = new LinkedHashSet<>();
      derivedFrom.getOrDefault(derivation.then().type(), Set.of()).forEach(t -> reach(t, reached));
      if (reached.contains(derivation.then().type())) {
        faults.add(
            derivation
                .then()
                .position()
                .fault(
                    derivation.then().type() + " is derived from itself",
                    "derive it from the organisation's own data only"));
      }
    }
  }
}

package nestor.rulebook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import nestor.rulebook.Scope.Meaning;
import nestor.rulebook.language.Annotation;
import nestor.rulebook.language.Consequence;
import nestor.rulebook.language.Expression;
import nestor.rulebook.language.Place;
import nestor.rulebook.language.RuleDeclaration;
import nestor.rulebook.language.RuleFile;
import org.jspecify.annotations.Nullable;

/** Makes rules of declarations, with every fault of their metadata, conditions and words. */
final class RuleCheck {
  private static final List<String> NEEDED =
      List.of("title", "action", "owner", "priority", "source");
  private static final Set<String> KNOWN =
      Set.of("title", "action", "owner", "priority", "source", "effort", "note", Guidance.DRAFT);
  private static final List<String> PRIORITIES = List.of("critical", "high", "medium", "low");

  private final Map<String, Shape> shapes;
  private final SortedMap<String, Threshold> thresholds;
  private final Set<String> faultyThresholds;
  private final Vocabulary vocabulary;
  private final Set<String> sources;
  private final List<Fault> faults;
  private final Map<String, Place> names = new LinkedHashMap<>();
  private final List<Rule.Derivation> derivations = new ArrayList<>();
  private final Map<String, Set<String>> derivedFrom = new LinkedHashMap<>();
  private final Map<String, RuleDeclaration> main = new LinkedHashMap<>();
  private final Map<String, List<Rule.Case>> cases = new LinkedHashMap<>();
  private final Map<String, Set<String>> typesRead = new LinkedHashMap<>();
  private final Map<String, Set<String>> thresholdsOfDerived = new LinkedHashMap<>();
  private final Set<String> thresholdsRead = new LinkedHashSet<>();
  private final Set<String> broken = new LinkedHashSet<>();

  RuleCheck(
      Map<String, Shape> shapes,
      SortedMap<String, Threshold> thresholds,
      Set<String> faultyThresholds,
      Vocabulary vocabulary,
      Set<String> sources,
      List<Fault> faults) {
    this.shapes = shapes;
    this.thresholds = thresholds;
    this.faultyThresholds = faultyThresholds;
    this.vocabulary = vocabulary;
    this.sources = sources;
    this.faults = faults;
  }

  void add(RuleFile file) {
    if (!file.faults().isEmpty()) {
      broken.add(file.name());
    }
    file.rules().forEach(rule -> add(rule, file.name()));
  }

  private void add(RuleDeclaration rule, String file) {
    Place former = names.putIfAbsent(rule.name(), rule.place());
    if (former != null) {
      faults.add(
          rule.place()
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
    Scope scope = check.check(rule.when());
    thresholdsRead.addAll(check.thresholdsRead());
    if (rule.then() instanceof Consequence.Derive derive) {
      derivation(rule, derive, check, scope);
    } else if (rule.then() instanceof Consequence.Advise advise) {
      guidance(rule, advise, check, scope, file);
    }
  }

  private void derivation(
      RuleDeclaration rule, Consequence.Derive derive, ConditionCheck check, Scope scope) {
    Shape shape = shapes.get(derive.type());
    if (shape == null || shape.kind() != Shape.Kind.DERIVED) {
      List<String> derivable =
          shapes.values().stream()
              .filter(s -> s.kind() == Shape.Kind.DERIVED)
              .map(Shape::type)
              .toList();
      faults.add(
          derive
              .place()
              .fault(
                  "'" + derive.type() + "' is no type that rules derive",
                  Nearest.cure(derive.type(), derivable)));
      return;
    }
    if (derive.arguments().size() != shape.fields().size()) {
      faults.add(
          derive
              .place()
              .fault(
                  shape.type()
                      + " has "
                      + shape.fields().size()
                      + " fields and is given "
                      + derive.arguments().size()
                      + " values",
                  "give the values of "
                      + String.join(", ", shape.fields().stream().map(Field::name).toList())));
    }
    for (Expression argument : derive.arguments()) {
      if (argument instanceof Expression.VariableField member) {
        check.member(member, scope);
      } else if (argument instanceof Expression.Variable variable) {
        known(variable.name(), scope, variable.place());
      }
    }
    derivedFrom.computeIfAbsent(shape.type(), t -> new LinkedHashSet<>()).addAll(check.typesRead());
    thresholdsOfDerived
        .computeIfAbsent(shape.type(), t -> new LinkedHashSet<>())
        .addAll(check.thresholdsRead());
    derivations.add(new Rule.Derivation(rule.name(), rule.when(), derive, rule.place()));
  }

  private void guidance(
      RuleDeclaration rule,
      Consequence.Advise advise,
      ConditionCheck check,
      Scope scope,
      String file) {
    String id = Rule.idOf(rule.name());
    String topic = file.replaceAll("\\.drl$", "");
    if (!id.matches("[a-z0-9-]+/[a-z0-9-]+")) {
      faults.add(
          rule.place()
              .fault(
                  "\"" + rule.name() + "\" is no id of a rule",
                  "write \"topic/name\" in small letters and hyphens, or \"topic/name: case\""));
      return;
    }
    if (!id.startsWith(topic + "/")) {
      faults.add(
          rule.place()
              .fault(
                  "rule \"" + rule.name() + "\" stands in " + file,
                  "move it to "
                      + id.substring(0, id.indexOf('/'))
                      + ".drl, or call it \""
                      + topic
                      + "/...\""));
    }
    if (advise.priority() != null && !PRIORITIES.contains(advise.priority())) {
      faults.add(
          advise
              .place()
              .fault(
                  "there is no advise." + advise.priority(),
                  "write advise.because, or advise.critical, .high, .medium or .low to raise the"
                      + " priority"));
    }
    if (rule.name().equals(id)) {
      metadata(rule);
      main.put(id, rule);
    } else if (!rule.annotations().isEmpty()) {
      faults.add(
          rule.annotations()
              .get(0)
              .place()
              .fault(
                  "a case has no metadata of its own",
                  "keep it on rule \""
                      + id
                      + "\"; to raise the priority write advise.critical(\"...\")"));
    }
    Wording reason = units(Wording.parse(advise, faults), check, scope);
    typesRead.put(rule.name(), check.typesRead());
    cases
        .computeIfAbsent(id, i -> new ArrayList<>())
        .add(
            new Rule.Case(
                rule.name(),
                rule.when(),
                advise.priority(),
                reason,
                List.copyOf(check.thresholdsRead()),
                rule.place()));
  }

  private void metadata(RuleDeclaration rule) {
    for (Annotation annotation : rule.annotations()) {
      if (!KNOWN.contains(annotation.name())) {
        faults.add(
            annotation
                .place()
                .fault(
                    "@" + annotation.name() + " says nothing on a rule",
                    Nearest.cure(annotation.name(), KNOWN)));
      }
    }
    for (String name : NEEDED) {
      if (text(rule, name) == null) {
        faults.add(
            rule.place()
                .fault(
                    "rule \"" + rule.name() + "\" has no @" + name,
                    name.equals("source")
                        ? "say where it comes from: @source(\"document, section\")"
                        : "add @" + name + "(\"...\") below the id"));
      }
    }
    oneOf(rule, "priority", PRIORITIES);
    oneOf(rule, "effort", Guidance.EFFORTS);
    String source = text(rule, "source");
    if (source != null) {
      for (Guidance.Citation citation : citations(source)) {
        if (!sources.contains(citation.document()) || citation.section().isEmpty()) {
          faults.add(
              rule.annotation("source")
                  .orElseThrow()
                  .place()
                  .fault(
                      "@source(\"" + source + "\") names no known document and section",
                      citation.section().isEmpty()
                          ? "write @source(\"document, section\")"
                          : Nearest.cure(citation.document(), sources)));
        }
      }
    }
  }

  private void oneOf(RuleDeclaration rule, String name, List<String> values) {
    String text = text(rule, name);
    if (text != null && !values.contains(text)) {
      faults.add(
          rule.annotation(name)
              .orElseThrow()
              .place()
              .fault("'" + text + "' is no " + name, Nearest.cure(text, values)));
    }
  }

  private static @Nullable String text(RuleDeclaration rule, String name) {
    return rule.annotation(name).map(Annotation::value).filter(v -> !v.isBlank()).orElse(null);
  }

  private static List<Guidance.Citation> citations(String source) {
    List<Guidance.Citation> citations = new ArrayList<>();
    for (String one : source.split(";")) {
      int comma = one.indexOf(',');
      citations.add(
          new Guidance.Citation(
              (comma < 0 ? one : one.substring(0, comma)).strip(),
              comma < 0 ? "" : one.substring(comma + 1).strip()));
    }
    return List.copyOf(citations);
  }

  /** The wording with the units of its values, which the conditions know. */
  private Wording units(Wording wording, ConditionCheck check, Scope scope) {
    List<Wording.Part> parts = new ArrayList<>();
    for (Wording.Part part : wording.parts()) {
      if (part instanceof Wording.Value value) {
        Meaning meaning =
            value.field() == null
                ? known(value.variable(), scope, value.place())
                : check.member(
                    new Expression.VariableField(value.variable(), value.field(), value.place()),
                    scope);
        if (meaning.fact() != null) {
          faults.add(
              value
                  .place()
                  .fault(
                      "{" + value.variable() + "} is a whole " + meaning.fact().type(),
                      "name a field: {" + value.variable() + ".field}"));
        }
        parts.add(
            new Wording.Value(
                value.variable(), value.field(), meaning.unit(), value.filters(), value.place()));
      } else {
        parts.add(part);
      }
    }
    return new Wording(List.copyOf(parts));
  }

  private Meaning known(String variable, Scope scope, Place place) {
    Meaning meaning = scope.get(variable);
    if (meaning == null) {
      List<String> bound = new ArrayList<>();
      scope.variables().forEach(bound::add);
      faults.add(place.fault(variable + " is not bound here", Nearest.cure(variable, bound)));
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
            Place place = names.get(ofRule.get(0).name());
            // The rule itself may stand in what could not be read.
            if (place != null && !isBroken(place.file())) {
              faults.add(
                  place.fault(
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
                    .place()
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
        ofRule.place());
  }

  /** The types that a case reads, and all that those are derived from. */
  private Set<String> types(Rule.Case ofRule) {
    Set<String> types = new LinkedHashSet<>();
    typesRead.getOrDefault(ofRule.name(), Set.of()).forEach(type -> reach(type, types));
    return types;
  }

  private Guidance guidance(String id, RuleDeclaration declaration, List<Rule.Case> ofRule) {
    Set<String> used = new LinkedHashSet<>();
    ofRule.forEach(c -> used.addAll(c.thresholds()));
    Set<String> types = new LinkedHashSet<>();
    ofRule.forEach(c -> types.addAll(types(c)));
    return new Guidance(
        id,
        or(text(declaration, "title")),
        or(text(declaration, "action")),
        or(text(declaration, "owner")),
        or(text(declaration, "priority")),
        text(declaration, "effort"),
        text(declaration, "note"),
        citations(or(text(declaration, "source"))),
        List.copyOf(used),
        vocabulary.sections().stream()
            .filter(s -> types.contains(s.type()))
            .map(Section::name)
            .toList(),
        declaration.place().file(),
        declaration.place().line(),
        declaration.annotation(Guidance.DRAFT).isPresent());
  }

  private static String or(@Nullable String text) {
    return text == null ? "" : text;
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
                .place()
                .fault(
                    derivation.then().type() + " is derived from itself",
                    "derive it from the organisation's own data only"));
      }
    }
  }
}

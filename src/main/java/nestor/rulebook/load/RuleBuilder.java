package nestor.rulebook.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.AdviceTemplates;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.Scope;
import nestor.rulebook.Section;
import nestor.rulebook.Threshold;
import nestor.rulebook.Vocabulary;
import nestor.rulebook.syntax.RuleDeclaration;
import nestor.rulebook.syntax.RuleFile;
import org.jspecify.annotations.Nullable;

/**
 * Builder of rules from their cases, which may lie in several files, with the thresholds, sections
 * and scopes that they come to rest on. {@link RuleCheck} checks each declaration before.
 */
final class RuleBuilder {
  private final SortedMap<String, Threshold> thresholds;
  private final Vocabulary vocabulary;
  private final AnnotationCheck annotations;
  private final DerivedTypes derived;
  private final List<Diagnostic> faults;
  private final AdviceTemplateCheck words;
  private final Map<String, RuleDeclaration> main = new LinkedHashMap<>();
  private final Map<String, List<Rule.Case>> cases = new LinkedHashMap<>();
  private final Map<String, Set<String>> typesRead = new LinkedHashMap<>();
  private final Map<String, AdviceTemplates> ownWords = new HashMap<>();
  private final Set<String> thresholdsRead = new LinkedHashSet<>();
  private final List<RuleFile> broken = new ArrayList<>();

  RuleBuilder(
      SortedMap<String, Threshold> thresholds,
      Vocabulary vocabulary,
      AnnotationCheck annotations,
      DerivedTypes derived,
      List<Diagnostic> faults) {
    this.thresholds = thresholds;
    this.vocabulary = vocabulary;
    this.annotations = annotations;
    this.derived = derived;
    this.faults = faults;
    this.words = new AdviceTemplateCheck(faults);
  }

  /** Notes a file of rules: rules may be missing from one that has faults of syntax. */
  void read(RuleFile file) {
    if (!file.faults().isEmpty()) {
      broken.add(file);
    }
  }

  /** Adds the declaration that bears the metadata of a rule. */
  void declare(String id, RuleDeclaration rule) {
    main.put(id, rule);
  }

  /** Adds a case with the types of facts that it reads. */
  void add(Rule.Case ofRule, Set<String> types) {
    typesRead.put(ofRule.name(), types);
    cases.computeIfAbsent(Rule.idOf(ofRule.name()), i -> new ArrayList<>()).add(ofRule);
  }

  /** Notes what a case binds, which the title and the action of its rule may name. */
  void bind(RuleDeclaration rule, ConditionCheck check, VariableScope scope) {
    String id = Rule.idOf(rule.name());
    words.add(id, check, scope);
    if (!rule.name().equals(id)) {
      ownWords.put(rule.name(), words.ofCase(rule, check, scope));
    }
  }

  void readsThresholds(Set<String> names) {
    thresholdsRead.addAll(names);
  }

  /** Returns the rules by id, and reports the faults that only all files together show. */
  SortedMap<String, Rule> rules() {
    SortedMap<String, Rule> rules = new TreeMap<>();
    SortedMap<String, Scope> scopes = scopes();
    cases.forEach(
        (id, ofRule) -> {
          if (id.startsWith(Scope.PREFIX)) {
            return;
          }
          RuleDeclaration declaration = declaration(id, ofRule);
          if (declaration != null) {
            List<Rule.Case> whole = ofRule.stream().map(this::withDerivedThresholds).toList();
            List<Scope> named =
                annotations.scopes(declaration, scopes, name -> mayBeScope(name, scopes.keySet()));
            rules.put(
                id,
                new Rule(
                    guidance(id, declaration, whole, named),
                    whole,
                    named,
                    words.words(id, declaration)));
          }
        });
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
            Scope scope =
                new Scope(new Rule(metadata, whole, List.of(), words.words(id, declaration)));
            scopes.put(scope.name(), scope);
          }
        });
    return scopes;
  }

  /** The DRL rule with the metadata of these cases; a fault is added where there is none. */
  private @Nullable RuleDeclaration declaration(String id, List<Rule.Case> cases) {
    RuleDeclaration declaration = main.get(id);
    SourcePosition position = cases.get(0).position();
    // The rule itself may stand in what could not be read.
    if (declaration == null && !isBroken(position.file())) {
      faults.add(
          position.fault(
              "\"" + cases.get(0).name() + "\" is a case of no rule",
              "write rule \"" + id + "\" with its metadata before it"));
    }
    return declaration;
  }

  /**
   * Whether a name that is not known may be one of a scope with faults of its own, or of one that a
   * broken file lacks. A name that is much like a known one is taken for a slip all the same.
   */
  private boolean mayBeScope(String name, Set<String> known) {
    String id = Scope.PREFIX + name;
    return cases.containsKey(id)
        || broken.stream().anyMatch(file -> file.text().contains("\"" + id))
        || (!broken.isEmpty() && Suggestions.to(name, known).isEmpty());
  }

  private boolean isBroken(String file) {
    return broken.stream().anyMatch(one -> one.name().equals(file));
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
        ownWords.getOrDefault(ofRule.name(), AdviceTemplates.NONE),
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

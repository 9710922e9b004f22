package nestor.rulebook.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.Effort;
import nestor.rulebook.Priority;
import nestor.rulebook.ReasonTemplate;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.Scope;
import nestor.rulebook.syntax.Annotation;
import nestor.rulebook.syntax.RuleDeclaration;
import org.jspecify.annotations.Nullable;

/**
 * Check of the annotations of a rule, and the metadata that they make. Conditions are checked by
 * {@link ConditionCheck}.
 */
final class AnnotationCheck {
  private static final List<String> NEEDED =
      List.of("title", "action", "owner", "priority", "source");
  private static final Set<String> KNOWN =
      Set.of(
          "title",
          RuleMetadata.WHEN_CLEAR,
          "action",
          "owner",
          "priority",
          "source",
          "effort",
          "note",
          Scope.ANNOTATION,
          RuleMetadata.DRAFT);

  private static final Set<String> KNOWN_OF_DERIVATIONS =
      Set.of(Rule.Derivation.ASSUMES, RuleMetadata.DRAFT);

  /** Annotations of the first DRL rule of a scope; the title is needed. */
  private static final Set<String> KNOWN_OF_SCOPES = Set.of("title", "note");

  private final Set<String> sources;
  private final List<Diagnostic> faults;

  /**
   * @param sources the keys of the documents that can be cited
   * @param faults takes what is found
   */
  AnnotationCheck(Set<String> sources, List<Diagnostic> faults) {
    this.sources = sources;
    this.faults = faults;
  }

  /** Finds what is missing or unknown on a scope. */
  void checkScope(RuleDeclaration scope) {
    known(scope, KNOWN_OF_SCOPES, "a scope");
    if (text(scope, "title") == null) {
      faults.add(
          scope
              .position()
              .fault(
                  "\"" + scope.name() + "\" has no @title",
                  "say whom it holds: @title(\"organisations with a CTO\")"));
    }
  }

  /** Finds that an annotation says nothing on a derivation. */
  void unknownOnDerivation(Annotation annotation) {
    if (!KNOWN_OF_DERIVATIONS.contains(annotation.name())) {
      unknown(annotation, KNOWN_OF_DERIVATIONS, "a rule that derives facts");
    }
  }

  private void unknown(Annotation annotation, Set<String> known, String on) {
    faults.add(
        annotation
            .position()
            .fault(
                "@" + annotation.name() + " says nothing on " + on,
                Suggestions.cure(annotation.name(), known)));
  }

  private void known(RuleDeclaration rule, Set<String> known, String on) {
    for (Annotation annotation : rule.annotations()) {
      if (!known.contains(annotation.name())) {
        unknown(annotation, known, on);
      }
    }
  }

  /**
   * The scopes that a rule names.
   *
   * @param faulty whether a name may be one of a scope that has faults of its own
   */
  List<Scope> scopes(
      RuleDeclaration rule, SortedMap<String, Scope> known, Predicate<String> faulty) {
    List<Scope> scopes = new ArrayList<>();
    for (String name : Scope.namesIn(rule)) {
      Scope scope = known.get(name);
      if (scope != null) {
        scopes.add(scope);
      } else if (!faulty.test(name)) {
        faults.add(
            rule.annotation(Scope.ANNOTATION)
                .orElseThrow()
                .position()
                .fault(
                    "there is no scope '" + name + "'",
                    known.isEmpty()
                        ? "write rule \"" + Scope.PREFIX + "name\" that says when it ends"
                        : Suggestions.cure(name, known.keySet())));
      }
    }
    return List.copyOf(scopes);
  }

  /** Finds what is missing, unknown or no value that the annotation can have. */
  void check(RuleDeclaration rule) {
    known(rule, KNOWN, "a rule");
    for (String name : NEEDED) {
      if (text(rule, name) == null) {
        faults.add(
            rule.position()
                .fault(
                    "rule \"" + rule.name() + "\" has no @" + name,
                    name.equals("source")
                        ? "say where it comes from: @source(\"document, section\")"
                        : "add @" + name + "(\"...\") below the id"));
      }
    }
    oneOf(rule, "priority", Priority.WORDS);
    oneOf(rule, "effort", Effort.WORDS);
    String source = text(rule, "source");
    if (source != null) {
      for (RuleMetadata.Citation citation : citations(source)) {
        if (!sources.contains(citation.document()) || citation.section().isEmpty()) {
          faults.add(
              rule.annotation("source")
                  .orElseThrow()
                  .position()
                  .fault(
                      "@source(\"" + source + "\") names no known document and section",
                      citation.section().isEmpty()
                          ? "write @source(\"document, section\")"
                          : Suggestions.cure(citation.document(), sources)));
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
              .position()
              .fault("'" + text + "' is no " + name, Suggestions.cure(text, values)));
    }
  }

  private static @Nullable String text(RuleDeclaration rule, String name) {
    return rule.annotation(name).map(Annotation::value).filter(v -> !v.isBlank()).orElse(null);
  }

  private static List<RuleMetadata.Citation> citations(String source) {
    List<RuleMetadata.Citation> citations = new ArrayList<>();
    for (String one : source.split(";")) {
      int comma = one.indexOf(',');
      citations.add(
          new RuleMetadata.Citation(
              (comma < 0 ? one : one.substring(0, comma)).strip(),
              comma < 0 ? "" : one.substring(comma + 1).strip()));
    }
    return List.copyOf(citations);
  }

  /** The metadata of a rule; of one with faults as much as it says. */
  static RuleMetadata metadata(
      String id, RuleDeclaration rule, List<String> thresholds, List<String> sections) {
    return new RuleMetadata(
        id,
        ReasonTemplate.general(or(text(rule, "title"))),
        text(rule, RuleMetadata.WHEN_CLEAR),
        ReasonTemplate.general(or(text(rule, "action"))),
        or(text(rule, "owner")),
        // Without a priority the rule has a fault, and there is no rulebook.
        Priority.of(or(text(rule, "priority"))).orElse(Priority.LOW),
        Effort.of(or(text(rule, "effort"))).orElse(null),
        text(rule, "note"),
        citations(or(text(rule, "source"))),
        thresholds,
        sections,
        rule.position().file(),
        rule.position().line(),
        rule.annotation(RuleMetadata.DRAFT).isPresent());
  }

  private static String or(@Nullable String text) {
    return text == null ? "" : text;
  }
}

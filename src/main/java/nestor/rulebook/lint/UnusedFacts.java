package nestor.rulebook.lint;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import nestor.diagnostics.SourcePosition;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.FactType;
import nestor.rulebook.Threshold;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.Annotation;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Conditions;
import nestor.rulebook.syntax.Consequence;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.RuleDeclaration;

/**
 * Lints {@code unread-fact}, {@code unread-dimension}, {@code unread-table} and {@code never-
 * there}: facts that no rule reads, and those that are read and never exist.
 */
final class UnusedFacts {
  private final ParsedRulebook parsed;
  private final Derivations derivations;
  private final List<LintWarning> warnings;
  private final Set<String> read = new TreeSet<>();
  private final Set<String> dimensionsRead = new TreeSet<>();

  UnusedFacts(ParsedRulebook parsed, Derivations derivations, List<LintWarning> warnings) {
    this.parsed = parsed;
    this.derivations = derivations;
    this.warnings = warnings;
    for (RuleDeclaration rule : derivations.rules()) {
      for (Condition.Pattern pattern : Conditions.patterns(rule.when())) {
        read.add(pattern.type());
        if (pattern.type().equals(BuiltInTypes.DIMENSION)) {
          Conditions.requiredText(pattern, "name").ifPresent(dimensionsRead::add);
        }
      }
      rule.annotation("owner")
          .map(Annotation::value)
          .ifPresent(owner -> dimensionsRead.add(BuiltInTypes.ACTS_FOR + owner));
    }
    for (Threshold threshold : parsed.thresholds().values()) {
      threshold.variants().forEach(variant -> dimensionsRead.add(variant.dimension()));
    }
  }

  void report() {
    parsed.files().forEach(file -> file.types().forEach(t -> type(t.name(), t.position())));
    derivations.of(BuiltInTypes.DIMENSION).forEach(this::dimension);
  }

  private void type(String type, SourcePosition position) {
    FactType factType = parsed.shapes().get(type);
    if (factType == null) {
      return;
    }
    boolean table = factType.kind() == FactType.Kind.TABLE;
    boolean derived = factType.kind() == FactType.Kind.DERIVED;
    if (table && !read.contains(type)) {
      warnings.add(
          new LintWarning(
              LintWarning.Kind.UNREAD_TABLE,
              position.fault(
                  "no rule reads the table " + type, "read it in a rule, or delete it")));
    } else if (derived && !read.contains(type)) {
      warnings.add(
          new LintWarning(
              LintWarning.Kind.UNREAD_FACT,
              position.fault(
                  "no rule reads " + type,
                  "read it in a rule, or delete it and the rules that derive it")));
    } else if (table && parsed.tables().getOrDefault(type, List.of()).isEmpty()) {
      warnings.add(
          new LintWarning(
              LintWarning.Kind.NEVER_THERE,
              position.fault(
                  "the table " + type + " has no rows",
                  "add rows to it in tables.yaml or in " + type + ".csv")));
    } else if (derived && derivations.of(type).isEmpty()) {
      warnings.add(
          new LintWarning(
              LintWarning.Kind.NEVER_THERE,
              position.fault(
                  "no rule derives " + type,
                  "write a rule that ends with insertLogical(new " + type + "(...));")));
    }
  }

  private void dimension(RuleDeclaration rule) {
    Consequence.Derive derive = (Consequence.Derive) rule.then();
    if (!derive.arguments().isEmpty()
        && derive.arguments().get(0) instanceof Expression.Literal name
        && !dimensionsRead.contains(String.valueOf(name.value()))) {
      warnings.add(
          new LintWarning(
              LintWarning.Kind.UNREAD_DIMENSION,
              name.position()
                  .fault(
                      "no threshold varies by '" + name.value() + "'",
                      "give a threshold variants of it, or delete the rule")));
    }
  }
}

package nestor.rulebook.lint;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Threshold;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.Annotation;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Conditions;
import nestor.rulebook.syntax.Consequence;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.RuleDeclaration;

/** Lint {@code unread-dimension}: dimensions by which no threshold varies. */
final class UnreadDimensionLint implements Lint {
  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.UNREAD_DIMENSION;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    Set<String> read = read(parsed, derivations);
    for (RuleDeclaration rule : derivations.of(BuiltInTypes.DIMENSION)) {
      Consequence.Derive derive = (Consequence.Derive) rule.then();
      if (!derive.arguments().isEmpty()
          && derive.arguments().get(0) instanceof Expression.Literal name
          && !read.contains(String.valueOf(name.value()))) {
        found.accept(
            name.position()
                .fault(
                    "no threshold varies by '" + name.value() + "'",
                    "give a threshold variants of it, or delete the rule"));
      }
    }
  }

  /** The names of the dimensions that a threshold, a rule or the choice of an owner reads. */
  private static Set<String> read(ParsedRulebook parsed, Derivations derivations) {
    Set<String> read = new TreeSet<>();
    for (RuleDeclaration rule : derivations.rules()) {
      for (Condition.Pattern pattern : Conditions.patterns(rule.when())) {
        if (pattern.type().equals(BuiltInTypes.DIMENSION)) {
          Conditions.requiredText(pattern, "name").ifPresent(read::add);
        }
      }
      rule.annotation("owner")
          .map(Annotation::value)
          .ifPresent(owner -> read.add(BuiltInTypes.ACTS_FOR + owner));
    }
    for (Threshold threshold : parsed.thresholds().values()) {
      threshold.variants().forEach(variant -> read.add(variant.dimension()));
    }
    return read;
  }
}

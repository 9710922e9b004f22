package nestor.rulebook.lint;

import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.Annotation;
import nestor.rulebook.syntax.RuleDeclaration;

/** Lint {@code order-when-clear}: a rule that gives an order where nothing is to do. */
final class OrderWhenClearLint implements Lint {
  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.ORDER_WHEN_CLEAR;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    derivations.guidance().stream()
        .filter(rule -> rule.annotation(RuleMetadata.DRAFT).isEmpty())
        .forEach(rule -> check(rule, found));
  }

  private static void check(RuleDeclaration rule, Consumer<Diagnostic> found) {
    String order = rule.annotation("title").map(OrderWhenClearLint::firstWord).orElse("");
    rule.annotation(RuleMetadata.WHEN_CLEAR)
        .filter(clear -> !order.isEmpty() && firstWord(clear).equals(order))
        .ifPresent(
            clear ->
                found.accept(
                    clear
                        .position()
                        .fault(
                            "@whenClear begins like the title, with '" + order + "'",
                            "say what is well, as a fact")));
  }

  private static String firstWord(Annotation annotation) {
    return annotation.value().strip().split("\\W+", 2)[0];
  }
}

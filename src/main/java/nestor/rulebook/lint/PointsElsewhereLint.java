package nestor.rulebook.lint;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.RuleDeclaration;

/**
 * Lint {@code points-elsewhere}: titles, actions and sources that send the reader somewhere else
 * instead of saying what is meant.
 */
final class PointsElsewhereLint implements Lint {
  private static final Pattern ELSEWHERE =
      Pattern.compile("\\b(listed|named (here|below|above)|see (below|above))\\b");
  private static final Pattern EVERYWHERE = Pattern.compile("\\bwhole (text|document|article)\\b");

  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.POINTS_ELSEWHERE;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    for (RuleDeclaration rule : derivations.guidance()) {
      check(rule, "title", ELSEWHERE, "name it: {$variable | or each of them}", found);
      check(rule, "action", ELSEWHERE, "name it: {$variable | or each of them}", found);
      check(rule, "source", EVERYWHERE, "name the section, or the paragraph", found);
    }
  }

  private static void check(
      RuleDeclaration rule,
      String name,
      Pattern elsewhere,
      String cure,
      Consumer<Diagnostic> found) {
    rule.annotation(name)
        .filter(annotation -> elsewhere.matcher(annotation.value()).find())
        .ifPresent(
            annotation ->
                found.accept(
                    annotation
                        .position()
                        .fault("the " + name + " points elsewhere instead of saying what", cure)));
  }
}

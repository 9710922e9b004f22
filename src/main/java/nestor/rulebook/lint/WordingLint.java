package nestor.rulebook.lint;

import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.ReasonTemplate;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.Annotation;
import nestor.rulebook.syntax.RuleDeclaration;

/** Lint {@code wording}: titles and actions that will not read well. */
final class WordingLint implements Lint {
  private static final int LINE = 72;

  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.WORDING;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    derivations.guidance().forEach(rule -> check(rule, found));
  }

  private static void check(RuleDeclaration rule, Consumer<Diagnostic> found) {
    rule.annotation("title").ifPresent(title -> title(title, found));
    rule.annotation("action")
        .filter(a -> !a.value().isBlank() && !a.value().strip().endsWith("."))
        .ifPresent(
            a ->
                found.accept(
                    a.position()
                        .fault(
                            "the action is no sentence",
                            "end it with a full stop, within the quotes")));
  }

  private static void title(Annotation title, Consumer<Diagnostic> found) {
    int length = ReasonTemplate.general(title.value()).length();
    if (length > LINE) {
      found.accept(
          title
              .position()
              .fault(
                  "the title has " + length + " letters and will not fit on a line",
                  "shorten it to " + LINE + ", and move the rest to the action"));
    }
    if (title.value().strip().endsWith(".")) {
      found.accept(
          title.position().fault("the title ends with a full stop", "leave the full stop out"));
    }
  }
}

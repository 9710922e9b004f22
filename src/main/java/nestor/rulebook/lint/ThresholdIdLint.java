package nestor.rulebook.lint;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.Consequence;
import nestor.rulebook.syntax.RuleDeclaration;

/** Lint {@code threshold-id}: words for people that hold the name of a threshold. */
final class ThresholdIdLint implements Lint {
  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.THRESHOLD_ID;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    List<String> names =
        parsed.thresholds().keySet().stream().filter(name -> name.matches(".*[-/].*")).toList();
    for (RuleDeclaration rule : derivations.rules()) {
      if (rule.then() instanceof Consequence.Worded worded) {
        check(worded.text(), worded.textPlace(), names, found);
      }
    }
    for (RuleDeclaration rule : derivations.guidance()) {
      for (String name : List.of("title", "action")) {
        rule.annotation(name).ifPresent(text -> check(text.value(), text.position(), names, found));
      }
    }
  }

  private static void check(
      String text, SourcePosition place, List<String> names, Consumer<Diagnostic> found) {
    for (String name : names) {
      if (Pattern.compile("(?<![\\w/-])" + Pattern.quote(name) + "(?![\\w/-])")
          .matcher(text)
          .find()) {
        found.accept(
            place.fault(
                "'" + name + "' is the name of a threshold, which says nothing to readers",
                "say it in words, or put its value: {$limit}"));
      }
    }
  }
}

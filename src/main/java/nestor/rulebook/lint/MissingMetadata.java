package nestor.rulebook.lint;

import java.util.List;
import nestor.rulebook.Rule;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.Annotation;
import nestor.rulebook.syntax.Consequence;
import nestor.rulebook.syntax.RuleDeclaration;

/**
 * Lints {@code no-effort} and {@code wording}: optional metadata that is missing, and words that
 * will not read well.
 */
final class MissingMetadata {
  private static final int LINE = 72;

  private final List<LintWarning> warnings;

  MissingMetadata(List<LintWarning> warnings) {
    this.warnings = warnings;
  }

  void of(ParsedRulebook parsed) {
    parsed.files().forEach(file -> file.rules().forEach(this::of));
  }

  private void of(RuleDeclaration rule) {
    if (!(rule.then() instanceof Consequence.Advise)
        || !rule.name().equals(Rule.idOf(rule.name()))) {
      return;
    }
    if (rule.annotation("effort").filter(a -> !a.value().isBlank()).isEmpty()) {
      warnings.add(
          new LintWarning(
              LintWarning.Kind.NO_EFFORT,
              rule.position()
                  .fault(
                      "rule \"" + rule.name() + "\" has no @effort",
                      "add @effort(\"hours\"), days, weeks or months below the id")));
    }
    rule.annotation("title").ifPresent(this::title);
    rule.annotation("action")
        .filter(a -> !a.value().isBlank() && !a.value().strip().endsWith("."))
        .ifPresent(
            a ->
                report(
                    a, "the action is no sentence", "end it with a full stop, within the quotes"));
  }

  private void title(Annotation title) {
    if (title.value().length() > LINE) {
      report(
          title,
          "the title has " + title.value().length() + " letters and will not fit on a line",
          "shorten it to " + LINE + ", and move the rest to the action");
    }
    if (title.value().strip().endsWith(".")) {
      report(title, "the title ends with a full stop", "leave the full stop out");
    }
  }

  private void report(Annotation at, String what, String cure) {
    warnings.add(new LintWarning(LintWarning.Kind.WORDING, at.position().fault(what, cure)));
  }
}

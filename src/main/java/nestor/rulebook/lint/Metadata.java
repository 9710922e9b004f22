package nestor.rulebook.lint;

import java.util.List;
import nestor.rulebook.Draft;
import nestor.rulebook.Rule;
import nestor.rulebook.language.Annotation;
import nestor.rulebook.language.Consequence;
import nestor.rulebook.language.RuleDeclaration;

/** Metadata that a rule can do without, and words that will not read well in an advisory. */
final class Metadata {
  private static final int LINE = 72;

  private final List<Remark> remarks;

  Metadata(List<Remark> remarks) {
    this.remarks = remarks;
  }

  void of(Draft draft) {
    draft.files().forEach(file -> file.rules().forEach(this::of));
  }

  private void of(RuleDeclaration rule) {
    if (!(rule.then() instanceof Consequence.Advise)
        || !rule.name().equals(Rule.idOf(rule.name()))) {
      return;
    }
    if (rule.annotation("effort").filter(a -> !a.value().isBlank()).isEmpty()) {
      remarks.add(
          new Remark(
              Remark.Kind.NO_EFFORT,
              rule.place()
                  .fault(
                      "rule \"" + rule.name() + "\" has no @effort",
                      "add @effort(\"hours\"), days, weeks or months below the id")));
    }
    rule.annotation("title").ifPresent(this::title);
    rule.annotation("action")
        .filter(a -> !a.value().isBlank() && !a.value().strip().endsWith("."))
        .ifPresent(
            a ->
                tell(a, "the action is no sentence", "end it with a full stop, within the quotes"));
  }

  private void title(Annotation title) {
    if (title.value().length() > LINE) {
      tell(
          title,
          "the title has " + title.value().length() + " letters and will not fit on a line",
          "shorten it to " + LINE + ", and move the rest to the action");
    }
    if (title.value().strip().endsWith(".")) {
      tell(title, "the title ends with a full stop", "leave the full stop out");
    }
  }

  private void tell(Annotation at, String what, String cure) {
    remarks.add(new Remark(Remark.Kind.WORDING, at.place().fault(what, cure)));
  }
}

package nestor.rulebook.lint;

import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.RuleFile;
import nestor.rulebook.syntax.TypeDeclaration;
import nestor.rulebook.syntax.TypeDeclaration.FieldDeclaration;

/**
 * Lint {@code no-question}: sections and fields without a question, in a file that has any. Where a
 * vocabulary has no questions, people are asked by what its sections and fields mean.
 */
final class NoQuestionLint implements Lint {
  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.NO_QUESTION;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    for (RuleFile file : parsed.files()) {
      if (file.types().stream().anyMatch(NoQuestionLint::asks)) {
        file.types().stream()
            .filter(type -> type.annotation("section").isPresent())
            .forEach(type -> check(type, found));
      }
    }
  }

  private static boolean asks(TypeDeclaration type) {
    return type.annotation("ask").isPresent()
        || type.fields().stream().anyMatch(field -> field.annotation("ask").isPresent());
  }

  private static void check(TypeDeclaration type, Consumer<Diagnostic> found) {
    if (type.annotation("ask").isEmpty()) {
      found.accept(
          type.position()
              .fault(
                  "nobody is asked about the section of " + type.name(),
                  "add @ask(\"...?\") with the question that people are to answer"));
    }
    for (FieldDeclaration field : type.fields()) {
      if (field.annotation("ask").isEmpty()) {
        found.accept(
            field
                .position()
                .fault(
                    "nobody is asked about " + type.name() + "." + field.name(),
                    "add @ask(\"...?\") with the question that people are to answer"));
      }
    }
  }
}

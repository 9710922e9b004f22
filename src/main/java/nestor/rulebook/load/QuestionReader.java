package nestor.rulebook.load;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.Vocabulary;
import nestor.rulebook.syntax.Annotation;
import nestor.rulebook.syntax.TypeDeclaration;
import nestor.rulebook.syntax.TypeDeclaration.FieldDeclaration;

/**
 * Reader of the questions of a vocabulary: {@code @ask("When did the backup of {each} last run?")}
 * at a section or a field.
 */
final class QuestionReader {
  private final List<Diagnostic> faults;
  private final Map<String, String> questions = new TreeMap<>();

  QuestionReader(List<Diagnostic> faults) {
    this.faults = faults;
  }

  /** Questions of the sections and their fields, by section or section.field. */
  Map<String, String> read(List<TypeDeclaration> sections) {
    for (TypeDeclaration type : sections) {
      Optional<Annotation> section = type.annotation("section");
      if (section.isEmpty()) {
        continue;
      }
      String name = section.get().value();
      type.annotation("ask").ifPresent(ask -> question(name, ask, false));
      boolean single = type.annotation("single").isPresent();
      for (FieldDeclaration field : type.fields()) {
        field.annotation("ask").ifPresent(ask -> question(name + "." + field.name(), ask, !single));
      }
    }
    return Map.copyOf(questions);
  }

  private void question(String about, Annotation ask, boolean ofEntries) {
    String text = ask.value().strip();
    String rest = ofEntries ? text.replace(Vocabulary.EACH, "") : text;
    if (rest.contains("{") || rest.contains("}")) {
      faults.add(
          ask.position()
              .fault(
                  "the question about " + about + " has braces that nothing fills",
                  ofEntries
                      ? "write {each} where the entries are named, and no other braces"
                      : "leave the braces out; only a field of a list can name {each} entry"));
    } else if (!text.contains("?")) {
      faults.add(
          ask.position()
              .fault(
                  "the question about " + about + " asks nothing",
                  "end it with a question mark, as in @ask(\"When was {each} last patched?\")"));
    } else {
      questions.put(about, text);
    }
  }
}

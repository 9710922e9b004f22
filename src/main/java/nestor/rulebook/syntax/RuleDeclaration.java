package nestor.rulebook.syntax;

import java.util.List;
import java.util.Optional;
import nestor.diagnostics.SourcePosition;

/** Syntax tree of {@code rule "name" @annotation(...) when conditions then consequence end}. */
public record RuleDeclaration(
    String name,
    List<Annotation> annotations,
    List<Condition> when,
    Consequence then,
    SourcePosition position) {

  /** The annotation of that name. */
  public Optional<Annotation> annotation(String name) {
    return annotations.stream().filter(a -> a.name().equals(name)).findFirst();
  }
}

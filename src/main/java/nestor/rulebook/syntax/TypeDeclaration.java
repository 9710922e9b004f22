package nestor.rulebook.syntax;

import java.util.List;
import java.util.Optional;
import nestor.diagnostics.SourcePosition;

/** Syntax tree of {@code declare Name @annotation(...) field : Type @annotation(...) end}. */
public record TypeDeclaration(
    String name,
    List<Annotation> annotations,
    List<FieldDeclaration> fields,
    SourcePosition position) {

  /** A field of a declared type, with the Java type as written. */
  public record FieldDeclaration(
      String name, String type, List<Annotation> annotations, SourcePosition position) {

    /** The annotation of that name. */
    public Optional<Annotation> annotation(String name) {
      return annotations.stream().filter(a -> a.name().equals(name)).findFirst();
    }
  }

  /** The annotation of that name. */
  public Optional<Annotation> annotation(String name) {
    return annotations.stream().filter(a -> a.name().equals(name)).findFirst();
  }

  /** The field of that name. */
  public Optional<FieldDeclaration> field(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst();
  }
}

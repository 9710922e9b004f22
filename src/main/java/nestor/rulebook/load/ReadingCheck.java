package nestor.rulebook.load;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.Field;
import nestor.rulebook.NameTable;
import nestor.rulebook.Section;
import nestor.rulebook.syntax.Annotation;
import nestor.rulebook.syntax.TypeDeclaration;
import nestor.rulebook.syntax.TypeDeclaration.FieldDeclaration;
import org.jspecify.annotations.Nullable;

/**
 * Check of what the vocabulary declares for reading documents as meant: aliases, kinds of names and
 * references.
 */
final class ReadingCheck {
  private final List<TypeDeclaration> types;
  private final List<Section> sections;
  private final NameTable names;
  private final List<Diagnostic> faults;

  /**
   * @param types the declarations of all sections
   * @param faults takes what is found
   */
  ReadingCheck(
      List<TypeDeclaration> types,
      List<Section> sections,
      NameTable names,
      List<Diagnostic> faults) {
    this.types = types;
    this.sections = sections;
    this.names = names;
    this.faults = faults;
  }

  void check() {
    Map<String, Taken> taken = new HashMap<>();
    for (TypeDeclaration type : types) {
      type.annotation("section")
          .ifPresent(section -> taken.put(NameTable.key(section.value()), taken(section)));
    }
    for (TypeDeclaration type : types) {
      aliases(type.annotations(), taken, "sections");
      fields(type);
    }
  }

  /** A name that is in use, and where. */
  private record Taken(String name, SourcePosition position) {}

  private static Taken taken(Annotation annotation) {
    return new Taken(annotation.value(), annotation.position());
  }

  private void fields(TypeDeclaration type) {
    Map<String, Taken> taken = new HashMap<>();
    for (FieldDeclaration field : type.fields()) {
      taken.put(NameTable.key(field.name()), new Taken(field.name(), field.position()));
    }
    for (FieldDeclaration field : type.fields()) {
      aliases(field.annotations(), taken, "fields");
      field.annotation("names").ifPresent(this::kind);
      field.annotation("refersTo").ifPresent(this::reference);
      field
          .annotation("wholePer")
          .filter(of -> type.field(of.value()).isEmpty())
          .ifPresent(
              of ->
                  faults.add(
                      of.position()
                          .fault(
                              type.name() + " has no field '" + of.value() + "'",
                              Suggestions.cure(
                                  of.value(),
                                  type.fields().stream().map(FieldDeclaration::name).toList()))));
    }
  }

  private void aliases(List<Annotation> annotations, Map<String, Taken> taken, String whose) {
    annotations.stream()
        .filter(annotation -> annotation.name().equals("alias"))
        .forEach(
            alias ->
                Arrays.stream(alias.value().split(";"))
                    .forEach(word -> alias(word.strip(), alias.position(), taken, whose)));
  }

  private void alias(String word, SourcePosition position, Map<String, Taken> taken, String whose) {
    Taken before = taken.putIfAbsent(NameTable.key(word), new Taken(word, position));
    if (word.isEmpty()) {
      faults.add(position.fault("an alias is empty", "write @alias(\"one; another\")"));
    } else if (before != null) {
      faults.add(
          position.fault(
              "the alias '"
                  + word
                  + "' is taken: "
                  + before.name()
                  + " in line "
                  + before.position().line(),
              "keep it at one of the " + whose));
    }
  }

  private void kind(Annotation kind) {
    Set<String> kinds = names.kinds();
    if (!kinds.contains(kind.value())) {
      faults.add(
          kind.position()
              .fault(
                  "'" + kind.value() + "' is no kind of names in " + NameFile.FILE,
                  kinds.isEmpty() ? "write it there" : Suggestions.cure(kind.value(), kinds)));
    }
  }

  private void reference(Annotation reference) {
    String[] parts = reference.value().split("\\.", -1);
    @Nullable Section section =
        sections.stream().filter(s -> s.type().equals(parts[0])).findFirst().orElse(null);
    if (section == null || parts.length != 2) {
      faults.add(
          reference
              .position()
              .fault(
                  "@refersTo(\""
                      + reference.value()
                      + "\") names no type of a section and its field",
                  section == null
                      ? Suggestions.cure(parts[0], sections.stream().map(Section::type).toList())
                      : "write @refersTo(\"" + parts[0] + ".field\")"));
    } else if (section.field(parts[1]).isEmpty()) {
      faults.add(
          reference
              .position()
              .fault(
                  parts[0] + " has no field '" + parts[1] + "'",
                  Suggestions.cure(parts[1], section.fields().stream().map(Field::name).toList())));
    }
  }
}

package nestor.rulebook.load;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Dates;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.NameTable;
import nestor.rulebook.NamesSection;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;
import nestor.rulebook.syntax.Annotation;
import nestor.rulebook.syntax.RuleFile;
import nestor.rulebook.syntax.TypeDeclaration;
import nestor.rulebook.syntax.TypeDeclaration.FieldDeclaration;
import org.jspecify.annotations.Nullable;

/**
 * Builder of the vocabulary and the types of fact from type declarations. Rules are built by {@link
 * RuleBuilder}.
 */
final class VocabularyBuilder {
  private static final Map<String, FieldType> TYPES =
      Map.of(
          "String", FieldType.TEXT,
          "Integer", FieldType.COUNT,
          "BigDecimal", FieldType.NUMBER,
          "Boolean", FieldType.YES_NO,
          "LocalDate", FieldType.DATE,
          "List", FieldType.LIST);
  private static final Set<String> ON_TYPES =
      Set.of(
          "section",
          "table",
          "single",
          "doc",
          "speaksFor",
          "among",
          "completeAtOne",
          "onePer",
          "alias",
          "ask");
  private static final Set<String> ON_FIELDS =
      Set.of(
          "doc",
          "ask",
          "unit",
          "required",
          "absent",
          "choices",
          "open",
          "range",
          "default",
          "key",
          "alias",
          "names",
          "refersTo",
          "past",
          "wholePer");

  private final List<Diagnostic> faults;
  private final List<Section> sections = new ArrayList<>();
  private final Map<String, FactType> factTypes = new LinkedHashMap<>();
  private final List<TypeDeclaration> declarations = new ArrayList<>();

  VocabularyBuilder(List<Diagnostic> faults) {
    this.faults = faults;
  }

  void add(RuleFile file, boolean own) {
    file.types().forEach(type -> add(type, own));
  }

  /**
   * The vocabulary of all that was added.
   *
   * @param names other ways to write names; choices of fields that name a kind are added to them
   */
  Vocabulary vocabulary(NameTable names) {
    new ReadingCheck(declarations, sections, names, faults).check();
    NameTable all = names;
    for (Section section : sections) {
      for (Field field : section.fields()) {
        String kind = field.reading().names();
        if (kind != null) {
          all = all.with(kind, field.choices());
        }
      }
    }
    return new Vocabulary(
        List.copyOf(sections), all, new QuestionReader(faults).read(declarations), List.of());
  }

  Map<String, FactType> factTypes() {
    return factTypes;
  }

  private void add(TypeDeclaration type, boolean own) {
    if (factTypes.containsKey(type.name())) {
      faults.add(
          type.position()
              .fault(
                  type.name() + " is declared twice", "keep one, or give this one another name"));
      return;
    }
    if (!own) {
      name(type);
    }
    known(type.annotations(), ON_TYPES);
    boolean section = type.annotation("section").isPresent();
    boolean table = type.annotation("table").isPresent();
    List<Field> fields = type.fields().stream().flatMap(f -> field(f, section).stream()).toList();
    String key = value(type.annotation("onePer"));
    FactType.Kind kind =
        own
            ? FactType.Kind.ENGINE
            : section ? FactType.Kind.SECTION : table ? FactType.Kind.TABLE : FactType.Kind.DERIVED;
    // The engine names Dimension, but rules derive it.
    boolean derivedByRules = own && type.name().equals(BuiltInTypes.DIMENSION);
    String doc = Optional.ofNullable(value(type.annotation("doc"))).orElse("");
    FactType factType =
        new FactType(type.name(), derivedByRules ? FactType.Kind.DERIVED : kind, fields, key, doc);
    for (String name : new String[] {"onePer", "speaksFor", "completeAtOne"}) {
      type.annotation(name)
          .filter(a -> factType.field(a.value()).isEmpty())
          .ifPresent(
              a ->
                  faults.add(
                      a.position()
                          .fault(
                              type.name() + " has no field '" + a.value() + "'",
                              Suggestions.cure(a.value(), names(fields)))));
    }
    factTypes.put(type.name(), factType);
    if (factType.kind() == FactType.Kind.DERIVED) {
      type.fields().stream()
          .filter(f -> f.annotation("key").isEmpty())
          .forEach(
              f ->
                  faults.add(
                      f.position()
                          .fault(
                              f.name() + " of the derived type " + type.name() + " has no @key",
                              "add @key to each of its fields, so that a fact derived twice is one fact")));
    }
    if (section) {
      declarations.add(type);
      addSection(type, fields);
    }
  }

  /** Names that Java, Drools or the engine use for something else. */
  private void name(TypeDeclaration type) {
    ReservedNames.ofType(type.name())
        .ifPresent(
            whose ->
                faults.add(
                    type.position()
                        .fault(
                            "a type cannot be called '" + type.name() + "', " + whose,
                            "give it another name, such as " + type.name() + "Entry")));
    for (FieldDeclaration field : type.fields()) {
      ReservedNames.ofField(field.name())
          .ifPresent(
              whose ->
                  faults.add(
                      field
                          .position()
                          .fault(
                              "a field cannot be called '" + field.name() + "', " + whose,
                              "give it another name, such as " + field.name() + "One")));
    }
  }

  private void addSection(TypeDeclaration type, List<Field> fields) {
    String name = value(type.annotation("section"));
    Optional<String> own = name == null ? Optional.empty() : NamesSection.owner(name);
    own.ifPresent(
        purpose ->
            faults.add(
                type.position()
                    .fault(
                        "the section '" + name + "' is Nestor's own, for " + purpose,
                        "give the section of " + type.name() + " another name")));
    if (name == null || name.isBlank() || sections.stream().anyMatch(s -> s.name().equals(name))) {
      faults.add(
          type.position()
              .fault(
                  "the section of " + type.name() + " is missing or taken",
                  "write @section(\"name\") with a name that no other type has"));
      return;
    }
    sections.add(
        new Section(
            name,
            type.name(),
            type.annotation("single").isPresent(),
            Optional.ofNullable(value(type.annotation("doc"))).orElse(""),
            fields,
            value(type.annotation("speaksFor")),
            value(type.annotation("among")),
            value(type.annotation("completeAtOne")),
            aliases(type.annotations())));
  }

  private Optional<Field> field(FieldDeclaration field, boolean needsDoc) {
    known(field.annotations(), ON_FIELDS);
    FieldType type = TYPES.get(field.type());
    if (type == null) {
      faults.add(
          field
              .position()
              .fault(
                  "'" + field.type() + "' is no type of field",
                  Suggestions.cure(field.type(), TYPES.keySet())));
      return Optional.empty();
    }
    String doc = value(field.annotation("doc"));
    if (needsDoc && (doc == null || doc.isBlank())) {
      faults.add(
          field
              .position()
              .fault(field.name() + " has no @doc", "say what it means: @doc(\"...\")"));
    }
    boolean amount = type == FieldType.COUNT || type == FieldType.NUMBER;
    String absent = value(field.annotation("absent"));
    if (absent != null && !absent.equals("none") && !absent.equals("unknown")) {
      faults.add(
          field
              .position()
              .fault("@absent(\"" + absent + "\") says nothing", "write \"unknown\" or \"none\""));
    }
    boolean none = absent == null ? !amount && type != FieldType.YES_NO : absent.equals("none");
    String choices = value(field.annotation("choices"));
    BigDecimal[] range = range(field, type);
    return Optional.of(
        new Field(
            field.name(),
            type,
            field.annotation("required").isPresent(),
            none,
            doc == null ? "" : doc,
            value(field.annotation("unit")),
            words(choices),
            field.annotation("open").isPresent(),
            range[0],
            range[1],
            defaultOf(field, type),
            new Field.Reading(
                aliases(field.annotations()),
                value(field.annotation("names")),
                value(field.annotation("refersTo")),
                field.annotation("past").isPresent(),
                field.annotation("key").isPresent(),
                value(field.annotation("wholePer")))));
  }

  private static List<String> aliases(List<Annotation> annotations) {
    return annotations.stream()
        .filter(annotation -> annotation.name().equals("alias"))
        .flatMap(alias -> words(alias.value()).stream())
        .toList();
  }

  private static List<String> words(@Nullable String text) {
    return text == null ? List.of() : Arrays.stream(text.split(";")).map(String::strip).toList();
  }

  private @Nullable BigDecimal[] range(FieldDeclaration field, FieldType type) {
    @Nullable BigDecimal[] range = {
      type == FieldType.COUNT || type == FieldType.NUMBER ? BigDecimal.ZERO : null, null
    };
    String text = value(field.annotation("range"));
    if (text != null) {
      String[] ends = text.split("\\.\\.", -1);
      try {
        range[0] = new BigDecimal(ends[0]);
        range[1] = new BigDecimal(ends[1]);
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        faults.add(
            field
                .position()
                .fault("@range(\"" + text + "\") is no range", "write @range(\"0..1\")"));
      }
    }
    return range;
  }

  private @Nullable Object defaultOf(FieldDeclaration field, FieldType type) {
    String text = value(field.annotation("default"));
    if (text == null) {
      return null;
    }
    try {
      return switch (type) {
        case TEXT -> text;
        case COUNT -> Integer.valueOf(text);
        case NUMBER -> new BigDecimal(text);
        case YES_NO -> Boolean.valueOf(text);
        case DATE -> Dates.read(text);
        case LIST -> Arrays.stream(text.split(";")).map(String::strip).toList();
      };
    } catch (NumberFormatException | Dates.NoDateException e) {
      faults.add(
          field
              .position()
              .fault(
                  "@default(\"" + text + "\") is no " + field.type(),
                  "write a value of the field's type"));
      return null;
    }
  }

  private void known(List<Annotation> annotations, Set<String> known) {
    for (Annotation annotation : annotations) {
      if (!known.contains(annotation.name())) {
        faults.add(
            annotation
                .position()
                .fault(
                    "@" + annotation.name() + " says nothing here",
                    Suggestions.cure(annotation.name(), known)));
      }
    }
  }

  private static @Nullable String value(Optional<Annotation> annotation) {
    return annotation.map(Annotation::value).orElse(null);
  }

  private static List<String> names(List<Field> fields) {
    return fields.stream().map(Field::name).toList();
  }
}

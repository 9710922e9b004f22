package nestor.rulebook.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Priority;
import nestor.rulebook.Rule;
import nestor.rulebook.Section;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Conditions;
import nestor.rulebook.syntax.Consequence;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.RuleDeclaration;
import nestor.rulebook.syntax.TypeDeclaration;
import nestor.rulebook.syntax.ValueSource;

/**
 * Index of what the rulebook's derivation rules can produce, for lints that compare texts: those
 * that each field of each type of fact can hold.
 */
final class Derivations {
  private final ParsedRulebook parsed;
  private final List<RuleDeclaration> rules = new ArrayList<>();

  Derivations(ParsedRulebook parsed) {
    this.parsed = parsed;
    parsed.files().forEach(file -> rules.addAll(file.rules()));
  }

  List<RuleDeclaration> rules() {
    return rules;
  }

  /** The types that the rulebook declares. */
  List<TypeDeclaration> declaredTypes() {
    return parsed.files().stream().flatMap(file -> file.types().stream()).toList();
  }

  /** The rules that derive a type. */
  List<RuleDeclaration> of(String type) {
    return rules.stream()
        .filter(r -> r.then() instanceof Consequence.Derive derive && derive.type().equals(type))
        .toList();
  }

  /** The rules of guidance, each once: further cases of a rule are left out. */
  List<RuleDeclaration> guidance() {
    return rules.stream()
        .filter(rule -> rule.then() instanceof Consequence.Advise)
        .filter(rule -> rule.name().equals(Rule.idOf(rule.name())))
        .toList();
  }

  /** Whether a rule reads facts of a type. */
  boolean areRead(String type) {
    return rules.stream()
        .flatMap(rule -> Conditions.patterns(rule.when()).stream())
        .anyMatch(pattern -> pattern.type().equals(type));
  }

  /** The ids of the rules of guidance. */
  Set<String> ids() {
    Set<String> ids = new TreeSet<>();
    rules.stream()
        .filter(r -> r.then() instanceof Consequence.Advise)
        .forEach(r -> ids.add(Rule.idOf(r.name())));
    return ids;
  }

  /** The values that a field can have; empty where it can have any. */
  Optional<Set<String>> values(String type, String field) {
    return values(type, field, new HashSet<>());
  }

  private Optional<Set<String>> values(String type, String field, Set<String> asked) {
    FactType factType = parsed.factTypes().get(type);
    if (factType == null || !asked.add(type + "." + field)) {
      return Optional.empty();
    }
    return switch (factType.kind()) {
      case SECTION -> factType.field(field).flatMap(Derivations::choices);
      case TABLE -> Optional.of(column(type, field));
      case DERIVED -> derived(factType, field, asked);
      case ENGINE -> engine(type, field);
    };
  }

  private static Optional<Set<String>> choices(Field field) {
    return field.choices().isEmpty() || field.open() || field.type() != FieldType.TEXT
        ? Optional.empty()
        : Optional.of(new TreeSet<>(field.choices()));
  }

  private Set<String> column(String type, String field) {
    Set<String> values = new TreeSet<>();
    for (Map<String, Object> row : parsed.tables().getOrDefault(type, List.of())) {
      if (row.get(field) instanceof String text) {
        values.add(text);
      }
    }
    return values;
  }

  private Optional<Set<String>> engine(String type, String field) {
    if (type.equals(BuiltInTypes.GIVEN)) {
      return Optional.of(
          new TreeSet<>(parsed.vocabulary().sections().stream().map(Section::name).toList()));
    }
    if (type.equals(BuiltInTypes.RECOMMENDATION) && field.equals("rule")) {
      return Optional.of(ids());
    }
    if (type.equals(BuiltInTypes.RECOMMENDATION) && field.equals("topic")) {
      Set<String> topics = new TreeSet<>();
      ids().stream().filter(id -> id.contains("/")).forEach(id -> topics.add(topic(id)));
      return Optional.of(topics);
    }
    if (type.equals(BuiltInTypes.RECOMMENDATION) && field.equals("priority")) {
      return Optional.of(new TreeSet<>(Priority.WORDS));
    }
    return Optional.empty();
  }

  private static String topic(String id) {
    return id.substring(0, id.indexOf('/'));
  }

  private Optional<Set<String>> derived(FactType factType, String field, Set<String> asked) {
    int at = factType.fields().stream().map(Field::name).toList().indexOf(field);
    Set<String> values = new TreeSet<>();
    for (RuleDeclaration rule : of(factType.type())) {
      Consequence.Derive derive = (Consequence.Derive) rule.then();
      Optional<Set<String>> of =
          at < 0 || at >= derive.arguments().size()
              ? Optional.empty()
              : argument(derive.arguments().get(at), rule.when(), new HashSet<>(asked));
      if (of.isEmpty()) {
        return of;
      }
      values.addAll(of.get());
    }
    return Optional.of(values);
  }

  /** The values that an argument of a derivation can have. */
  Optional<Set<String>> argument(Expression argument, List<Condition> when) {
    return argument(argument, when, new HashSet<>());
  }

  private Optional<Set<String>> argument(
      Expression argument, List<Condition> when, Set<String> asked) {
    if (argument instanceof Expression.Literal literal && literal.value() instanceof String text) {
      return Optional.of(Set.of(text));
    }
    return ValueSource.of(argument)
        .flatMap(source -> source.boundBy(when).stream().findFirst())
        .flatMap(read -> values(read.type(), read.field(), asked));
  }
}

package nestor.engine.evaluation;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.Threshold;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Conditions;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Fields and sections that the conditions of one rule read in more than one place, or count. Of all
 * others one look at a time loses nothing: no two conditions can depend on the same value of them.
 */
final class RepeatedReads {
  private static final int TWICE = 2;

  private final Rulebook rulebook;
  private final Map<String, Integer> reads = new HashMap<>();

  /** By section, the words that its entries are looked for by. */
  private final Map<String, Set<String>> wanted = new TreeMap<>();

  private final Set<String> wantedThere = new TreeSet<>();
  private final Set<String> wantedNotThere = new TreeSet<>();
  private final Set<String> derivedThere = new TreeSet<>();
  private final Set<String> derivedNotThere = new TreeSet<>();

  /** By type, the values in all their fields by which derived facts are looked for. */
  private final Map<String, Set<Map<String, Object>>> derivedWanted = new TreeMap<>();

  private RepeatedReads(Rulebook rulebook) {
    this.rulebook = rulebook;
  }

  static RepeatedReads of(Rule rule, Rulebook rulebook) {
    RepeatedReads all = new RepeatedReads(rulebook);
    rule.cases().forEach(ofRule -> all.add(ofRule.when(), 1, true));
    return all;
  }

  /** Whether the field of that name, written {@code section.field}, is read more than once. */
  boolean isRepeated(String field) {
    return reads.getOrDefault(field, 0) >= TWICE;
  }

  /**
   * The words by which entries of a section are looked for, in the field by which they differ; none
   * where entries only ever make the rule due, or only ever keep it from that.
   */
  Set<String> wanted(String section) {
    return wantedThere.contains(section) && wantedNotThere.contains(section)
        ? wanted.getOrDefault(section, Set.of())
        : Set.of();
  }

  /** Types of derived facts: some make the rule due, and some keep it from that. */
  Set<String> derivedBothWays() {
    Set<String> both = new TreeSet<>(derivedThere);
    both.retainAll(derivedNotThere);
    return both;
  }

  /** Values of the facts of a derived type that conditions look for by all of their fields. */
  Set<Map<String, Object>> derivedWanted(String type) {
    return derivedWanted.getOrDefault(type, Set.of());
  }

  private void wanted(FactType factType, Condition.Pattern pattern) {
    Map<String, Object> values = new LinkedHashMap<>();
    factType.fields().forEach(field -> values.put(field.name(), ""));
    int given = 0;
    for (Condition.Test test : pattern.tests()) {
      for (Expression part : Conditions.conjuncts(test.expression())) {
        if (part instanceof Expression.Comparison comparison
            && comparison.operator() == Expression.Comparator.EQUAL
            && comparison.left() instanceof Expression.FieldOf field
            && comparison.right() instanceof Expression.Literal literal
            && literal.value() != null
            && values.replace(field.field(), literal.value()) != null) {
          given++;
        }
      }
    }
    if (given == values.size()) {
      derivedWanted.computeIfAbsent(factType.type(), t -> new LinkedHashSet<>()).add(values);
    }
  }

  /**
   * The field by which entries of a section are distinguished: the first text that every entry has.
   */
  static @Nullable String telling(Section section) {
    return section.fields().stream()
        .filter(field -> field.required() && field.type() == FieldType.TEXT)
        .map(Field::name)
        .findFirst()
        .orElse(null);
  }

  private void wanted(Section section, Expression test) {
    for (Expression part : Conditions.conjuncts(test)) {
      if (part instanceof Expression.Comparison comparison
          && comparison.operator() == Expression.Comparator.EQUAL
          && comparison.left() instanceof Expression.FieldOf field
          && field.field().equals(telling(section))
          && comparison.right() instanceof Expression.Literal literal
          && literal.value() instanceof String word) {
        wanted.computeIfAbsent(section.name(), n -> new TreeSet<>()).add(word);
      }
    }
  }

  /**
   * @param times how often the conditions are looked at
   * @param there whether it makes the rule due that they hold, else that they do not
   */
  private void add(List<Condition> conditions, int times, boolean there) {
    for (Condition condition : conditions) {
      condition.visit(
          pattern -> add(pattern, times, there),
          not -> add(not.of(), times, !there),
          exists -> add(exists.of(), times, there),
          accumulate -> {
            add(accumulate.over(), TWICE, there);
            add(accumulate.over(), TWICE, !there);
          });
    }
  }

  private void add(Condition.Pattern pattern, int times, boolean there) {
    String type = pattern.type();
    Section section = rulebook.vocabulary().ofType(type).orElse(null);
    if (section != null) {
      (there ? wantedThere : wantedNotThere).add(section.name());
      for (Condition.Test test : pattern.tests()) {
        wanted(section, test.expression());
        // A variable may be read again, by other conditions.
        int more = test.binding() == null ? times : TWICE;
        test.expression()
            .fields()
            .forEach(field -> reads.merge(section.name() + "." + field, more, Integer::sum));
      }
      return;
    }
    FactType factType = rulebook.factTypes().get(type);
    if (factType != null && factType.kind() == FactType.Kind.DERIVED) {
      wanted(factType, pattern);
      derived(type, times, there);
    } else if (type.equals(BuiltInTypes.THRESHOLD) && varies(pattern)) {
      derived(BuiltInTypes.DIMENSION, times, there);
    }
  }

  private boolean varies(Condition.Pattern pattern) {
    return Threshold.nameIn(pattern)
        .map(name -> !Objects.requireNonNull(rulebook.thresholds().get(name)).variants().isEmpty())
        .orElse(true);
  }

  private void derived(String type, int times, boolean there) {
    (there ? derivedThere : derivedNotThere).add(type);
    rulebook.derivations().stream()
        .filter(derivation -> derivation.then().type().equals(type))
        .forEach(derivation -> add(derivation.when(), times, there));
  }
}
